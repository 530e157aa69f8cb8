import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** What became of each instance can be looked up for so long. The audit log says for ever that it was done, and what of. */
const keptMs = 90 * 24 * 60 * 60_000;
/** So many go at a time: each takes the rows of its set with it. */
const mostAtOnce = 10;

/** Forgets work on many instances that ended long ago, with its items. Its operations stay in the journal. */
export async function forgetOld(database: JackfieldDatabase, now: Date): Promise<void> {
  await database
    .deleteFrom('bulks')
    .where('id', 'in', (bulks) =>
      bulks
        .selectFrom('bulks')
        .where('ended_at', '<', new Date(now.getTime() - keptMs))
        .orderBy('ended_at')
        .limit(mostAtOnce)
        .select('id'),
    )
    .execute();
}
