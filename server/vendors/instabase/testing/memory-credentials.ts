import type { OwnerRecord } from '../../adapter.ts';
import type { OwnerCredentials } from '../../owner-credentials.ts';

/** Credentials as links would hold them, for the time of one test. */
export interface MemoryCredentials extends OwnerCredentials {
  keep(owner: OwnerRecord, token: string): void;
  tokens(): string[];
}

export function createMemoryCredentials(): MemoryCredentials {
  const kept = new Map<string, { owner: OwnerRecord; token: string }>();
  return {
    isInEnvironment: () => false,
    find: (vendorAccountId) => Promise.resolve(kept.get(vendorAccountId)?.token ?? null),
    owners: () => Promise.resolve([...kept.values()].map(({ owner }) => owner)),
    keep: (owner, token) => void kept.set(owner.vendorAccountId, { owner, token }),
    tokens: () => [...kept.values()].map(({ token }) => token),
  };
}
