import { type RawBuilder, sql } from 'kysely';

import type { InstabaseDatabase } from '../database/tables.ts';
import { nanosecondsOf } from '../nanoseconds.ts';
import { publicOwner } from '../vocabulary.ts';
import { drive } from './packages.ts';

/** Gives one solution this many more runs, one a minute back from now; false when there is no such solution. */
export async function seedRuns(
  database: InstabaseDatabase,
  solutionId: string,
  runs: number,
  now: Date,
): Promise<boolean> {
  const solution = await database
    .selectFrom('solutions')
    .select('id')
    .where('id', '=', solutionId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!solution) return false;
  await insertRuns(sql`solutions.id = ${solutionId}::uuid`, runs, now).execute(database);
  await sql`analyze runs`.execute(database);
  return true;
}

/** This many runs for each solution of the condition. Of ten, six are complete and one of each other end is among them. */
export function insertRuns(condition: RawBuilder<unknown>, runs: number, now: Date): RawBuilder<unknown> {
  const startedNs = sql`(${nanosecondsOf(now)}::bigint - (n + 1) * 60000000000 + (n * 7919 % 1000000))`;
  return sql`
    insert into runs (id, account_id, username, solution_id, solution_name, solution_version, solution_owner,
      output_folder, output_repo, started_ns, last_started_ns, ends_ns, outcome)
    select gen_random_uuid()::text, users.account_id, users.username, solutions.id, solutions.name, solutions.version,
      solutions.owner, users.username || '/' || space.name || ${`/${drive}/out/`}::text || n,
      users.username || '/' || space.name, ${startedNs}, ${startedNs},
      ${startedNs} + 1000000000 + (n * 104729 % 50) * 1000000007,
      (array['COMPLETE', 'COMPLETE', 'FAILED', 'COMPLETE', 'STOPPED_AT_CHECKPOINT', 'COMPLETE', 'CANCELLED', 'COMPLETE',
        'COMPLETE', 'FAILED'])[1 + n % 10]
    from solutions
    join users on users.username = case when solutions.owner = ${publicOwner}::text then solutions.author
      else solutions.owner end
    join lateral (select name from spaces where owner = users.username order by name limit 1) as space on true
    cross join generate_series(0::bigint, ${runs - 1}::bigint) as n
    where ${condition}
  `;
}
