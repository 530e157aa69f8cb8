import { bulkOutcomes } from '#contract/bulks.ts';
import type { BulkOutcome } from '#contract/bulks.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../platform/database/schema.ts';
import type { BulkCounts, BulkRow } from './bulk-context.ts';

/** What a bulk's row says of its items. */
export interface Counted {
  counts: BulkCounts;
  refusals: { code: ProblemCode; count: number }[];
  per_minute: number | null;
  counted_at: Date;
}

export function noCounts(): BulkCounts {
  return { refused: 0, waiting: 0, running: 0, done: 0, failed: 0, needless: 0, left: 0 };
}

const minuteMs = 60_000;
/** A rate of less than this says nothing yet. */
const shortestMs = 3_000;

/**
 * Counts the items of a bulk, in one snapshot, so that the counts are together all of the set. Asks of the database as much as the set is
 * large: not more than once a second.
 */
export async function countItems(
  database: Kysely<Tables>,
  bulk: Pick<BulkRow, 'id' | 'started_at'>,
  now: Date,
): Promise<Counted> {
  const groups = await database
    .selectFrom('bulk_items')
    .where('bulk_id', '=', bulk.id)
    .groupBy('outcome')
    .select((row) => ['outcome', row.fn.countAll<number>().as('count')])
    .execute();
  const counts = noCounts();
  for (const { outcome, count } of groups) counts[outcome] = count;
  return {
    counts,
    refusals: counts.refused === 0 ? [] : await countRefusals(database, bulk.id),
    per_minute: bulk.started_at === null ? null : await countLastMinute(database, bulk.id, bulk.started_at, now),
    counted_at: now,
  };
}

async function countRefusals(database: Kysely<Tables>, bulkId: string): Promise<Counted['refusals']> {
  const rows = await database
    .selectFrom('bulk_items')
    .where('bulk_id', '=', bulkId)
    .where('outcome', '=', 'refused')
    .groupBy('problem_code')
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('problem_code')
    .select((row) => ['problem_code as code', row.fn.countAll<number>().as('count')])
    .execute();
  return rows.flatMap(({ code, count }) => (code === null ? [] : [{ code, count }]));
}

async function countLastMinute(
  database: Kysely<Tables>,
  bulkId: string,
  startedAt: Date,
  now: Date,
): Promise<number | null> {
  const since = new Date(Math.max(startedAt.getTime(), now.getTime() - minuteMs));
  const lastedMs = now.getTime() - since.getTime();
  if (lastedMs < shortestMs) return null;
  const { count } = await database
    .selectFrom('bulk_items')
    .where('bulk_id', '=', bulkId)
    .where('ended_at', '>', since)
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Math.round((count * minuteMs) / lastedMs);
}

/** The counts as columns take them. */
export function toColumns({ counts, refusals, per_minute, counted_at }: Counted) {
  return { counts: JSON.stringify(counts), refusals: JSON.stringify(refusals), per_minute, counted_at };
}

/** All of the set. */
export function sizeOf(counts: BulkCounts): number {
  return bulkOutcomes.reduce((sum: number, outcome: BulkOutcome) => sum + counts[outcome], 0);
}
