import { sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** Operations that ended within one hour. */
export interface HourOfEnds {
  from: Date;
  all: number;
  failed: number;
}

const hourMs = 60 * 60_000;

/** Whole hours since 1970, whatever zone the database is in. */
const hourOfEnd = sql<number>`floor(extract(epoch from ended_at) / 3600)::int`;

/** How many operations came to an end in each of the last hours, and how many of those failed, the oldest hour first. */
export async function countHourlyEnds(
  database: JackfieldDatabase,
  { until, hours }: { until: Date; hours: number },
): Promise<HourOfEnds[]> {
  const begin = Math.floor(until.getTime() / hourMs) * hourMs - (hours - 1) * hourMs;
  const rows = await database
    .selectFrom('operations')
    .where('ended_at', '>=', new Date(begin))
    .where('ended_at', '<=', until)
    .where('state', '!=', 'stopped')
    .groupBy(hourOfEnd)
    .select((row) => [
      hourOfEnd.as('hour'),
      row.fn.countAll<number>().as('all'),
      sql<number>`count(*) filter (where state = 'failed')`.as('failed'),
    ])
    .execute();
  const counted = new Map(rows.map((row) => [row.hour * hourMs, row]));
  return Array.from({ length: hours }, (_, index) => {
    const from = begin + index * hourMs;
    const { all = 0, failed = 0 } = counted.get(from) ?? {};
    return { from: new Date(from), all, failed };
  });
}
