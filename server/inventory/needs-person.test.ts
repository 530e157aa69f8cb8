import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InstanceFilter } from '#contract/instance-filter.ts';
import { type OperationKind, operationKinds } from '#contract/operations.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { decideCause, healths, type LastRun, needsPerson } from '#contract/row-cause.ts';
import { updateKinds } from '#contract/statuses.ts';
import type { StoredDeployment } from '#server/platform/database/schema.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { countFacets } from './facets.ts';
import { type InstanceQuery, listInstances } from './list.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;

const states: { state: 'running' | 'succeeded' | 'failed'; code: ProblemCode | null }[] = [
  { state: 'running', code: null },
  { state: 'running', code: 'rate_limited' },
  { state: 'succeeded', code: null },
  { state: 'failed', code: 'refused' },
  { state: 'failed', code: 'vendor_forbidden' },
  { state: 'failed', code: 'waiting_for_company' },
  { state: 'failed', code: 'gone' },
];

const everything: InstanceQuery = {
  scope: 'everybody',
  filter: {},
  hasUpgradeHook: false,
  sort: { field: 'created', descending: false },
  limit: 1_000_000,
  offset: 0,
};

const deployed: StoredDeployment = {
  isEnabled: true,
  wasDeployed: true,
  configuration: 'complete',
  hasUndeployedChanges: false,
  isFailing: false,
  isSuspended: false,
  versionNumber: 1,
  deployedVersionNumber: 1,
  newerVersionNumber: null,
  lastDeployedAt: null,
  lastRanAt: null,
};

/** What is known of deployments and runs. The first is that of vendors that have neither. */
const runs: { deployment: StoredDeployment | null; lastRun: LastRun | null }[] = [
  { deployment: null, lastRun: null },
  ...(['ok', 'running', 'failed', 'needs_person'] as const).map((lastRun) => ({ deployment: null, lastRun })),
  ...[
    {},
    { hasUndeployedChanges: true },
    { isFailing: true },
    { isSuspended: true },
    { isSuspended: true, isFailing: true, hasUndeployedChanges: true },
    { configuration: 'users' as const },
    { configuration: 'incomplete' as const, hasUndeployedChanges: true },
  ].map((change) => ({ deployment: { ...deployed, ...change }, lastRun: null })),
];

/** Operations that are tried with each of them: one of each kind of outcome. With all, the rows would be too many. */
function isTelling({ kind, state, code }: { kind: OperationKind } & (typeof states)[number]): boolean {
  if (state !== 'failed') return false;
  return code === 'refused' ? ['enable', 'upgrade', 'deploy'].includes(kind) : code === 'gone' && kind === 'rename';
}

/** Every combination of what decides, each as a row of the index with its operation. */
function everyRow(accountId: string, personId: string) {
  const now = new Date(0);
  const operations = operationKinds.flatMap((kind) => states.map((one) => ({ kind, ...one })));
  return (['unfinished', 'enabled', 'disabled', 'in_use', 'unused', 'unknown'] as const).flatMap((restStatus) =>
    updateKinds.flatMap((update) =>
      [[], ['Channel']].flatMap((missing) =>
        [true, false].flatMap((isAwaiting) =>
          [null, ...operations].flatMap((operation) =>
            // What waits for its set-up is shown otherwise only where it is turned off.
            ((operation === null || isTelling(operation)) && (!isAwaiting || restStatus === 'disabled')
              ? runs
              : runs.slice(0, 1)
            ).map(({ deployment, lastRun }) => {
              const id = randomUUID();
              const operationId = operation && randomUUID();
              return {
                instance: {
                  id,
                  vendor: 'tray' as const,
                  vendor_id: id,
                  account_id: accountId,
                  name: id,
                  template_id: 't',
                  template_name: 'T',
                  rest_status: restStatus,
                  update_kind: update,
                  fingerprint: '',
                  checked_at: now,
                  working: operation?.state === 'running',
                  awaiting_set_up: isAwaiting,
                  missing_values: missing,
                  deployment: deployment && JSON.stringify(deployment),
                  last_run: lastRun,
                  last_operation_id: operationId,
                },
                operation: operation && {
                  id: operationId ?? '',
                  kind: operation.kind,
                  state: operation.state,
                  step: 'changing' as const,
                  vendor: 'tray' as const,
                  account_id: accountId,
                  person_id: personId,
                  request_id: '',
                  instance_id: id,
                  name: id,
                  data: '{}',
                  problem: operation.code && JSON.stringify({ code: operation.code, changed: 'nothing' }),
                  due_at: now,
                  started_at: now,
                },
              };
            }),
          ),
        ),
      ),
    ),
  );
}

beforeAll(async () => {
  opened = await openTestTables();
  const { tables } = opened;
  const account = { external_id: 'a', name: 'A', created_at: new Date(0) };
  const { id } = await tables.insertInto('accounts').values(account).returning('id').executeTakeFirstOrThrow();
  const person = await tables
    .insertInto('people')
    .values({ account_id: id, demo_key: 'p', name: 'P', role: 'user', view_only: false, featured: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = everyRow(id, person.id);
  for (let start = 0; start < rows.length; start += 1_000) {
    const part = rows.slice(start, start + 1_000);
    // oxlint-disable-next-line no-await-in-loop -- a statement takes 65,535 values
    await tables
      .insertInto('instances')
      .values(part.map(({ instance }) => instance))
      .execute();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await tables
      .insertInto('operations')
      .values(part.flatMap(({ operation }) => operation ?? []))
      .execute();
  }
}, 120_000);
afterAll(() => opened.close());

describe.each([false, true])('with the company’s hook %s', (hasUpgradeHook) => {
  test('the index filters and counts exactly the rows that the contract says need a person', async () => {
    const all = await listInstances(opened.tables, { ...everything, hasUpgradeHook });
    const expected = all.rows.filter((row) => needsPerson(row, hasUpgradeHook));
    const filtered = await listInstances(opened.tables, {
      ...everything,
      hasUpgradeHook,
      filter: { needsPerson: true },
    });

    expect(filtered.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    const vendors = await listInstances(opened.tables, {
      ...everything,
      hasUpgradeHook,
      filter: { vendors: ['tray'] },
    });
    expect([vendors.needsPersonCount, filtered.needsPersonCount, filtered.totalCount]).toEqual(
      Array.from({ length: 3 }, () => expected.length),
    );
    expect(all.needsPersonCount).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(500);
    expect(all.totalCount - expected.length).toBeGreaterThan(500);
    expect(filtered.statusCounts.map(({ count }) => count).reduce((sum, count) => sum + count, 0)).toBe(
      expected.length,
    );
  });

  test('and within a status', async () => {
    const filter: InstanceFilter = { vendors: ['tray'], statuses: ['enabled'] };
    const query = { ...everything, hasUpgradeHook, filter };
    const enabled = await listInstances(opened.tables, query);
    const expected = enabled.rows.filter((row) => needsPerson(row, hasUpgradeHook));
    const filtered = await listInstances(opened.tables, { ...query, filter: { ...filter, needsPerson: true } });
    expect([enabled.needsPersonCount, filtered.totalCount]).toEqual([expected.length, expected.length]);
  });
});

test('health says the same as the cause, and nothing of a row of which nothing is known', async () => {
  const { rows } = await listInstances(opened.tables, everything);
  for (const row of rows) {
    const cause = decideCause(row, false);
    const expected = {
      retrying: ['degraded'],
      failed: ['failed'],
      unknown_status: ['unknown'],
      suspended: ['failed'],
      failing: ['failed'],
      run_failed: ['failed'],
      undeployed: ['attention'],
      run_needs_person: ['attention'],
      waiting_for_users: ['ok'],
      unfinished: ['attention'],
      not_enabled: ['attention'],
      lacking: ['attention'],
      needs_user: ['attention'],
      needs_company: ['attention'],
      needs_company_then_user: ['attention'],
      update_ready: ['attention'],
      well: ['ok', 'unknown'],
    }[cause?.kind ?? 'well'];
    expect(expected).toContain(row.health);
  }
  expect(new Set(rows.map(({ health }) => health))).toEqual(
    new Set(['ok', 'attention', 'degraded', 'failed', 'unknown']),
  );
});

test('the index filters and counts exactly the rows of each health', async () => {
  const all = await listInstances(opened.tables, everything);
  const facets = await countFacets(opened.tables, { ...everything, accountSearch: '', templateSearch: '' });
  const byHealth = healths.map((choice) => ({
    choice,
    ids: idsOf(all.rows.filter(({ health }) => health === choice)),
  }));
  expect(facets.healths).toEqual(byHealth.map(({ choice, ids }) => ({ choice, count: ids.length })));
  for (const { choice, ids } of byHealth) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const filtered = await listInstances(opened.tables, { ...everything, filter: { healths: [choice] } });
    expect(idsOf(filtered.rows)).toEqual(ids);
  }
  const sorted = await listInstances(opened.tables, { ...everything, sort: { field: 'health', descending: true } });
  const order = [...new Set(sorted.rows.map(({ health }) => health))];
  expect(order).toEqual(['failed', 'attention', 'degraded', 'unknown', 'ok']);
});

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
