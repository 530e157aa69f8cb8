import type { InstanceFilter } from '#contract/instance-filter.ts';
import { instanceStatuses, type InstanceStatus } from '#contract/statuses.ts';
import { type Vendor, vendors } from '#contract/vendors.ts';
import { sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { IndexedInstance } from './indexed-instance.ts';
import { selectIndexed, toIndexed } from './indexed-instance.ts';
import type { InstanceScope } from './list-filter.ts';
import { type InstanceSortField, selectPageIds } from './list-page.ts';
import { type ListedKind, matching, readKinds, sumFound } from './listed-kinds.ts';

export interface InstanceQuery {
  scope: InstanceScope;
  /** Inside the scope; what is no account's id matches nothing. */
  filter: InstanceFilter;
  /** Whether the company's hook supplies values: it decides for whom some updates wait. */
  hasUpgradeHook: boolean;
  sort: { field: InstanceSortField; descending: boolean };
  limit: number;
  offset: number;
}

export interface VendorAge {
  vendor: Vendor;
  count: number;
  newestCheckedAt: Date;
  oldestCheckedAt: Date;
}

export interface InstanceList {
  rows: IndexedInstance[];
  totalCount: number;
  statusCounts: { status: InstanceStatus; count: number }[];
  /** Of the rows that match the filter, whether or not it asks for those alone. */
  needsPersonCount: number;
  /** Of each vendor that has rows in the scope, with no filter at all. */
  ages: VendorAge[];
}

/**
 * A page of the index, exact counts and ages included. Everything is one scope: what it cannot see it does not count. And
 * everything is one snapshot: a count never disagrees with the rows beside it, whatever is written meanwhile.
 */
export async function listInstances(database: JackfieldDatabase, query: InstanceQuery): Promise<InstanceList> {
  return readSnapshot(database, async (snapshot) => {
    const listed = await readKinds(snapshot, query);
    const kinds = matching(listed.kinds);
    const ids = await selectPageIds(snapshot, { ...query, listed, kinds });
    const ofAnyStatus = matching(listed.kinds, ['statuses']);
    return {
      rows: await selectRows(snapshot, ids),
      totalCount: sumFound(kinds),
      statusCounts: instanceStatuses.map((status) => ({
        status,
        count: sumFound(ofAnyStatus.filter((kind) => kind.status === status)),
      })),
      needsPersonCount: sumFound(matching(listed.kinds, ['needsPerson']).filter(({ needsPerson }) => needsPerson)),
      ages: await selectAges(snapshot, query.scope, listed.kinds),
    };
  });
}

/** Queries that see one and the same state. Each is short: neither other processes nor compiled plans would help. */
export async function readSnapshot<Result>(
  database: JackfieldDatabase,
  read: (snapshot: JackfieldDatabase) => Promise<Result>,
): Promise<Result> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      await sql`
        select set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
          set_config('work_mem', '16MB', true)`.execute(snapshot);
      return read(snapshot);
    });
}

async function selectRows(database: JackfieldDatabase, ids: string[]): Promise<IndexedInstance[]> {
  if (ids.length === 0) return [];
  const rows = await selectIndexed(database)
    .where(sql<boolean>`instances.id = any (${ids}::uuid[])`)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toIndexed(row)] : [];
  });
}

async function selectAges(
  database: JackfieldDatabase,
  scope: InstanceScope,
  kinds: readonly ListedKind[],
): Promise<VendorAge[]> {
  const counts = vendors.flatMap((vendor) => {
    const count = kinds.reduce((sum, kind) => (kind.vendor === vendor ? sum + kind.count : sum), 0);
    return count === 0 ? [] : [{ vendor, count }];
  });
  if (counts.length === 0) return [];
  const times = sql`select checked_at from instance_checks where vendor = asked.vendor`;
  const ofEverybody = sql<Omit<VendorAge, 'count'>>`
    select vendor, newest.checked_at as "newestCheckedAt", oldest.checked_at as "oldestCheckedAt"
    from unnest(${counts.map(({ vendor }) => vendor)}::text[]) as asked (vendor)
    cross join lateral (${times} order by checked_at desc limit 1) as newest
    cross join lateral (${times} order by checked_at limit 1) as oldest`;
  const ofAccount = (accountId: string) => sql<Omit<VendorAge, 'count'>>`
    select vendor, max(checked_at) as "newestCheckedAt", min(checked_at) as "oldestCheckedAt"
    from listed_instances join instance_checks on instance_checks.instance_id = listed_instances.id
    where listed_instances.account_id = ${accountId} group by vendor`;
  const { rows } = await (scope === 'everybody' ? ofEverybody : ofAccount(scope.accountId)).execute(database);
  return counts.flatMap(({ vendor, count }) => {
    const age = rows.find((one) => one.vendor === vendor);
    return age ? [{ ...age, count }] : [];
  });
}
