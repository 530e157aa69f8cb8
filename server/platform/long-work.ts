import type { Kysely } from 'kysely';
import { whileLocked } from './advisory-lock.ts';
import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';

/** Work that takes minutes and is done a part at a time, each piece of it by one process at a time, whichever is there. */
export interface LongWork {
  /** Begins at once to work on this piece, if nobody does yet. */
  wake(id: string): void;
  start(): void;
  /** Takes nothing new on and waits for the part that is under way. */
  stop(): Promise<void>;
}

export interface LongWorkOptions<Tables> {
  database: Kysely<Tables>;
  clock: Clock;
  logger: Logger;
  /** What the pieces are called in locks and logs. */
  name: string;
  /** How many pieces this process works on at once. */
  atOnce: number;
  /** The ids of those that are to be worked on now, the one that has waited longest first. */
  due(limit: number): Promise<string[]>;
  /**
   * Does one part of a piece and records it, so that another process could go on from there. Answers when the next part is due: a
   * moment that is past or present for at once, null when there is none. What it throws is logged, and the part is tried again.
   */
  advance(id: string): Promise<Date | null>;
}

/** How often it is looked for work that is due and that nobody has: after a crash, or begun by another replica. */
const sweepMs = 2_000;

/** Any number of processes may run the same over one database: a piece belongs to whoever holds its advisory lock. */
export function createLongWork<Tables>(options: LongWorkOptions<Tables>): LongWork {
  const { database, clock, logger, name, atOnce } = options;
  const underWay = new Map<string, Promise<void>>();
  const timers = new Map<string, NodeJS.Timeout>();
  let sweepTimer: NodeJS.Timeout | null = null;
  let isStopped = true;

  const mayGoOn = () => !isStopped;

  function begin(id: string): void {
    if (isStopped || underWay.has(id) || underWay.size >= atOnce) return;
    clearTimeout(timers.get(id));
    timers.delete(id);
    const ended = work(id)
      .catch((error: unknown) => logger.error({ err: error, [name]: id }, `${name} could not be worked on`))
      .finally(() => underWay.delete(id));
    underWay.set(id, ended);
  }

  async function work(id: string): Promise<void> {
    const locked = await whileLocked(database, `${name}:${id}`, async () => {
      let dueAt = await options.advance(id);
      while (dueAt !== null && dueAt <= clock.now() && mayGoOn()) {
        // oxlint-disable-next-line no-await-in-loop -- each part follows from the one before
        dueAt = await options.advance(id);
      }
      return dueAt;
    });
    const dueAt = locked?.result ?? null;
    if (dueAt !== null && !isStopped) beginAt(id, dueAt);
  }

  function beginAt(id: string, dueAt: Date): void {
    const timer = setTimeout(() => begin(id), Math.max(0, dueAt.getTime() - clock.now().getTime()));
    timer.unref();
    timers.set(id, timer);
  }

  async function sweep(): Promise<void> {
    try {
      for (const id of await options.due(atOnce)) begin(id);
    } catch (error) {
      logger.warn({ err: error }, `what is due of ${name} could not be read`);
    }
  }

  return {
    wake: begin,
    start: () => {
      isStopped = false;
      sweepTimer = setInterval(() => void sweep(), sweepMs);
      void sweep();
    },
    stop: async () => {
      isStopped = true;
      if (sweepTimer) clearInterval(sweepTimer);
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      await Promise.all(underWay.values());
    },
  };
}
