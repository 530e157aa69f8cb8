import type { RunState } from '#contract/deployments.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JackfieldDatabase, Tables } from '../../platform/database/schema.ts';
import type { Logger } from '../../platform/logger.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { DeploymentPort, RunRecord } from '../../vendors/deployments.ts';
import { asBackground } from '../../vendors/urgency.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { IndexedDeployment } from './list-deployments.ts';

/** So long the newest job of a solution is not asked for again because somebody looks at a list. */
const freshMs = 60_000;
/** One page of jobs, newest first, mostly shows the newest of every solution of a page; two are all that is spent on it. */
const jobsPerPage = 100;
const mostPages = 2;

/** What asking for jobs works with. */
export interface NewestJobsContext {
  database: JackfieldDatabase;
  clock: Clock;
  logger: Logger;
}

/**
 * Asks for the newest jobs of those solutions on a page of the list that nobody has asked for in the last minute, each
 * account's with its own credential. What is everybody's is left out: each account is shown other jobs of it, and the
 * index is one for all. Never rejects, and is never awaited by a page.
 */
export async function refreshNewestJobs(
  context: NewestJobsContext,
  port: Pick<DeploymentPort, 'reader'>,
  deployments: readonly IndexedDeployment[],
  credential?: VendorOwner['credential'],
): Promise<void> {
  try {
    const claimed = new Set(await claim(context, deployments));
    const due = deployments.filter(({ row }) => claimed.has(row.id));
    for (const accountId of new Set(due.map(({ row }) => row.account.id))) {
      const group = due.filter(({ row }) => row.account.id === accountId);
      // oxlint-disable-next-line no-await-in-loop -- one account after the other, so that the vendor keeps room for people
      await asBackground(() => refreshAccount(context, port, accountId, group, credential));
    }
  } catch (error) {
    context.logger.warn({ err: error }, 'the newest jobs were not found out');
  }
}

/** Those whose turn it is, once over all replicas. */
async function claim(context: NewestJobsContext, deployments: readonly IndexedDeployment[]): Promise<string[]> {
  const ids = deployments.filter(({ isPublic }) => !isPublic).map(({ row }) => row.id);
  if (ids.length === 0) return [];
  const now = context.clock.now();
  const claimed = await context.database
    .updateTable('deployments')
    .set({ runs_checked_at: now })
    .where('instance_id', 'in', ids)
    .where((row) =>
      row.or([row('runs_checked_at', 'is', null), row('runs_checked_at', '<=', new Date(now.getTime() - freshMs))]),
    )
    .returning('instance_id')
    .execute();
  return claimed.map((row) => row.instance_id);
}

async function refreshAccount(
  context: NewestJobsContext,
  port: Pick<DeploymentPort, 'reader'>,
  accountId: string,
  group: readonly IndexedDeployment[],
  credential: VendorOwner['credential'],
): Promise<void> {
  const vendor = group[0]?.row.vendor;
  if (vendor === undefined) return;
  try {
    const found = await ownerAt(context.database, vendor, accountId);
    const owner = credential === undefined ? found : { ...found, credential };
    const newest = await newestOf(
      port,
      owner,
      group.map(({ row }) => row.vendorId),
    );
    for (const { row } of group) {
      const run = newest.get(row.vendorId);
      // oxlint-disable-next-line no-await-in-loop -- few rows, each in a statement of its own
      if (run !== undefined) await keepNewestJob(context.database, row.id, run && toNewest(run));
    }
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    context.logger.info({ vendor, accountId, problem: error.code }, 'the newest jobs of an account were not told');
  }
}

/** By the solution's id at the vendor: its newest job, null when it has none. What was not found out is left out. */
async function newestOf(
  port: Pick<DeploymentPort, 'reader'>,
  owner: VendorOwner,
  vendorIds: string[],
): Promise<Map<string, RunRecord | null>> {
  const newest = new Map<string, RunRecord | null>();
  const order = { sortBy: 'started', direction: 'descending', limit: jobsPerPage } as const;
  for (let page = 0; page < mostPages; page += 1) {
    const missing = vendorIds.filter((vendorId) => !newest.has(vendorId));
    if (missing.length === 0) return newest;
    // oxlint-disable-next-line no-await-in-loop -- the second page is asked for only where the first did not show all
    const { runs, mayHaveMore } = await port.reader.listRuns(
      owner,
      { deploymentIds: vendorIds },
      { ...order, offset: page * jobsPerPage },
    );
    for (const run of runs) {
      const { deploymentId } = run;
      if (deploymentId !== null && !newest.has(deploymentId)) newest.set(deploymentId, run);
    }
    if (mayHaveMore) continue;
    for (const vendorId of missing) if (!newest.has(vendorId)) newest.set(vendorId, null);
    return newest;
  }
  for (const vendorId of vendorIds.filter((id) => !newest.has(id))) {
    // oxlint-disable-next-line no-await-in-loop -- those whose jobs are older than many others'
    const { runs } = await port.reader.listRunsOf(owner, vendorId, {}, { ...order, limit: 1, offset: 0 });
    newest.set(vendorId, runs[0] ?? null);
  }
  return newest;
}

/** What the index keeps of a solution's newest job. */
export interface NewestJob {
  runId: string;
  state: RunState;
  startedAt: Date | null;
}

export function toNewest({ runId, state, startedAt }: RunRecord): NewestJob {
  return { runId, state, startedAt: startedAt?.at ?? null };
}

/** Keeps what a job of a solution came to, unless a newer one is known. Null: it has none. */
export async function keepNewestJob(
  database: JackfieldDatabase,
  instanceId: string,
  run: NewestJob | null,
): Promise<void> {
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
