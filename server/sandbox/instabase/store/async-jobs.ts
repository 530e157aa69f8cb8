import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { AsyncJobRow, InstabaseDatabase, JobResult, SolutionRow, UserRow } from '../database/tables.ts';
import { solutionNotFound } from '../instabase-errors.ts';
import { type InstabaseServices, later } from '../instabase-services.ts';
import type { SolutionState } from '../vocabulary.ts';
import { deploy } from './deploy.ts';
import { UnusableError } from './packages.ts';

/** Begins to deploy the package at this path; answers the job's id. */
export async function startDeployment(
  { database, clock }: InstabaseServices,
  caller: UserRow,
  { path, owner, durationMs }: { path: string; owner: string; durationMs: number },
): Promise<string> {
  const now = clock.now();
  const id = randomUUID();
  await database
    .insertInto('async_jobs')
    .values({
      id,
      kind: 'deploy',
      account_id: caller.account_id,
      owner,
      solution_path: path,
      solution_id: null,
      started_at: now,
      due_at: later(now, durationMs),
      results: null,
    })
    .execute();
  return id;
}

/** Begins to delete a solution; while that is under way, everybody who asks again gets the same job's id. */
export async function startDeletion(
  { database, clock }: InstabaseServices,
  caller: UserRow,
  solution: SolutionRow,
  durationMs: number,
): Promise<string> {
  const now = clock.now();
  return database.transaction().execute(async (transaction) => {
    const current = await transaction
      .selectFrom('solutions')
      .select('deletion_job')
      .where('id', '=', solution.id)
      .where('removed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!current) throw solutionNotFound();
    if (current.deletion_job !== null) return current.deletion_job;
    const id = randomUUID();
    await transaction
      .insertInto('async_jobs')
      .values({
        id,
        kind: 'delete',
        account_id: caller.account_id,
        owner: solution.owner,
        solution_path: null,
        solution_id: solution.id,
        started_at: now,
        due_at: later(now, durationMs),
        results: null,
      })
      .execute();
    await transaction.updateTable('solutions').set({ deletion_job: id }).where('id', '=', solution.id).execute();
    return id;
  });
}

/** The job of this id, if the caller began it or is an admin. */
export async function findAsyncJob(
  { database }: InstabaseServices,
  caller: UserRow,
  id: string,
): Promise<AsyncJobRow | undefined> {
  const row = await database.selectFrom('async_jobs').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (caller.is_admin || row.account_id === caller.account_id) ? row : undefined;
}

/**
 * Does what fell due by the sandbox's clock, in order. Called before each request instead of by a timer, so that a leap of the
 * clock is seen at once and a restart loses nothing.
 */
export async function finishDueJobs({ database, clock }: InstabaseServices): Promise<void> {
  const now = clock.now();
  const waiting = await database
    .selectFrom('async_jobs')
    .select('id')
    .where('results', 'is', null)
    .where('due_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  if (!waiting) return;
  await database.transaction().execute(async (transaction) => {
    const due = await transaction
      .selectFrom('async_jobs')
      .selectAll()
      .where('results', 'is', null)
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .orderBy('id')
      .forUpdate()
      .execute();
    for (const job of due) {
      // oxlint-disable-next-line no-await-in-loop -- a job may depend on the one before it
      const results = await finish(transaction, job);
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      await transaction
        .updateTable('async_jobs')
        .set({ results: JSON.stringify(results) })
        .where('id', '=', job.id)
        .execute();
    }
  });
}

async function finish(transaction: InstabaseDatabase, job: AsyncJobRow): Promise<JobResult[]> {
  if (job.kind === 'delete') {
    await transaction
      .updateTable('solutions')
      .set({ removed_at: job.due_at, updated_at: job.due_at, previous_state: sql<SolutionState>`state` })
      .where('id', '=', job.solution_id)
      .execute();
    return [{ status: 'OK' }];
  }
  try {
    return [{ status: 'OK', deployed_solution_id: await deploy(transaction, job) }];
  } catch (error) {
    if (error instanceof UnusableError) return [{ status: 'ERROR', msg: error.message }];
    throw error;
  }
}
