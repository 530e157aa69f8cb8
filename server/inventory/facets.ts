import type { InstanceFilter } from '#contract/instance-filter.ts';
import { type Health, healths } from '#contract/row-cause.ts';
import { type InstanceStatus, instanceStatuses, type UpdateKind, updateKinds } from '#contract/statuses.ts';
import { type Vendor, vendors } from '#contract/vendors.ts';
import { type SqlBool, sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { readSnapshot } from './list.ts';
import { allOf, type InstanceScope, type KindPart } from './list-filter.ts';
import { type ListedKind, type ListedKinds, matching, readKinds, sumFound } from './listed-kinds.ts';
import { containsPattern } from '../platform/database/contains-pattern.ts';

export interface FacetQuery {
  scope: InstanceScope;
  filter: InstanceFilter;
  hasUpgradeHook: boolean;
  /** Part of the names of the accounts, and of the templates, to be counted; empty for all. */
  accountSearch: string;
  templateSearch: string;
}

export interface ChoiceCount<Choice> {
  choice: Choice;
  count: number;
}

export interface NamedCount {
  id: string;
  name: string;
  /** Of a template whose rows are all of one vendor. */
  vendor: Vendor | null;
  count: number;
}

export interface NamedCounts {
  nodes: NamedCount[];
  totalCount: number;
}

export interface InstanceFacets {
  vendors: ChoiceCount<Vendor>[];
  statuses: ChoiceCount<InstanceStatus>[];
  healths: ChoiceCount<Health>[];
  updates: ChoiceCount<UpdateKind>[];
  accounts: NamedCounts;
  templates: NamedCounts;
}

const mostNamed = 20;

/** How many rows each choice of a filter would leave, each counted with its own filter left out; all of one snapshot. */
export async function countFacets(database: JackfieldDatabase, query: FacetQuery): Promise<InstanceFacets> {
  return readSnapshot(database, async (snapshot) => {
    const listed = await readKinds(snapshot, query);
    const { accountId, ...ofAnyAccount } = query.filter;
    const counts = <Choice>(part: KindPart, choices: readonly Choice[], choiceOf: (kind: ListedKind) => Choice) => {
      const left = matching(listed.kinds, [part]);
      return choices.map((choice) => ({ choice, count: sumFound(left.filter((kind) => choiceOf(kind) === choice)) }));
    };
    return {
      vendors: counts('vendors', vendors, ({ vendor }) => vendor),
      statuses: counts('statuses', instanceStatuses, ({ status }) => status),
      healths: counts('healths', healths, ({ health }) => health),
      updates: counts('updates', updateKinds, ({ update }) => update),
      accounts: await countAccounts(
        snapshot,
        accountId === undefined ? listed : await readKinds(snapshot, { ...query, filter: ofAnyAccount }),
        query.accountSearch.trim(),
      ),
      templates: countTemplates(
        matching(listed.kinds, ['templateId']),
        await templatesNamed(snapshot, query.templateSearch.trim()),
      ),
    };
  });
}

/** Those with the most rows; of as many, in the order of their names. */
async function countAccounts(
  database: JackfieldDatabase,
  { kinds, conditions }: ListedKinds,
  named: string,
): Promise<NamedCounts> {
  const left = matching(kinds);
  const { rows } = await sql<NamedCount & { all: number }>`
    with counted as (
      select listed.account_id, min(listed.account_key) as key, count(*) as count, count(*) over () as all_of_them
      from listed_instances as listed
      where ${allOf([
        ...conditions,
        ...(left.length === kinds.length
          ? []
          : [sql<SqlBool>`listed.kind = any (${left.map(({ kind }) => kind)}::bigint[])`]),
        ...(named === '' ? [] : [sql<SqlBool>`listed.account_key like ${containsPattern(named)}`]),
      ])}
      group by listed.account_id
      order by count desc, key, account_id limit ${mostNamed}
    )
    select accounts.id, accounts.name, null as vendor, counted.count, counted.all_of_them as "all"
    from counted join accounts on accounts.id = counted.account_id
    order by counted.count desc, counted.key, accounts.id`.execute(database);
  return {
    nodes: rows.map(({ id, name, vendor, count }) => ({ id, name, vendor, count })),
    totalCount: rows[0]?.all ?? 0,
  };
}

/** Their names that contain this text; null for any. */
async function templatesNamed(database: JackfieldDatabase, text: string): Promise<Set<string> | null> {
  if (text === '') return null;
  const { rows } = await sql<{ name: string }>`
    select distinct template_name as name from instance_counts
    where lower(template_name) like ${containsPattern(text)}`.execute(database);
  return new Set(rows.map(({ name }) => name));
}

/** By their ids, as they are filtered by. One that has changed its name goes by the one that most of its rows have. */
function countTemplates(kinds: readonly ListedKind[], names: Set<string> | null): NamedCounts {
  const byId = groupBy(
    kinds.filter(({ found }) => found > 0),
    ({ templateId }) => templateId,
  );
  const nodes = [...byId]
    .filter(([, ofTemplate]) => names === null || ofTemplate.some(({ templateName }) => names.has(templateName)))
    .map(([id, ofTemplate]) => {
      const byName = [...groupBy(ofTemplate, ({ templateName }) => templateName)].map(([name, ofName]) => ({
        name,
        place: ofName[0]?.templatePlace ?? 0,
        count: sumFound(ofName),
      }));
      const [first] = byName.toSorted((one, other) => other.count - one.count || one.place - other.place);
      const ofVendors = new Set(ofTemplate.map(({ vendor }) => vendor));
      const [vendor = null] = ofVendors.size === 1 ? ofVendors : [];
      return { id, name: first?.name ?? '', place: first?.place ?? 0, vendor, count: sumFound(ofTemplate) };
    })
    .toSorted((one, other) => other.count - one.count || one.place - other.place || (one.id < other.id ? -1 : 1));
  return {
    nodes: nodes.slice(0, mostNamed).map(({ id, name, vendor, count }) => ({ id, name, vendor, count })),
    totalCount: nodes.length,
  };
}

function groupBy(kinds: readonly ListedKind[], keyOf: (kind: ListedKind) => string): Map<string, ListedKind[]> {
  const groups = new Map<string, ListedKind[]>();
  for (const kind of kinds) {
    const group = groups.get(keyOf(kind));
    if (group) group.push(kind);
    else groups.set(keyOf(kind), [kind]);
  }
  return groups;
}
