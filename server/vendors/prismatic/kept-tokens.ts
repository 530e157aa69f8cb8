import type { Clock } from '#server/platform/clock.ts';

/** A token with the moment from which it is not taken any more. */
export interface DatedToken {
  token: string;
  expiresAt: Date;
}

/**
 * Tokens that live for minutes. They are kept in memory alone: each replica can make its own, and what is never written
 * down cannot be found.
 */
export interface KeptTokens {
  /** The kept one while it is good, else the one that `make` fetches; however many ask at once, `make` runs once. */
  of(key: string, make: () => Promise<DatedToken>): Promise<{ token: string; isNew: boolean }>;
  /** Drops this token, which was refused. Another one that was made meanwhile stays. */
  forget(key: string, token: string): Promise<void>;
}

/** A token this close to its end is renewed first: a call must not outlive the token it carries. */
const renewalMarginMs = 60_000;

/** More owners than act within ten minutes; the longest unused goes first. */
const mostTokens = 5_000;

export function createKeptTokens(clock: Clock): KeptTokens {
  const kept = new Map<string, Promise<DatedToken>>();

  const isGood = ({ expiresAt }: DatedToken) => expiresAt.getTime() - clock.now().getTime() > renewalMarginMs;

  function keep(key: string, entry: Promise<DatedToken>): void {
    kept.delete(key);
    kept.set(key, entry);
    const [oldest] = kept.keys();
    if (kept.size > mostTokens && oldest !== undefined) kept.delete(oldest);
  }

  return {
    of: async (key, make) => {
      const before = kept.get(key);
      const current = await before;
      if (before && current && isGood(current)) {
        if (kept.get(key) === before) keep(key, before);
        return { token: current.token, isNew: false };
      }
      // Somebody else who waited for the same one may have begun to make the next.
      const meanwhile = kept.get(key);
      if (meanwhile && meanwhile !== before) return { token: (await meanwhile).token, isNew: true };
      const made = make();
      keep(key, made);
      made.catch(() => {
        if (kept.get(key) === made) kept.delete(key);
      });
      return { token: (await made).token, isNew: true };
    },
    forget: async (key, token) => {
      const entry = kept.get(key);
      const current = await entry?.catch(() => undefined);
      if (current?.token === token && kept.get(key) === entry) kept.delete(key);
    },
  };
}
