import type { Person } from '#contract/people.ts';
import type { OperationData } from '../platform/database/operation-tables.ts';
import { isOver, type OperationRow, type OperationStart } from './journal.ts';
import type { OperationView } from './operation-views.ts';
import { readAfterStop } from './set-up.ts';
import type { WorkContext } from './work-context.ts';

/** Who asks, and with which request. */
export interface Asking {
  person: Person;
  requestId: string;
}

/**
 * Starts a failed operation again, as a new one with the same input. Its key is the failed one's id, so that asking twice
 * starts one. Throws what `Journal.start` throws. The caller has asked `refusalOf`, and wakes the worker.
 */
export function retry(context: WorkContext, view: OperationView, asking: Asking): Promise<OperationRow> {
  const { row } = view;
  return context.journal.start({ ...answerTo(row, asking), kind: row.kind, ...againFrom(context, row) });
}

/** Takes a disable back: enables again. One disable is taken back once. Throws what `Journal.start` throws. */
export function undo(context: WorkContext, view: OperationView, asking: Asking): Promise<OperationRow> {
  const { row } = view;
  return context.journal.start({
    ...answerTo(row, asking),
    kind: 'enable',
    step: 'enabling',
    data: { undoes: row.id },
  });
}

/**
 * Gives an operation up. What a vendor was asked already is not taken back: the instance is read, so that its row tells
 * what came of it. Throws `OperationMovedError` when it has gone on in between.
 */
export async function stop(context: WorkContext, view: OperationView, asking: Asking): Promise<OperationRow> {
  const stopped = await context.journal.change(view.row, {
    state: 'stopped',
    stoppedBy: { personId: asking.person.id, requestId: asking.requestId },
  });
  if (view.row.state === 'running') await readAfterStop(context, stopped);
  return stopped;
}

/** The operation that already answers this one and has not ended: a second press of the same button. */
export async function answerUnderWay(context: WorkContext, row: OperationRow): Promise<OperationRow | null> {
  const answer = await context.journal.withKey(row.account_id, row.id);
  return answer && !isOver(answer.state) ? answer : null;
}

type Beginning = Pick<OperationStart, 'step' | 'data'>;

function answerTo(row: OperationRow, asking: Asking): Omit<OperationStart, 'kind' | 'step' | 'data'> {
  return {
    state: 'running',
    vendor: row.vendor,
    accountId: row.account_id,
    personId: asking.person.id,
    requestId: asking.requestId,
    requestKey: row.id,
    name: row.name,
    answers: row,
    ...(row.instance_id === null ? {} : { instanceId: row.instance_id }),
    ...(row.template_id === null ? {} : { templateId: row.template_id }),
  };
}

/** Where the new operation begins, and what it must know of the old one. */
function againFrom(context: WorkContext, row: OperationRow): Beginning {
  switch (row.kind) {
    case 'activate':
      return row.instance_id === null ? createAgain(context, row) : { step: 'enabling', data: versionOf(row) };
    case 'enable':
      return { step: 'enabling', ...(row.data.undoes ? { data: { undoes: row.data.undoes } } : {}) };
    case 'rename':
      return { step: 'changing', ...(row.data.newName === undefined ? {} : { data: { newName: row.data.newName } }) };
    case 'remove':
      return { step: 'changing', ...(row.data.discards ? { data: { discards: true } } : {}) };
    case 'upgrade':
      return { step: 'changing', data: versionOf(row) };
    case 'disable':
    case 'change_values':
      return { step: 'changing' };
    case 'deploy':
      return { step: 'deploying' };
    case 'deploy_package':
    case 'run':
      throw new Error('a job is begun anew and never retried');
    case 'reconfigure':
      throw new Error('a reconfiguration goes on in its wizard and is never retried');
  }
}

/** Which published version was asked for, where instances are of one. */
function versionOf({ data: { versionId } }: OperationRow): OperationData {
  return versionId === undefined ? {} : { versionId };
}

/**
 * A create whose outcome nobody knows may still turn up, and is looked for first; what was there before the first create
 * stays known, so that a late twin is found and never made again.
 */
function createAgain(context: WorkContext, row: OperationRow): Beginning {
  const known = { ...versionOf(row), ...(row.data.knownIds === undefined ? {} : { knownIds: row.data.knownIds }) };
  if (row.problem?.changed !== 'unknown' || row.data.knownIds === undefined) return { step: 'creating', data: known };
  const tryingSince = context.clock.now().toISOString();
  return { step: 'settling', data: { ...known, createSent: true, creates: 1, tryingSince } };
}
