import { instanceStatuses, type InstanceStatus } from '#contract/statuses.ts';
import type { Vendor } from '#contract/vendors.ts';
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { IndexedInstance } from './indexed-instance.ts';
import { selectIndexed, shownStatus, toIndexed } from './indexed-instance.ts';
import { needsPersonCondition } from './needs-person.ts';
import { containsPattern } from './search-pattern.ts';

/** Whose rows exist at all for who asks. What lies outside is neither shown nor counted. */
export type InstanceScope = 'everybody' | { accountId: string };

export interface InstanceQuery {
  scope: InstanceScope;
  /** A filter inside the scope; what is no account's id matches nothing. */
  accountId: string | null;
  search: string | null;
  vendor: Vendor | null;
  /** Empty: any. */
  statuses: InstanceStatus[];
  templateId: string | null;
  /** Only rows that wait for a person of their account. */
  needsPerson: boolean;
  /** Whether the company's hook supplies values: it decides for whom some updates wait. */
  hasUpgradeHook: boolean;
  sort: { field: InstanceSortField; descending: boolean };
  limit: number;
  offset: number;
}

export type InstanceSortField = 'name' | 'template' | 'status' | 'update' | 'created' | 'account';

export interface InstanceList {
  rows: IndexedInstance[];
  totalCount: number;
  /** Per vendor in the same scope, with no filter at all. */
  unfilteredCounts: Map<Vendor, number>;
  statusCounts: { status: InstanceStatus; count: number }[];
  /** Of the rows that match the filter, whether or not it asks for those alone; null where it would cost too much. */
  needsPersonCount: number | null;
  /** Of all rows in the scope, with no filter at all: when the last and the first of them were checked. */
  newestCheckedAt: Date | null;
  oldestCheckedAt: Date | null;
}

/** Builds conditions that hold in any query that reads `instances`. */
const row = expressionBuilder<Tables, 'instances'>();

/**
 * A page of the index, exact counts and ages included. Everything is one scope: what it cannot see it does not count. And
 * everything is one snapshot: a count never disagrees with the rows beside it, whatever is written meanwhile.
 */
export async function listInstances(database: JackfieldDatabase, query: InstanceQuery): Promise<InstanceList> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const rows = await selectPage(snapshot, query);
      const all = await countScope(snapshot, query);
      const groups = isFiltered(query) ? await countGroups(snapshot, query) : all.groups;
      const isWanted = ({ status }: StatusGroup) => query.statuses.length === 0 || query.statuses.includes(status);
      const needsPersonCount = sumOf(groups.filter(isWanted), 'needing');
      return {
        unfilteredCounts: all.unfilteredCounts,
        newestCheckedAt: all.newestCheckedAt,
        oldestCheckedAt: all.oldestCheckedAt,
        rows,
        totalCount: query.needsPerson ? needsPersonCount : sumOf(groups.filter(isWanted), 'count'),
        statusCounts: instanceStatuses.map((status) => ({
          status,
          count: sumOf(
            groups.filter((group) => group.status === status),
            query.needsPerson ? 'needing' : 'count',
          ),
        })),
        needsPersonCount: countsNeeding(query) ? needsPersonCount : null,
      };
    });
}

async function selectPage(database: JackfieldDatabase, query: InstanceQuery): Promise<IndexedInstance[]> {
  const direction = query.sort.descending ? 'desc' : 'asc';
  const rows = await selectIndexed(database)
    .where(matchesQuery(query))
    .orderBy(sortExpressions[query.sort.field], (order) =>
      query.sort.descending ? order.desc().nullsLast() : order.asc().nullsLast(),
    )
    // Rows that are equal by the chosen column still need one order, or pages would overlap.
    .orderBy('instances.id', direction)
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return rows.map(toIndexed);
}

/** What each sortable column means. Statuses and updates sort by urgency, so that descending begins with what needs a person. */
const sortExpressions = {
  name: sql`lower(instances.name)`,
  template: sql`lower(instances.template_name)`,
  status: sql`array_position(array['enabled','in_use','unused','disabled','working','unknown','unfinished'], ${shownStatus})`,
  update: sql`array_position(array['none','automatic','needs_system','needs_both','needs_user'], instances.update_kind)`,
  created: sql`instances.created_at`,
  account: sql`lower(accounts.name)`,
};

function matchesQuery(query: InstanceQuery): Expression<SqlBool> {
  return row.and([
    inScope(query),
    matchesFilter(query),
    hasStatus(query),
    ...(query.needsPerson ? [needsPersonCondition(query.hasUpgradeHook)] : []),
  ]);
}

function inScope(query: InstanceQuery): Expression<SqlBool> {
  return row.and([
    row('instances.removed_at', 'is', null),
    ...(query.scope === 'everybody' ? [] : [row('instances.account_id', '=', query.scope.accountId)]),
  ]);
}

function matchesFilter(query: InstanceQuery): Expression<SqlBool> {
  return row.and([
    ...(query.vendor === null ? [] : [row('instances.vendor', '=', query.vendor)]),
    ...(query.accountId === null ? [] : [row(sql`instances.account_id::text`, '=', query.accountId.toLowerCase())]),
    ...(query.templateId === null ? [] : [row('instances.template_id', '=', query.templateId)]),
    ...(query.search === null ? [] : [matchesSearch(query.search)]),
  ]);
}

function matchesSearch(search: string): Expression<SqlBool> {
  const pattern = containsPattern(search);
  const id = search.trim().toLowerCase();
  return row.or([
    row(sql`lower(instances.name)`, 'like', pattern),
    row(sql`lower(instances.template_name)`, 'like', pattern),
    row(sql`instances.id::text`, '=', id),
    row(sql`lower(instances.vendor_id)`, '=', id),
  ]);
}

function hasStatus(query: InstanceQuery): Expression<SqlBool> {
  return query.statuses.length === 0 ? row.lit(true) : row(shownStatus, 'in', query.statuses);
}

function isFiltered({ vendor, accountId, templateId, search }: InstanceQuery): boolean {
  return vendor !== null || accountId !== null || templateId !== null || search !== null;
}

/** Rows of one status: how many, and how many of them wait for a person. */
interface StatusGroup {
  status: InstanceStatus;
  count: number;
  needing: number;
}

/** One pass over the whole scope. */
async function countScope(
  database: JackfieldDatabase,
  query: InstanceQuery,
): Promise<Pick<InstanceList, 'unfilteredCounts' | 'newestCheckedAt' | 'oldestCheckedAt'> & { groups: StatusGroup[] }> {
  const groups = await database
    .selectFrom('instances')
    .where(inScope(query))
    .groupBy(['vendor', shownStatus])
    .select([
      'vendor',
      shownStatus.as('status'),
      row.fn.countAll<number>().as('count'),
      countNeeding(query).as('needing'),
      row.fn.max('instances.checked_at').as('newest'),
      row.fn.min('instances.checked_at').as('oldest'),
    ])
    .execute();
  const unfilteredCounts = new Map<Vendor, number>();
  for (const { vendor, count } of groups) unfilteredCounts.set(vendor, (unfilteredCounts.get(vendor) ?? 0) + count);
  const times = groups.flatMap(({ newest, oldest }) => [newest, oldest]).toSorted((one, other) => +one - +other);
  return {
    unfilteredCounts,
    groups,
    newestCheckedAt: times.at(-1) ?? null,
    oldestCheckedAt: times[0] ?? null,
  };
}

async function countGroups(database: JackfieldDatabase, query: InstanceQuery): Promise<StatusGroup[]> {
  return database
    .selectFrom('instances')
    .where(row.and([inScope(query), matchesFilter(query)]))
    .groupBy(shownStatus)
    .select([shownStatus.as('status'), row.fn.countAll<number>().as('count'), countNeeding(query).as('needing')])
    .execute();
}

/** Over everybody's rows it would take about as long as the rest of the list. */
function countsNeeding(query: InstanceQuery): boolean {
  return query.needsPerson || query.scope !== 'everybody' || isFiltered(query);
}

function countNeeding(query: InstanceQuery) {
  if (!countsNeeding(query)) return sql<number>`0`;
  return sql<number>`count(*) filter (where ${needsPersonCondition(query.hasUpgradeHook)})`;
}

function sumOf(groups: StatusGroup[], what: 'count' | 'needing'): number {
  return groups.reduce((sum, group) => sum + group[what], 0);
}
