import type { InstanceFilter } from '#contract/instance-filter.ts';
import type { Health } from '#contract/row-cause.ts';
import type { InstanceStatus, UpdateKind } from '#contract/statuses.ts';
import type { Vendor } from '#contract/vendors.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import {
  allOf,
  type InstanceScope,
  kindConditions,
  type KindPart,
  kindParts,
  rowConditions,
  type SearchHits,
  searchOf,
} from './list-filter.ts';
import { containsPattern } from '../platform/database/contains-pattern.ts';

/** Rows that have all in common that lists filter and count by. */
export interface ListedKind {
  /** A number too large for JavaScript's. */
  kind: string;
  vendor: Vendor;
  status: InstanceStatus;
  health: Health;
  update: UpdateKind;
  templateId: string;
  templateName: string;
  /** Of the kinds in the order of their templates' names, those of one name having one place. */
  templatePlace: number;
  needsPerson: boolean;
  /** The parts of the filter that do not hold for it. */
  missed: readonly KindPart[];
  /** Its rows in the scope. */
  count: number;
  /** Those of them that account and search leave. */
  found: number;
}

export interface ListedKinds {
  kinds: ListedKind[];
  /** What leaves the rows that `found` counts, to be asked of `listed_instances as listed`; empty when that is all of them. */
  conditions: RawBuilder<SqlBool>[];
}

/** How the rows of a scope stand to a filter, counted exactly, in three queries at most. */
export async function readKinds(
  database: JackfieldDatabase,
  query: { scope: InstanceScope; filter: InstanceFilter; hasUpgradeHook: boolean },
): Promise<ListedKinds> {
  const { scope, filter, hasUpgradeHook } = query;
  const search = searchOf(filter);
  const hits = search === '' ? null : await lookUp(database, search, scope);
  const conditions = rowConditions(filter, scope, hits);
  const isNarrowed = search !== '' || filter.accountId !== undefined;
  const found =
    hits && (await countOnce(database, { state: hits.state, scope, accountId: filter.accountId, search }, conditions));
  const parts = kindConditions(filter, hasUpgradeHook);
  const missed = sql.join(
    kindParts.map((part, place) => sql`case when ${parts[part]} then 0 else ${sql.lit(2 ** place)} end`),
    sql` + `,
  );
  const known = sql`kind, vendor, status, health, update_kind, template_id, template_name, needs_person`;
  const { rows } = await sql<Omit<ListedKind, 'missed'> & { missed: number }>`
    with counted as materialized (${
      scope === 'everybody'
        ? sql`select ${known}, sum(count) as count from instance_counts group by ${known} having sum(count) <> 0`
        : sql`
          select ${known}, owned.count
          from (select listed.kind, count(*) as count from listed_instances as listed
            where ${allOf(rowConditions({}, scope))} group by listed.kind) as owned
          join (select distinct ${known} from instance_counts) as known using (kind)`
    })
    ${isNarrowed ? sql`, found as materialized (${found ? countsOf(found) : countFound(conditions)})` : sql``}
    select instance_counts.kind::text as kind, vendor, status, health, update_kind as update,
      template_id as "templateId", template_name as "templateName",
      dense_rank() over (order by lower(template_name)) as "templatePlace",
      needs_person = 'yes' or needs_person = 'with_hook' and ${hasUpgradeHook}::boolean as "needsPerson",
      ${missed} as missed, instance_counts.count,
      ${isNarrowed ? sql`coalesce(found.count, 0)` : sql`instance_counts.count`} as found
    from counted as instance_counts
    ${isNarrowed ? sql`left join found using (kind)` : sql``}`.execute(database);
  return {
    kinds: rows.map((row) => ({ ...row, missed: partsOf(row.missed) })),
    conditions: isNarrowed || scope !== 'everybody' ? conditions : [],
  };
}

/** How many rows of each kind a search finds. The numbers are large ones in text. */
type FoundCounts = { kinds: string[]; counts: number[] };

const keptCounts = 100;
const kept = new Map<string, FoundCounts>();

/**
 * Counts what a search finds. While one walks through what it found, or asks for its facets, that is the same again and again:
 * as long as the list has not changed at all it is counted once. The oldest counts are forgotten first.
 */
async function countOnce(
  database: JackfieldDatabase,
  asked: { state: string; scope: InstanceScope; accountId: string | undefined; search: string },
  conditions: RawBuilder<SqlBool>[],
): Promise<FoundCounts> {
  const key = JSON.stringify(asked);
  const known = kept.get(key);
  if (known) return known;
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind::text as kind, count from (${countFound(conditions)}) as found`.execute(database);
  const found = { kinds: rows.map(({ kind }) => kind), counts: rows.map(({ count }) => count) };
  const oldest = kept.keys().next();
  if (kept.size >= keptCounts && !oldest.done) kept.delete(oldest.value);
  kept.set(key, found);
  return found;
}

function countsOf({ kinds, counts }: FoundCounts): RawBuilder<unknown> {
  return sql`select * from unnest(${kinds}::bigint[], ${counts}::bigint[]) as counted (kind, count)`;
}

function countFound(conditions: RawBuilder<SqlBool>[]): RawBuilder<unknown> {
  return sql`select listed.kind, count(*) as count from listed_instances as listed where ${allOf(conditions)} group by listed.kind`;
}

/** A sum of powers of two, one for each part that does not hold, is read sooner than a list of words. */
function partsOf(missed: number): readonly KindPart[] {
  return partsBySum[missed] ?? [];
}

const partsBySum = Array.from({ length: 2 ** kindParts.length }, (_, sum) =>
  kindParts.filter((_part, place) => Math.floor(sum / 2 ** place) % 2 === 1),
);

/** With fewer letters no index helps, and with more accounts than these it is no quicker. */
const fewestLetters = 3;
const mostAccounts = 200;

/** `state` is that of the list: nothing in it has changed as long as this is the same. */
async function lookUp(
  database: JackfieldDatabase,
  search: string,
  scope: InstanceScope,
): Promise<SearchHits & { state: string }> {
  const pattern = containsPattern(search);
  const asksAccounts = scope === 'everybody' && search.length >= fewestLetters;
  const { rows } = await sql<{ state: string; kinds: string[]; accountIds: string[] }>`
    select (select coalesce(sum(mark), 0)::text from list_marks) as state,
      array(select distinct kind::text from instance_counts where lower(template_name) like ${pattern}) as kinds,
      ${
        asksAccounts
          ? sql`array(select id::text from accounts where lower(name) like ${pattern} limit ${mostAccounts + 1})`
          : sql`'{}'::text[]`
      } as "accountIds"`.execute(database);
  const { state, kinds, accountIds } = rows[0] ?? { state: '', kinds: [], accountIds: [] };
  return { state, kinds, accountIds: asksAccounts && accountIds.length <= mostAccounts ? accountIds : null };
}

/** The kinds for which every part of the filter holds, or every part but one. */
export function matching(kinds: readonly ListedKind[], leftOut: readonly KindPart[] = []): ListedKind[] {
  return kinds.filter(({ missed }) => missed.every((part) => leftOut.includes(part)));
}

export function sumFound(kinds: readonly ListedKind[]): number {
  return kinds.reduce((sum, { found }) => sum + found, 0);
}
