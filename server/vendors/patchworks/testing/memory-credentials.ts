import type { OwnerCredentials } from '../../owner-credentials.ts';

/** Keys of companies for the time of one test, and what an account's introduction finds. */
export interface MemoryCredentials extends OwnerCredentials {
  add(company: { externalId: string; name: string; key: string }): void;
  keys(): string[];
}

export function createMemoryCredentials(): MemoryCredentials {
  const companies = new Map<string, { name: string; key: string }>();
  return {
    add: ({ externalId, name, key }) => void companies.set(externalId, { name, key }),
    keys: () => [...companies.values()].map(({ key }) => key),
    isInEnvironment: () => false,
    find: (vendorAccountId) => Promise.resolve(companies.get(vendorAccountId)?.key ?? null),
    owners: () =>
      Promise.resolve(
        [...companies].map(([externalId, { name }]) => ({ vendorAccountId: externalId, name, externalId })),
      ),
  };
}
