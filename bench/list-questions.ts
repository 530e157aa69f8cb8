/** An instance that is there, by whose words and ids some questions ask. */
export interface Sample {
  id: string;
  vendorId: string;
  accountId: string;
  templateId: string;
  account: string;
}

/** A page to be asked for, in a word for each thing that it is special by. */
export interface Asked {
  words: string;
  narrowedBy: string;
  sortedBy: string;
  place: string;
  variables: { filter: Record<string, unknown>; sort: { field: string; direction: string } };
}

/** How far down a page is, of all that match. */
const places = { 'at the top': 0, 'in the middle': 0.5, 'at the end': 1 } as const;

const fields = ['name', 'template', 'status', 'update', 'created', 'account', 'vendor', 'health', 'checked'] as const;

function filtersOf({ accountId, templateId }: Sample): Record<string, Record<string, unknown>> {
  return {
    'of all': {},
    'of a vendor': { vendors: ['prismatic'] },
    'of a status': { statuses: ['disabled'] },
    'of two statuses': { statuses: ['enabled', 'unfinished'] },
    'of a health': { healths: ['failed'] },
    'of two healths': { healths: ['attention', 'failed'] },
    'of an update': { updates: ['needs_user'] },
    'that need a person': { needsPerson: true },
    'of a template': { templateId },
    'of an account': { accountId },
    'of several facets': {
      vendors: ['tray'],
      statuses: ['enabled'],
      healths: ['unknown', 'ok'],
      updates: ['none', 'automatic'],
    },
  };
}

function searchesOf({ id, vendorId, account }: Sample): Record<string, string | null> {
  return {
    'without a search': null,
    'one letter': 'a',
    'two letters': 'or',
    'a word of very many': 'customer',
    'a word of many': 'alert',
    'an account': account,
    'a part of a number': '7777',
    'what went wrong': 'revoked',
    'a word of none': 'zzzz',
    'our id': id,
    'the vendor’s id': vendorId,
  };
}

/** So many of all combinations of filter, search, order, direction and place, drawn in an order that is the same each time. */
export function questionsOf(sample: Sample, count: number): Asked[] {
  const all = Object.entries(filtersOf(sample)).flatMap(([narrowedBy, filter]) =>
    Object.entries(searchesOf(sample)).flatMap(([words, search]) =>
      fields.flatMap((field) =>
        ['ascending', 'descending'].flatMap((direction) =>
          Object.keys(places).map((place) => ({
            words,
            narrowedBy,
            sortedBy: `by ${field}`,
            place,
            variables: { filter: { ...filter, ...(search === null ? {} : { search }) }, sort: { field, direction } },
          })),
        ),
      ),
    ),
  );
  // A step that shares no divisor with the number of combinations comes to each of them once.
  const step = 2_741;
  return Array.from({ length: Math.min(count, all.length) }, (_, turn) => all[(turn * step) % all.length]).filter(
    (one) => one !== undefined,
  );
}

export function offsetOf({ place }: Asked, total: number): number {
  const share = Object.entries(places).find(([word]) => word === place)?.[1] ?? 0;
  return Math.max(0, Math.floor((total - 50) * share));
}

/** What the page asks for. */
export const rowsQuery = `query ($filter: InstanceFilter, $sort: InstanceSort, $offset: Int) {
  instances(filter: $filter, sort: $sort, first: 50, offset: $offset) {
    nodes { id vendor vendorId name status health missing missingConnectionCount update templateId templateName useCount
      lastRun createdAt checkedAt account { id externalId name }
      deployment { isEnabled wasDeployed configuration hasUndeployedChanges isFailing isSuspended }
      operation { id kind state step startedAt problemCode problemMessage nextAttemptAt undoUntil } }
    pageInfo { endCursor hasNextPage } totalCount unfilteredCount needsPersonCount newestCheckedAt oldestCheckedAt
    statusCounts { status count } ages { vendor count newestCheckedAt oldestCheckedAt } outcomes { vendor state code checkedAt } } }`;

export const totalQuery = 'query ($filter: InstanceFilter) { instances(filter: $filter, first: 1) { totalCount } }';

export const facetsQuery = `query ($filter: InstanceFilter) { instanceFacets(filter: $filter) {
  vendors { vendor count } statuses { status count } healths { health count } updates { update count }
  accounts { nodes { id name count } totalCount } templates { nodes { id name vendor count } totalCount } } }`;
