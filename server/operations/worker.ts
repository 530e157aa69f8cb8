import { whileLocked } from '../platform/advisory-lock.ts';
import { isDatabaseAway } from '../platform/database/database-away.ts';
import { asBackground, asClick, type Urgency } from '../vendors/urgency.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { readVendorTrouble } from '../vendors/vendor-states.ts';
import { advanceActivation } from './activation.ts';
import { createAnnouncements } from './announcements.ts';
import { change } from './changing.ts';
import { changeValues } from './changing-values.ts';
import { advanceVersionChange } from './deployables/changing-version.ts';
import { deploy } from './deployables/deploying.ts';
import { advancePackage } from './deployments/deploying-package.ts';
import { advanceRemoval } from './deployments/removing.ts';
import { advanceRun } from './deployments/running.ts';
import { enable } from './enabling.ts';
import { OperationMovedError, type OperationRow } from './journal.ts';
import { problemOf } from './retrying.ts';
import { readAfterStop } from './set-up.ts';
import { NoLongerAllowedError, type WorkContext } from './work-context.ts';
import { createWorkQueue, type WorkLimits } from './work-queue.ts';

/** Does what the journal says is to be done. Any number of workers may run over one database. */
export interface Worker {
  /** Begins at once to work on this operation, if nobody does yet. */
  wake(operationId: string): void;
  /** Wakes the operation and waits until it no longer runs, or until the time is over. */
  settle(operationId: string, withinMs: number): Promise<OperationRow>;
  start(): void;
  /** Takes nothing new on and waits for the calls that are under way. */
  stop(): Promise<void>;
}

/** How often the journal is looked through for work that is due and that nobody has. */
const sweepMs = 2_000;
/** As many operations as a sweep puts in the queue; when they are done it looks for more at once. */
const mostPerSweep = 100;
/**
 * An operation holds one connection of twenty (its lock) and now and then takes another; work on many and files hold eight more at
 * most, and the others are left to requests. Three of one account, and two places that only an account without work under way may
 * take. Work on many instances gets half of them.
 */
const limits: WorkLimits = { atOnce: 8, perAccount: 3, keptFree: 2, background: 4 };
/** For operations that another replica does; those of our own are announced. */
const settlePollMs = 500;

export function createWorker(context: WorkContext): Worker {
  const { journal, clock, logger } = context;
  const announcements = createAnnouncements();
  const timers = new Set<NodeJS.Timeout>();
  const queue = createWorkQueue({
    limits,
    work,
    onEmpty: () => {
      if (mayBeMore) void sweep();
    },
  });
  let isStopped = false;
  let mayBeMore = false;
  let sweepTimer: NodeJS.Timeout | null = null;

  async function work(operationId: string, accountId: string, urgency: Urgency): Promise<void> {
    try {
      // Whoever woke it: an operation was begun by a click, unless it is one of many.
      const as = urgency === 'click' ? asClick : asBackground;
      const dueAt = await as(() => runWhileOwned(context, operationId, () => isStopped));
      if (dueAt !== null) addAt(accountId, operationId, dueAt, urgency);
    } catch (error) {
      logger.error({ err: error, operationId }, 'operation could not be worked on');
    }
    announcements.announce(operationId);
  }

  function add(accountId: string, operationId: string, urgency: Urgency): void {
    if (!isStopped) queue.add(accountId, operationId, urgency);
  }

  function addAt(accountId: string, operationId: string, dueAt: Date, urgency: Urgency): void {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        add(accountId, operationId, urgency);
      },
      Math.max(0, dueAt.getTime() - clock.now().getTime()),
    );
    timer.unref();
    timers.add(timer);
  }

  async function sweep(): Promise<void> {
    mayBeMore = false;
    const due = await journal.due(mostPerSweep).catch((error: unknown) => {
      logger.warn({ err: error }, 'journal could not be read');
      return [];
    });
    mayBeMore = due.length === mostPerSweep;
    for (const { id, accountId, bulkId } of due) add(accountId, id, urgencyOf(bulkId));
  }

  async function read(operationId: string): Promise<OperationRow> {
    const operation = await journal.find(operationId);
    if (!operation) throw new Error(`operation ${operationId} is not in the journal`);
    return operation;
  }

  return {
    wake: (operationId) => {
      read(operationId)
        .then((operation) => add(operation.account_id, operationId, urgencyOf(operation.bulk_id)))
        // The next sweep finds it.
        .catch((error: unknown) => logger.warn({ err: error, operationId }, 'operation could not be woken'));
    },
    settle: async (operationId, withinMs) => {
      const deadline = performance.now() + withinMs;
      const listener = announcements.listen(operationId);
      try {
        let operation = await read(operationId);
        if (operation.state === 'running') add(operation.account_id, operationId, urgencyOf(operation.bulk_id));
        while (operation.state === 'running' && performance.now() < deadline) {
          const waitMs = Math.min(settlePollMs, deadline - performance.now());
          // oxlint-disable-next-line no-await-in-loop -- waiting is the purpose
          const isHeard = await listener.hears(Math.max(waitMs, 0));
          const isOurs = queue.has(operationId) && performance.now() < deadline;
          // oxlint-disable-next-line no-await-in-loop -- as above
          if (isHeard || !isOurs) operation = await read(operationId);
        }
        return operation;
      } finally {
        listener.close();
      }
    },
    start: () => {
      isStopped = false;
      sweepTimer = setInterval(() => void sweep(), sweepMs);
      void sweep();
    },
    stop: async () => {
      isStopped = true;
      if (sweepTimer) clearInterval(sweepTimer);
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await queue.drain();
    },
  };
}

/** Nobody waits for one of many. */
function urgencyOf(bulkId: string | null): Urgency {
  return bulkId === null ? 'click' : 'background';
}

/**
 * Works on an operation while holding its advisory lock, so that another worker can go on within one sweep after a crash. Answers when
 * it is due again; null when it is not.
 */
async function runWhileOwned(
  context: WorkContext,
  operationId: string,
  isStopped: () => boolean,
): Promise<Date | null> {
  const owned = await whileLocked(context.database, `operation:${operationId}`, () =>
    run(context, operationId, isStopped),
  );
  return owned?.result ?? null;
}

async function run(context: WorkContext, operationId: string, isStopped: () => boolean): Promise<Date | null> {
  let operation = await context.journal.find(operationId);
  while (operation?.state === 'running' && !isStopped()) {
    if (operation.due_at > context.clock.now()) return operation.due_at;
    // oxlint-disable-next-line no-await-in-loop -- each step follows from the one before
    operation = (await waitForVendor(context, operation)) ?? (await advanceSafely(context, operation));
  }
  return null;
}

/**
 * One of many waits while its vendor is left alone, and that time does not count as trying: an outage must not fail thousands.
 * Null: it need not wait.
 */
async function waitForVendor(context: WorkContext, operation: OperationRow): Promise<OperationRow | null> {
  if (operation.bulk_id === null) return null;
  const { retryAt } = await readVendorTrouble(context.database, operation.vendor, context.clock.now());
  if (retryAt === null) return null;
  const { tryingSince: _tryingSince, ...data } = operation.data;
  const problem = operation.problem ?? { code: 'vendor_unavailable' as const, changed: 'nothing' as const };
  return context.journal.change(operation, {
    data,
    dueAt: retryAt,
    problem: { ...problem, retryAt: retryAt.toISOString() },
  });
}

/** An error that is no vendor's ends the operation too: it must not be tried for ever, and the person must hear of it. */
async function advanceSafely(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  try {
    return await advance(context, operation);
  } catch (error) {
    // A database that comes back must find the operation as it was; the next sweep goes on with it.
    if (isDatabaseAway(error)) throw error;
    const current = (await context.journal.find(operation.id)) ?? operation;
    if (error instanceof OperationMovedError) {
      // Given up while a call was under way: what the call did is not taken back, but shown.
      if (current.state === 'stopped') await readAfterStop(context, current);
      return current;
    }
    if (error instanceof VendorError) {
      return context.journal.change(current, { state: 'failed', problem: problemOf(error, 'nothing') });
    }
    if (error instanceof NoLongerAllowedError) {
      return context.journal.change(current, { state: 'failed', problem: { code: 'view_only', changed: 'nothing' } });
    }
    context.logger.error(
      { err: error, operationId: operation.id, requestId: operation.request_id },
      'operation failed',
    );
    return context.journal.change(current, { state: 'failed', problem: { code: 'internal', changed: 'unknown' } });
  }
}

function advance(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  switch (operation.kind) {
    case 'activate':
      return advanceActivation(context, operation);
    case 'enable':
      return enable(context, operation);
    case 'upgrade':
      return context.adapters.get(operation.vendor)?.deployables
        ? advanceVersionChange(context, operation)
        : change(context, operation, 'upgrade');
    case 'disable':
    case 'rename':
      return change(context, operation, operation.kind);
    case 'remove':
      // Where solutions are deployed, the vendor's word that it removes one is only the beginning.
      return context.adapters.get(operation.vendor)?.deployments
        ? advanceRemoval(context, operation)
        : change(context, operation, operation.kind);
    case 'change_values':
      return changeValues(context, operation);
    case 'deploy':
      return deploy(context, operation);
    case 'deploy_package':
      return advancePackage(context, operation);
    case 'run':
      return advanceRun(context, operation);
    case 'reconfigure':
      throw new Error('a reconfiguration waits for a person and is never run');
  }
}
