import type { Person } from '#contract/people.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JackfieldDatabase } from '../../platform/database/schema.ts';
import type { Logger } from '../../platform/logger.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { DeploymentPort, RunRecord } from '../../vendors/deployments.ts';
import { asBackground } from '../../vendors/urgency.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { IndexedDeployment } from './list-deployments.ts';
import { type JobPlace, keepNewestJob, toNewest } from './newest-job.ts';

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

/** A solution on a page, and the account whose jobs of it are shown there. */
interface Shown extends JobPlace {
  deployment: IndexedDeployment;
}

/**
 * Asks for the newest jobs of those solutions on a page of the list that nobody has asked for in the last minute, each
 * account's with its own credential. Of what is everybody's each account is shown its own jobs, and an administrator those in
 * the operator's spaces besides what is known of all accounts. Never rejects, and is never awaited by a page.
 */
export async function refreshNewestJobs(
  context: NewestJobsContext,
  port: Pick<DeploymentPort, 'reader'>,
  deployments: readonly IndexedDeployment[],
  person: Pick<Person, 'account' | 'role'>,
): Promise<void> {
  try {
    const due = await claim(
      context,
      deployments.map((deployment) => {
        const { row, isPublic } = deployment;
        const accountId = isPublic ? (person.account?.id ?? row.account.id) : row.account.id;
        return { deployment, instanceId: row.id, accountId };
      }),
    );
    const credential = person.role === 'admin' ? 'operator' : undefined;
    for (const accountId of new Set(due.map((shown) => shown.accountId))) {
      const group = due.filter((shown) => shown.accountId === accountId);
      // oxlint-disable-next-line no-await-in-loop -- one account after the other, so that the vendor keeps room for people
      await asBackground(() => refreshAccount(context, port, accountId, group, credential));
    }
  } catch (error) {
    context.logger.warn({ err: error }, 'the newest jobs were not found out');
  }
}

/** Those whose turn it is, once over all replicas. */
async function claim(context: NewestJobsContext, shown: readonly Shown[]): Promise<Shown[]> {
  const own = new Set(
    await claimOwn(
      context,
      shown.filter(({ deployment }) => !deployment.isPublic),
    ),
  );
  const everybodys = new Set(
    await claimEverybodys(
      context,
      shown.filter(({ deployment }) => deployment.isPublic),
    ),
  );
  return shown.filter(({ instanceId, deployment }) => (deployment.isPublic ? everybodys : own).has(instanceId));
}

async function claimOwn({ database, clock }: NewestJobsContext, shown: readonly Shown[]): Promise<string[]> {
  if (shown.length === 0) return [];
  const now = clock.now();
  const claimed = await database
    .updateTable('deployments')
    .set({ runs_checked_at: now })
    .where(
      'instance_id',
      'in',
      shown.map(({ instanceId }) => instanceId),
    )
    .where((row) =>
      row.or([row('runs_checked_at', 'is', null), row('runs_checked_at', '<=', new Date(now.getTime() - freshMs))]),
    )
    .returning('instance_id')
    .execute();
  return claimed.map((row) => row.instance_id);
}

/** Of what is everybody's the turn is each account's own. */
async function claimEverybodys({ database, clock }: NewestJobsContext, shown: readonly Shown[]): Promise<string[]> {
  if (shown.length === 0) return [];
  const now = clock.now();
  const claimed = await database
    .insertInto('newest_jobs')
    .values(
      shown.map(({ instanceId, accountId }) => ({
        instance_id: instanceId,
        account_id: accountId,
        run_id: null,
        state: null,
        space: null,
        checked_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['instance_id', 'account_id'])
        .doUpdateSet({ checked_at: now })
        .where((row) =>
          row.or([
            row('newest_jobs.checked_at', 'is', null),
            row('newest_jobs.checked_at', '<=', new Date(now.getTime() - freshMs)),
          ]),
        ),
    )
    .returning('instance_id')
    .execute();
  return claimed.map((row) => row.instance_id);
}

async function refreshAccount(
  context: NewestJobsContext,
  port: Pick<DeploymentPort, 'reader'>,
  accountId: string,
  group: readonly Shown[],
  credential: VendorOwner['credential'],
): Promise<void> {
  const vendor = group[0]?.deployment.row.vendor;
  if (vendor === undefined) return;
  try {
    const found = await ownerAt(context.database, vendor, accountId);
    const owner = credential === undefined ? found : { ...found, credential };
    const newest = await newestOf(
      port,
      owner,
      group.map(({ deployment }) => deployment.row.vendorId),
    );
    for (const shown of group) {
      const run = newest.get(shown.deployment.row.vendorId);
      // oxlint-disable-next-line no-await-in-loop -- few rows, each in a statement of its own
      if (run !== undefined) await keepNewestJob(context.database, shown, run && toNewest(run));
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
