import type { AccountData, AccountLinkData, AccountRowData } from '#src/features/accounts/account-queries.ts';

export const northwind = {
  id: '5b1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7a01',
  externalId: 'northwind',
  name: 'Northwind',
};

export function accountRow(change: Partial<AccountRowData> = {}): AccountRowData {
  return {
    account: northwind,
    createdAt: '2026-01-02T03:04:05.000Z',
    peopleCount: 2,
    linkedVendors: ['tray', 'patchworks'],
    instanceCount: 12,
    healths: [
      { health: 'ok', count: 10 },
      { health: 'failed', count: 2 },
    ],
    lastActivityAt: null,
    ...change,
  };
}

export function accountPage(nodes: AccountRowData[], change: { totalCount?: number; unfilteredCount?: number } = {}) {
  return { accounts: { nodes, totalCount: nodes.length, unfilteredCount: nodes.length, ...change } };
}

/** A link with a key of the account's own, found by itself and good. */
export function accountLink(change: Partial<AccountLinkData> = {}): AccountLinkData {
  return {
    vendor: 'patchworks',
    fields: ['credential'],
    canBeFound: false,
    vendorAccountId: 'northwind',
    folderPrefixes: [],
    hasCredential: true,
    isInEnvironment: false,
    isOfUnlinkedOwner: false,
    enteredAt: null,
    enteredBy: null,
    checkedAt: null,
    problemCode: null,
    removedAt: null,
    ...change,
  };
}

export function accountDetail(change: Partial<AccountData> = {}): { account: AccountData } {
  return {
    account: {
      account: northwind,
      createdAt: '2026-01-02T03:04:05.000Z',
      people: [],
      links: [accountLink()],
      instances: [],
      lastActivityAt: null,
      activity: [],
      ...change,
    },
  };
}
