import type { RunState } from '#contract/deployments.ts';
import { partsOfPath } from '#contract/folder-paths.ts';
import type { JackfieldDatabase, Tables } from '../../platform/database/schema.ts';
import type { RunRecord } from '../../vendors/deployments.ts';

/** What the index keeps of a solution's newest job. */
interface NewestJob {
  runId: string;
  state: RunState;
  startedAt: Date | null;
  /** The space that it writes into, in which the vendor has to look for it; null where the vendor does not tell. */
  space: string | null;
}

export function toNewest({ runId, state, startedAt, outputFolder }: RunRecord): NewestJob {
  return { runId, state, startedAt: startedAt?.at ?? null, space: spaceOf(outputFolder) };
}

/** The space that a folder lies in: the first two parts of its path; null where it lies in none. */
export function spaceOf(folder: string | null): string | null {
  const parts = folder === null ? null : partsOfPath(folder);
  return parts !== null && parts.length >= 2 ? parts.slice(0, 2).join('/') : null;
}

/** Whose job it is: a solution that is everybody's has a newest one for each account. */
export interface JobPlace {
  instanceId: string;
  accountId: string;
}

/** Keeps what a job of a solution came to, unless a newer one is known. Null: it has none. */
export async function keepNewestJob(
  database: JackfieldDatabase,
  place: JobPlace,
  run: NewestJob | null,
): Promise<void> {
  const solution = await database
    .selectFrom('deployments')
    .where('instance_id', '=', place.instanceId)
    .select('is_public')
    .executeTakeFirst();
  if (!solution) return;
  if (solution.is_public) await keepForAccount(database, place, run);
  else await keepForAll(database, place.instanceId, run);
}

async function keepForAccount(
  database: JackfieldDatabase,
  { instanceId, accountId }: JobPlace,
  run: NewestJob | null,
): Promise<void> {
  const startedAt = run?.startedAt ?? null;
  const job = {
    run_id: run?.runId ?? null,
    state: run?.state ?? null,
    started_at: startedAt,
    space: run?.space ?? null,
  };
  await database
    .insertInto('newest_jobs')
    .values({ instance_id: instanceId, account_id: accountId, ...job })
    .onConflict((conflict) =>
      conflict
        .columns(['instance_id', 'account_id'])
        .doUpdateSet(job)
        .where((row) =>
          row.or([
            row('newest_jobs.started_at', 'is', null),
            ...(startedAt === null ? [] : [row('newest_jobs.started_at', '<=', startedAt)]),
            ...(run === null ? [] : [row('newest_jobs.run_id', '=', run.runId)]),
          ]),
        ),
    )
    .execute();
}

/** Of what is one account's own, which all who see it see alike. */
async function keepForAll(database: JackfieldDatabase, instanceId: string, run: NewestJob | null): Promise<void> {
  const startedAt = run?.startedAt ?? null;
  const kept = await database
    .updateTable('deployments')
    .set({
      newest_run_id: run?.runId ?? null,
      newest_run_state: run?.state ?? null,
      newest_run_at: startedAt,
    })
    .where('instance_id', '=', instanceId)
    .where('is_public', '=', false)
    .where((row) =>
      row.or([
        row('newest_run_at', 'is', null),
        ...(startedAt === null ? [] : [row('newest_run_at', '<=', startedAt)]),
        ...(run === null ? [] : [row('newest_run_id', '=', run.runId)]),
      ]),
    )
    .returning('instance_id')
    .executeTakeFirst();
  if (!kept) return;
  await database
    .updateTable('instances')
    .set({ last_run: run === null ? null : lastRunOf(run.state) })
    .where('id', '=', instanceId)
    .execute();
}

/** In which spaces the vendor has to look for a job that is kept as the newest of a solution that is everybody's. */
export async function spacesOfNewestJob(
  database: JackfieldDatabase,
  { instanceId, runId, accountId }: { instanceId: string; runId: string; accountId: string | null },
): Promise<string[]> {
  const found = await database
    .selectFrom('newest_jobs')
    .where('instance_id', '=', instanceId)
    .where('run_id', '=', runId)
    .$if(accountId !== null, (query) => query.where('account_id', '=', accountId ?? ''))
    .where('space', 'is not', null)
    .select('space')
    .executeTakeFirst();
  return found?.space ? [found.space] : [];
}

/** What a run's state says of the instance; a cancelled one says nothing. */
function lastRunOf(state: RunState): Tables['instances']['last_run'] {
  switch (state) {
    case 'running':
    case 'paused':
      return 'running';
    case 'complete':
      return 'ok';
    case 'failed':
      return 'failed';
    case 'needs_person':
      return 'needs_person';
    case 'cancelled':
    case 'unknown':
      return null;
  }
}
