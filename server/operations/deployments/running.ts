import type { RunEnd } from '#contract/operations.ts';
import { findPerson } from '../../accounts/people.ts';
import { mayReach } from '../../accounts/ownership.ts';
import { keepNewestJob, toNewest } from '../../inventory/deployments/newest-job.ts';
import { isPublicTo } from '../../inventory/deployments/public-solutions.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { JobReport, PendingJob, RunRecord } from '../../vendors/deployments.ts';
import { secretsOf, withoutSecrets } from '../../vendors/run-secrets.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { OperationRow } from '../journal.ts';
import { problemOf } from '../retrying.ts';
import { instanceOf, type WorkContext } from '../work-context.ts';
import {
  countsOf,
  endUnknown,
  follow,
  isSettled,
  lookLater,
  noteSending,
  noteTaken,
  sendingFailed,
} from './following.ts';
import { endTaken, findBegun, spacesOf } from './finding-run.ts';
import { deploymentPortOf, jobOf, ownerToRunAs } from './job-context.ts';
import { readSettings } from './run-settings.ts';

/** The vendor's lists may be so old: a run that it shows by no means after this long was not begun. */
const settlingMs = 30_000;
/** The second carries the same id, which the vendor refuses where the first came through after all. */
const mostSendings = 2;

/** Does the next step of a run: sends it under an id of our own, by which it is found again, and follows it to its end. */
export async function advanceRun(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const owner = await ownerToRunAs(context, operation);
  if (jobOf(operation).jobId !== null) return followRun(context, operation, owner);
  return operation.data.sent ? settleRun(context, operation, owner) : send(context, operation, owner);
}

async function send(context: WorkContext, operation: OperationRow, owner: VendorOwner): Promise<OperationRow> {
  const isAgain = operation.data.sent === true;
  const trying = await noteSending(context, operation);
  let taken: PendingJob;
  try {
    taken = await begin(context, trying, owner);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    // The id is taken: by the first of the two, or by a run of somebody's that nobody could see before.
    if (isAgain && error.code === 'refused') return lookLater(context, trying, error);
    return (await sendingFailed(context, trying, error)) ?? lookLater(context, trying, error);
  }
  if (trying.instance_id !== null) {
    const [space = null] = spacesOf(trying);
    const begun = { runId: taken.jobId, state: 'running', startedAt: context.clock.now(), space } as const;
    await keepNewestJob(context.database, { instanceId: trying.instance_id, accountId: trying.account_id }, begun);
  }
  return noteTaken(context, trying, { jobId: taken.jobId, runId: taken.jobId });
}

async function begin(context: WorkContext, operation: OperationRow, owner: VendorOwner): Promise<PendingJob> {
  const { writer } = deploymentPortOf(context, operation.vendor);
  const { inputFolder = '', outputFolder = null, runId, named } = jobOf(operation);
  const settings = await readSettings(context.operationValues, operation.id);
  const wanted = { inputFolder, outputFolder, runId, settings };
  if (named !== undefined) return writer.runByName(owner, named, wanted);
  const { vendorId } = await instanceOf(context, operation);
  return writer.run(owner, vendorId, wanted);
}

/** It may have been taken, by a process that is no more or with an answer that was lost. */
async function settleRun(context: WorkContext, operation: OperationRow, owner: VendorOwner): Promise<OperationRow> {
  const { runId } = jobOf(operation);
  let found: Awaited<ReturnType<typeof findBegun>>;
  try {
    found = await findBegun(context, operation, owner);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return isSettled(context, operation, 2 * settlingMs)
      ? endUnknown(context, operation, error)
      : lookLater(context, operation, error);
  }
  if (found === 'of_another') return endTaken(context, operation);
  if (found === 'begun') return noteTaken(context, operation, { jobId: runId });
  if (!isSettled(context, operation, settlingMs)) return lookLater(context, operation);
  return (operation.data.creates ?? 0) < mostSendings
    ? send(context, operation, owner)
    : endUnknown(context, operation);
}

async function followRun(context: WorkContext, operation: OperationRow, owner: VendorOwner): Promise<OperationRow> {
  const followed = await follow(context, operation, owner);
  if (followed.kind === 'goes_on') return followed.operation;
  const report = followed.kind === 'over' ? followed.report : null;
  const run = await readRunOrNull(context, operation, owner);
  const state = stateOf(report, run);
  if (state === 'running' || state === 'paused') return lookLaterAtRun(context, operation);
  const seen = await noteInstance(context, operation, run);
  if (seen.instance_id !== null && run !== null)
    await keepNewestJob(
      context.database,
      { instanceId: seen.instance_id, accountId: seen.account_id },
      { ...toNewest(run), state },
    );
  const secrets = secretsOf((await readSettings(context.operationValues, operation.id)).more);
  const message = report?.message ?? run?.message ?? null;
  const end: RunEnd = {
    state,
    outputFolder: report?.outputFolders[0] ?? run?.outputFolder ?? null,
    // The vendor may quote what the run was told, such as the header of a webhook.
    message: message && withoutSecrets(message, secrets),
    reviewUrl:
      state === 'needs_person'
        ? deploymentPortOf(context, operation.vendor).reviewUrl({ runId: jobOf(operation).jobId ?? '' })
        : null,
  };
  const problems = report?.problems.map((problem) => withoutSecrets(problem, secrets)) ?? [];
  return endRun(context, seen, end, {
    report: report && { ...report, problems },
    lost: followed.kind === 'lost' ? followed.error : null,
  });
}

/** The outcome of the job decides; where that says nothing, the state in which lists show the run. */
function stateOf(report: JobReport | null, run: RunRecord | null): RunEnd['state'] {
  switch (report?.outcome) {
    case 'succeeded':
      return 'complete';
    case 'failed':
    case 'cancelled':
    case 'needs_person':
      return report.outcome;
    default:
      return run?.state ?? 'unknown';
  }
}

/**
 * A run that waits for a person is over for us: only people can let it go on, elsewhere and whenever they like. The end that
 * is kept says so, and where to go.
 */
function endRun(
  context: WorkContext,
  operation: OperationRow,
  end: RunEnd,
  { report, lost }: { report: JobReport | null; lost: VendorError | null },
): Promise<OperationRow> {
  const { journal } = context;
  const data = { ...operation.data, job: { ...jobOf(operation), ...countsOf(report), end } };
  switch (end.state) {
    case 'complete':
    case 'needs_person': {
      const progress = end.state === 'complete' ? 1 : data.job.progress;
      const ended = { ...data, job: { ...data.job, progress } };
      return journal.change(operation, { state: 'succeeded', step: 'done', problem: null, data: ended });
    }
    case 'cancelled':
      return journal.change(operation, { state: 'stopped', problem: null, data });
    case 'failed': {
      const vendorMessage = report?.problems[0] ?? end.message;
      const failed = new VendorError(operation.vendor, 'refused', { wasDone: 'no', vendorMessage });
      return journal.change(operation, { state: 'failed', problem: problemOf(failed, 'something'), data });
    }
    default:
      return endUnknown(context, { ...operation, data }, lost);
  }
}

/** The job says that it is over, or nothing, and the list that the run goes on: the list is believed. */
function lookLaterAtRun(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { failingSince: _failingSince, ...job } = jobOf(operation);
  return context.journal.change(operation, {
    data: { ...operation.data, job },
    dueAt: new Date(context.clock.now().getTime() + 5_000),
  });
}

async function readRunOrNull(
  context: WorkContext,
  operation: OperationRow,
  owner: VendorOwner,
): Promise<RunRecord | null> {
  const { reader } = deploymentPortOf(context, operation.vendor);
  try {
    return await reader.readRun(owner, jobOf(operation).jobId ?? '', spacesOf(operation));
  } catch (error) {
    if (error instanceof VendorError) return null;
    throw error;
  }
}

/** Of a run by name: which solution the vendor has chosen, as soon as it says so and whoever started it may see that one. */
async function noteInstance(
  context: WorkContext,
  operation: OperationRow,
  run: RunRecord | null,
): Promise<OperationRow> {
  if (operation.instance_id !== null || run === null || run.deploymentId === null) return operation;
  const { database } = context;
  const instance = await database
    .selectFrom('instances')
    .where('vendor', '=', operation.vendor)
    .where('vendor_id', '=', run.deploymentId)
    .where('removed_at', 'is', null)
    .select(['id', 'account_id'])
    .executeTakeFirst();
  const person = await findPerson(database, operation.person_id);
  if (!instance || !person) return operation;
  const isPublic = await isPublicTo(database, { person, instanceId: instance.id });
  if (!mayReach(person, instance.account_id, isPublic)) return operation;
  return context.journal.change(operation, { instanceId: instance.id });
}
