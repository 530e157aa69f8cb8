import { createFairQueue } from '../platform/fair-queue.ts';
import type { Urgency } from '../vendors/urgency.ts';

/** Work that waits for its turn and work that is being done, each named by an id, for many accounts. */
export interface WorkQueue {
  /** Does the work as soon as it is its turn; nothing when it waits or is being done already. */
  add(accountId: string, id: string, urgency?: Urgency): void;
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
  /** So many of all places may hold work that nobody waits for. */
  background: number;
}

/**
 * `work` never rejects. Accounts take turns, so that one with much to do holds up none that has little, and what somebody waits
 * for goes before what nobody does; `onEmpty` is told when nothing waits any more.
 */
export function createWorkQueue(options: {
  limits: WorkLimits;
  work: (id: string, accountId: string, urgency: Urgency) => Promise<void>;
  onEmpty: () => void;
}): WorkQueue {
  const { limits, work, onEmpty } = options;
  const waiting = { click: createFairQueue<string>(), background: createFairQueue<string>() };
  const waitingIds = new Set<string>();
  const underWay = new Map<string, { accountId: string; urgency: Urgency; ended: Promise<void> }>();

  /** An account's own clicks do not count what is done to it in the background, nor the other way round. */
  function mayBegin(accountId: string, urgency: Urgency): boolean {
    const alike = [...underWay.values()].filter((other) => other.urgency === urgency);
    if (urgency === 'background' && alike.length >= limits.background) return false;
    const own = alike.filter((other) => other.accountId === accountId).length;
    if (own === 0) return true;
    return own < limits.perAccount && limits.atOnce - underWay.size > limits.keptFree;
  }

  function next(): { accountId: string; id: string; urgency: Urgency } | null {
    for (const urgency of ['click', 'background'] as const) {
      const found = waiting[urgency].next((accountId) => mayBegin(accountId, urgency));
      if (found) return { accountId: found.key, id: found.item, urgency };
    }
    return null;
  }

  function begin(): void {
    while (underWay.size < limits.atOnce) {
      const chosen = next();
      if (!chosen) return;
      const { accountId, id, urgency } = chosen;
      waitingIds.delete(id);
      const ended = work(id, accountId, urgency).finally(() => {
        underWay.delete(id);
        begin();
        if (waitingIds.size === 0) onEmpty();
      });
      underWay.set(id, { accountId, urgency, ended });
    }
  }

  return {
    add: (accountId, id, urgency = 'click') => {
      if (waitingIds.has(id) || underWay.has(id)) return;
      waitingIds.add(id);
      waiting[urgency].add(accountId, id);
      begin();
    },
    has: (id) => waitingIds.has(id) || underWay.has(id),
    drain: async () => {
      waiting.click.drain();
      waiting.background.drain();
      waitingIds.clear();
      await Promise.all([...underWay.values()].map(({ ended }) => ended));
    },
  };
}
