import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { VendorError } from '../vendors/vendor-error.ts';
import { advanceActivation } from './activation.ts';
import { change } from './changing.ts';
import { enable } from './enabling.ts';
import { OperationMovedError, type OperationRow } from './journal.ts';
import { problemOf } from './retrying.ts';
import { NoLongerAllowedError, type WorkContext } from './work-context.ts';

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
const mostAtOnce = 8;
const settlePollMs = 50;

export function createWorker(context: WorkContext): Worker {
  const underWay = new Map<string, Promise<void>>();
  let isStopped = false;
  let sweepTimer: NodeJS.Timeout | null = null;
  const timers = new Set<NodeJS.Timeout>();

  function wake(operationId: string): void {
    // What does not fit now is found by the next sweep: the journal is the queue.
    if (isStopped || underWay.has(operationId) || underWay.size >= mostAtOnce) return;
    const work = runWhileOwned(context, operationId, () => isStopped)
      .then((dueAt) => {
        if (dueAt !== null) wakeAt(operationId, dueAt);
      })
      .catch((error: unknown) => context.logger.error({ err: error, operationId }, 'operation could not be worked on'))
      .finally(() => underWay.delete(operationId));
    underWay.set(operationId, work);
  }

  function wakeAt(operationId: string, dueAt: Date): void {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        wake(operationId);
      },
      Math.max(0, dueAt.getTime() - context.clock.now().getTime()),
    );
    timer.unref();
    timers.add(timer);
  }

  async function sweep(): Promise<void> {
    const due = await context.journal.due(mostAtOnce).catch((error: unknown) => {
      context.logger.warn({ err: error }, 'journal could not be read');
      return [];
    });
    for (const operationId of due) wake(operationId);
  }

  return {
    wake,
    settle: async (operationId, withinMs) => {
      const deadline = performance.now() + withinMs;
      wake(operationId);
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- waiting is the purpose
        const operation = await context.journal.find(operationId);
        if (!operation) throw new Error(`operation ${operationId} is not in the journal`);
        if (operation.state !== 'running' || performance.now() >= deadline) return operation;
        // oxlint-disable-next-line no-await-in-loop -- as above
        await delay(settlePollMs);
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
      await Promise.all(underWay.values());
    },
  };
}

/**
 * Works on an operation while holding its advisory lock, on a connection of its own: the lock dies with the process, so
 * another worker can go on within one sweep. Answers when it is due again; null when it is not.
 */
async function runWhileOwned(
  context: WorkContext,
  operationId: string,
  isStopped: () => boolean,
): Promise<Date | null> {
  return context.database.connection().execute(async (connection) => {
    const key = `operation:${operationId}`;
    const { rows } = await sql<{ owned: boolean }>`
      select pg_try_advisory_lock(hashtextextended(${key}, 0)) as owned`.execute(connection);
    if (!rows[0]?.owned) return null;
    try {
      return await run(context, operationId, isStopped);
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`.execute(connection);
    }
  });
}

async function run(context: WorkContext, operationId: string, isStopped: () => boolean): Promise<Date | null> {
  let operation = await context.journal.find(operationId);
  while (operation?.state === 'running' && !isStopped()) {
    if (operation.due_at > context.clock.now()) return operation.due_at;
    // oxlint-disable-next-line no-await-in-loop -- each step follows from the one before
    operation = await advanceSafely(context, operation);
  }
  return null;
}

/** An error that is no vendor's ends the operation too: it must not be tried for ever, and the person must hear of it. */
async function advanceSafely(context: WorkContext, operation: OperationRow): Promise<OperationRow> {
  try {
    return await advance(context, operation);
  } catch (error) {
    const current = (await context.journal.find(operation.id)) ?? operation;
    if (error instanceof OperationMovedError) return current;
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
    case 'disable':
    case 'rename':
    case 'upgrade':
    case 'remove':
      return change(context, operation, operation.kind);
    case 'reconfigure':
      throw new Error('a reconfiguration waits for a person and is never run');
  }
}
