import type { Bulk, BulkItem } from '#contract/bulks.ts';

const noCounts: Bulk['counts'] = { refused: 0, waiting: 0, running: 0, done: 0, failed: 0, needless: 0, left: 0 };

/** Work on many, planned unless told otherwise. */
export function bulkOf({
  counts,
  ...change
}: Partial<Omit<Bulk, 'counts'>> & { counts?: Partial<Bulk['counts']> }): Bulk {
  return {
    id: '5d1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7b01',
    action: 'disable',
    state: 'planned',
    personName: 'Priya Nair',
    refusals: [],
    sample: [],
    plannedAt: '2026-01-02T03:04:05.000Z',
    beginsAt: null,
    startedAt: null,
    endedAt: null,
    perMinute: null,
    secondsLeft: null,
    waitsFor: [],
    repeats: null,
    may: [],
    ...change,
    counts: { ...noCounts, ...counts },
  };
}

export function itemOf(change: Partial<BulkItem>): BulkItem {
  return {
    instanceId: '7c0f2a52-7a3e-4a6e-8a52-0d4c1c1f7b11',
    name: 'Orders',
    vendor: 'tray',
    accountName: 'Northwind',
    outcome: 'done',
    problemCode: null,
    vendorMessage: null,
    operationId: null,
    ...change,
  };
}
