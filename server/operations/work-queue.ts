import { createFairQueue } from '../platform/fair-queue.ts';

/** Work that waits for its turn and work that is being done, each named by an id, for many accounts. */
export interface WorkQueue {
  /** Does the work as soon as it is its turn; nothing when it waits or is being done already. */
  add(accountId: string, id: string): void;
  /** Whether it waits or is being done. */
  has(id: string): boolean;
  /** Forgets what waits and resolves when what is being done has ended. */
  drain(): Promise<void>;
}

/** How much may be done at once. */
export interface WorkLimits {
  atOnce: number;
  perAccount: number;
  /** An account that has work under way gets no more while no more than these are free: they are for the others. */
  keptFree: number;
}

/**
 * `work` never rejects. Accounts take turns, so that one with much to do holds up none that has little; `onEmpty` is told
 * when nothing waits any more.
 */
export function createWorkQueue(options: {
  limits: WorkLimits;
  work: (id: string, accountId: string) => Promise<void>;
  onEmpty: () => void;
}): WorkQueue {
  const { limits, work, onEmpty } = options;
  const waiting = createFairQueue<string>();
  const waitingIds = new Set<string>();
  const underWay = new Map<string, { accountId: string; ended: Promise<void> }>();

  function mayBegin(accountId: string): boolean {
    const own = [...underWay.values()].filter((other) => other.accountId === accountId).length;
    if (own === 0) return true;
    return own < limits.perAccount && limits.atOnce - underWay.size > limits.keptFree;
  }

  function begin(): void {
    while (underWay.size < limits.atOnce) {
      const next = waiting.next(mayBegin);
      if (!next) return;
      const { key: accountId, item: id } = next;
      waitingIds.delete(id);
      const ended = work(id, accountId).finally(() => {
        underWay.delete(id);
        begin();
        if (waiting.size === 0) onEmpty();
      });
      underWay.set(id, { accountId, ended });
    }
  }

  return {
    add: (accountId, id) => {
      if (waitingIds.has(id) || underWay.has(id)) return;
      waitingIds.add(id);
      waiting.add(accountId, id);
      begin();
    },
    has: (id) => waitingIds.has(id) || underWay.has(id),
    drain: async () => {
      waiting.drain();
      waitingIds.clear();
      await Promise.all([...underWay.values()].map(({ ended }) => ended));
    },
  };
}
