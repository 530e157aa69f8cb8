import { operatorRefusal } from '../../accounts/ownership.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { OperationRow } from '../journal.ts';
import { ownerToActAs, type WorkContext } from '../work-context.ts';
import {
  endFailed,
  endUnknown,
  follow,
  isSettled,
  lookLater,
  noteSending,
  noteTaken,
  sendingFailed,
} from './following.ts';
import { deploymentPortOf, jobOf } from './job-context.ts';
import { keepNewSolution, listCandidates, listNew } from './new-solutions.ts';

/**
 * A deployment takes the vendor seconds, and its lists may be half a minute old: what is not there after this long was not
 * deployed.
 */
const settlingMs = 60_000;
/** So long a solution that was deployed may not be shown yet. */
const appearingMs = 30_000;
/** A second one is refused by the vendor where the first came through after all. */
const mostSendings = 2;

/**
 * Does the next step of deploying a package. The vendor knows no id by which a deployment whose answer was lost could be
 * found again, so what was there before is journalled, and looked for again before anything is sent a second time.
 */
export async function advancePackage(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  await ownerToActAs(context, operation, operatorRefusal);
  if (jobOf(operation).jobId !== null) return followPackage(context, operation);
  return operation.data.sent ? settlePackage(context, operation) : send(context, operation);
}

function pathOf(operation: OperationRow): string {
  return jobOf(operation).packagePath ?? '';
}

async function send(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { writer } = deploymentPortOf(context, operation.vendor);
  let trying = operation;
  try {
    const knownIds = operation.data.knownIds ?? (await listCandidates(context, operation, pathOf(operation)));
    trying = await noteSending(context, operation, { knownIds });
    return await noteTaken(context, trying, await writer.deploy('operator', pathOf(operation)));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (trying === operation) return notListed(context, operation, error);
    return (await sendingFailed(context, trying, error)) ?? lookLater(context, trying, error);
  }
}

/** What is there could not be read, and so nothing was sent. */
async function notListed(context: WorkContext, operation: OperationRow, error: VendorError): Promise<OperationRow> {
  const tryingSince = operation.data.tryingSince ?? context.clock.now().toISOString();
  const tried = { ...operation, attempts: operation.attempts + 1, data: { ...operation.data, tryingSince } };
  const ended = await sendingFailed(context, tried, error);
  if (ended === null) throw error;
  return ended;
}

async function settlePackage(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  let found: string[];
  try {
    found = await listNew(context, operation, pathOf(operation));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return isSettled(context, operation, 2 * settlingMs)
      ? endUnknown(context, operation, error)
      : lookLater(context, operation, error);
  }
  const [vendorId] = found;
  if (vendorId !== undefined)
    return found.length > 1 ? endUnknown(context, operation) : keep(context, operation, vendorId);
  if (!isSettled(context, operation, settlingMs)) return lookLater(context, operation);
  return (operation.data.creates ?? 0) < mostSendings ? send(context, operation) : endUnknown(context, operation);
}

async function followPackage(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const followed = await follow(context, operation, 'operator');
  if (followed.kind === 'goes_on') return followed.operation;
  const report = followed.kind === 'over' ? followed.report : null;
  if (report?.outcome === 'succeeded' && report.deploymentId !== null) {
    return keep(context, operation, report.deploymentId);
  }
  const isPlainFailure = report?.outcome === 'failed' || report?.outcome === 'cancelled';
  // Of two that were sent the second may be refused because the first came through.
  if (report && isPlainFailure && (operation.data.creates ?? 0) < 2) {
    return endFailed(context, operation, report, 'nothing');
  }
  const found = await newOrNull(context, operation);
  if (found !== null) return keep(context, operation, found);
  if (report?.outcome === 'succeeded') return keepLater(context, operation);
  if (report && isPlainFailure) return endFailed(context, operation, report, 'nothing');
  return endUnknown(context, operation, followed.kind === 'lost' ? followed.error : null);
}

/** The one solution that is new; null when there is none, or when nobody can tell which it is. */
async function newOrNull(context: WorkContext, operation: OperationRow): Promise<string | null> {
  try {
    const found = await listNew(context, operation, pathOf(operation));
    return found.length === 1 ? (found[0] ?? null) : null;
  } catch (error) {
    if (error instanceof VendorError) return null;
    throw error;
  }
}

/** It is deployed. Its row is written before the end is told, so that who is told finds it. */
async function keep(context: WorkContext, operation: OperationRow, vendorId: string): Promise<OperationRow> {
  let instanceId: string | null = null;
  try {
    instanceId = await keepNewSolution(context, operation, vendorId);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
  }
  if (instanceId === null) return keepLater(context, operation);
  return context.journal.change(operation, { state: 'succeeded', step: 'done', problem: null, instanceId });
}

/** The vendor does not show it yet. What is not shown in time is left to the next reading of everything. */
function keepLater(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  const { clock, journal } = context;
  const now = clock.now();
  const { job } = operation.data;
  const since = job?.failingSince ?? now.toISOString();
  if (now.getTime() - Date.parse(since) >= appearingMs) {
    return journal.change(operation, { state: 'succeeded', step: 'done', problem: null });
  }
  return journal.change(operation, {
    problem: null,
    data: { ...operation.data, ...(job ? { job: { ...job, failingSince: since } } : {}) },
    dueAt: new Date(now.getTime() + 2_000),
  });
}
