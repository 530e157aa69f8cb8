import type { Health } from '#contract/row-cause.ts';
import type { InstanceStatus, UpdateKind } from '#contract/statuses.ts';
import { type Vendor, vendors } from '#contract/vendors.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { allOf } from './list-filter.ts';
import { type ListedKind, type ListedKinds, sumFound } from './listed-kinds.ts';

export type InstanceSortField =
  | 'name'
  | 'template'
  | 'status'
  | 'update'
  | 'created'
  | 'account'
  | 'vendor'
  | 'health'
  | 'checked';

/** What of a list is wanted: `kinds` are those that the filter leaves, of all in its scope. */
export interface PageQuery {
  sort: { field: InstanceSortField; descending: boolean };
  limit: number;
  offset: number;
  listed: ListedKinds;
  kinds: ListedKind[];
}

/**
 * The ids of a page, in order. Which rows come between which is known from the counts, so that a page far down costs hardly more
 * than the first. Rows that are equal by the chosen column still have one order, or pages would overlap.
 */
export async function selectPageIds(database: JackfieldDatabase, query: PageQuery): Promise<string[]> {
  const total = sumFound(query.kinds);
  const limit = Math.min(query.limit, total - query.offset);
  if (limit <= 0) return [];
  const place = placeOf[query.sort.field];
  if (place) return selectByKind(database, { ...query, limit }, place);
  if (query.sort.field === 'checked') return selectByChecked(database, { ...query, limit }, total);
  return selectByRow(database, { ...query, limit }, total);
}

const idsOf = async (database: JackfieldDatabase, statement: RawBuilder<{ id: string }>) =>
  (await statement.execute(database)).rows.map(({ id }) => id);

/** Statuses, updates and healths by urgency, so that descending begins with what needs a person. */
const statusOrder: readonly InstanceStatus[] = [
  'enabled',
  'in_use',
  'unused',
  'disabled',
  'working',
  'unknown',
  'unfinished',
];
const updateOrder: readonly UpdateKind[] = ['none', 'automatic', 'needs_system', 'needs_both', 'needs_user'];
const healthOrder: readonly Health[] = ['ok', 'unknown', 'degraded', 'attention', 'failed'];

/** The columns that all rows of a kind have in common. */
const placeOf: Partial<Record<InstanceSortField, (kind: ListedKind) => number>> = {
  template: ({ templatePlace }) => templatePlace,
  status: ({ status }) => statusOrder.indexOf(status),
  update: ({ update }) => updateOrder.indexOf(update),
  health: ({ health }) => healthOrder.indexOf(health),
  vendor: ({ vendor }) => vendors.indexOf(vendor),
};

/** The kinds one after the other; where many of them are equal by the column, together they have the order of their kinds. */
async function selectByKind(
  database: JackfieldDatabase,
  { sort, limit, offset, listed, kinds }: PageQuery,
  place: (kind: ListedKind) => number,
): Promise<string[]> {
  const ordered = kinds.toSorted(
    (one, other) =>
      place(one) - place(other) ||
      vendors.indexOf(one.vendor) - vendors.indexOf(other.vendor) ||
      one.templatePlace - other.templatePlace ||
      (BigInt(one.kind) < BigInt(other.kind) ? -1 : 1),
  );
  if (sort.descending) ordered.reverse();
  const parts: { kind: string; skipped: number; taken: number }[] = [];
  let before = 0;
  for (const { kind, found } of ordered) {
    const skipped = Math.max(0, offset - before);
    const taken = Math.min(found - skipped, offset + limit - before - skipped);
    if (skipped < found && taken > 0) parts.push({ kind, skipped, taken });
    before += found;
  }
  const direction = sql.raw(sort.descending ? 'desc' : 'asc');
  return idsOf(
    database,
    sql`
    select page.id
    from unnest(${parts.map(({ kind }) => kind)}::bigint[], ${parts.map(({ skipped }) => skipped)}::integer[],
      ${parts.map(({ taken }) => taken)}::integer[]) with ordinality as part (kind, skipped, taken, place)
    cross join lateral (
      select listed.id from listed_instances as listed
      where ${allOf([sql`listed.kind = part.kind`, ...listed.conditions])}
      order by listed.id ${direction} offset part.skipped limit part.taken
    ) as page
    order by part.place, page.id ${direction}`,
  );
}

/** As many are sooner sorted than found by walking through the order of all. */
const fewRows = 3_000;

const keyOf: Partial<Record<InstanceSortField, RawBuilder<unknown>>> = {
  name: sql`name_key`,
  created: sql`created_at`,
  account: sql`account_key`,
};

/** A page of the second half is sooner found from the end, and turned round. */
function nearerEnd({ sort, offset, limit }: PageQuery, total: number) {
  const isFromEnd = offset > total / 2;
  return {
    isFromEnd,
    offset: isFromEnd ? total - offset - limit : offset,
    isDescending: sort.descending !== isFromEnd,
  };
}

/** In the order of an index, from its nearer end. */
async function selectByRow(database: JackfieldDatabase, query: PageQuery, total: number): Promise<string[]> {
  const { sort, limit, listed, kinds } = query;
  const { isFromEnd, offset, isDescending } = nearerEnd(query, total);
  const key = keyOf[sort.field] ?? sql`created_at`;
  // Rows without the moment come last in both directions.
  const order = sql`${key} ${sql.raw(isDescending ? 'desc' : 'asc')} ${sql.raw(isFromEnd ? 'nulls first' : 'nulls last')},
    id ${sql.raw(isDescending ? 'desc' : 'asc')}`;
  const conditions = allOf([...listed.conditions, ...ofKinds(listed, kinds)]);
  const rows = sql`from listed_instances as listed where ${conditions}`;
  const ids = await idsOf(
    database,
    total <= fewRows
      ? sql`
        with matching as materialized (select listed.id, listed.${key} ${rows})
        select id from matching order by ${order} limit ${limit} offset ${offset}`
      : sql`select id ${rows} order by ${order} limit ${limit} offset ${offset}`,
  );
  return isFromEnd ? ids.toReversed() : ids;
}

/** Nothing where the kinds are all that there are. */
function ofKinds(listed: ListedKinds, kinds: readonly ListedKind[]): RawBuilder<SqlBool>[] {
  if (kinds.length === listed.kinds.length) return [];
  return [sql<SqlBool>`listed.kind = any (${kinds.map(({ kind }) => kind)}::bigint[])`];
}

/**
 * When a row was checked stands apart, since each reading of a vendor changes it, in an order for each vendor. Of many rows the
 * page is soon found by walking down these; of few it is sooner found by sorting them.
 */
async function selectByChecked(database: JackfieldDatabase, query: PageQuery, total: number): Promise<string[]> {
  const { limit, listed, kinds } = query;
  const { isFromEnd, offset, isDescending } = nearerEnd(query, total);
  const direction = sql.raw(isDescending ? 'desc' : 'asc');
  const order = sql`checked_at ${direction}, instance_id ${direction}`;
  const conditions = [...listed.conditions, ...ofKinds(listed, kinds)];
  const asked = vendors.filter((vendor) => kinds.some((kind) => kind.vendor === vendor && kind.found > 0));
  const all = listed.kinds.reduce((sum, kind) => (asked.includes(kind.vendor) ? sum + kind.count : sum), 0);
  const walked = ((offset + limit) * all) / total;
  const matching = sql`
    select instance_id, checked_at from listed_instances as listed
    join instance_checks on instance_checks.instance_id = listed.id where ${allOf(conditions)}`;
  const checks =
    walked * probesPerSorted > total
      ? matching
      : sql.join(
          asked.map((vendor) => sql`(${orderedOf(vendor, conditions)} order by ${order} limit ${offset + limit})`),
          sql` union all `,
        );
  const ids = await idsOf(
    database,
    sql`select instance_id as id from (${checks}) as checks order by ${order} limit ${limit} offset ${offset}`,
  );
  return isFromEnd ? ids.toReversed() : ids;
}

/** Looking up whether a row matches costs as much as sorting so many that do. */
const probesPerSorted = 2;

/** Where nothing narrows, all of a vendor's rows are in the list. */
function orderedOf(vendor: Vendor, conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<unknown> {
  const joined = sql`join listed_instances as listed on listed.id = instance_checks.instance_id`;
  return sql`
    select instance_id, checked_at from instance_checks ${conditions.length > 0 ? joined : sql``}
    where instance_checks.vendor = ${vendor} and ${allOf(conditions)}`;
}
