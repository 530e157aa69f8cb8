import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { operationKinds } from '#contract/operations.ts';
import { updateKinds } from '#contract/statuses.ts';
import type { JackfieldDatabase, StoredDeployment } from '#server/platform/database/schema.ts';

type Drawn<Source> = Source extends fc.Arbitrary<infer Value> ? Value : never;

/** Few letters, so that things match and tie; the signs that `like` knows; letters that only folding makes equal. */
export const text = fc.string({
  unit: fc.constantFrom('a', 'A', 'b', 'É', 'é', '%', '_', '\\', ' ', "'", '🎫'),
  maxLength: 5,
});

export const drawnVendors = ['tray', 'prismatic', 'instabase'] as const;
export const drawnTemplates = ['one', 'two', 'three'] as const;

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

const deployment = fc
  .record({
    configuration: fc.constantFrom('complete', 'incomplete', 'users', 'unknown'),
    hasUndeployedChanges: fc.boolean(),
    isFailing: fc.boolean(),
    isSuspended: fc.boolean(),
    lastRanAt: fc.constantFrom(null, '2026-01-01T00:00:00.000Z'),
  })
  .map((change): StoredDeployment => ({ ...deployed, ...change }));

const operation = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...operationKinds),
  state: fc.constantFrom('running', 'waiting_for_person', 'succeeded', 'failed', 'stopped'),
  code: fc.constantFrom(null, 'refused', 'vendor_forbidden', 'waiting_for_company', 'gone'),
  message: fc.option(text),
});

/** A row of the index with the operation that speaks for it. */
export const drawnRow = fc.record({
  id: fc.uuid(),
  vendor: fc.constantFrom(...drawnVendors),
  vendorId: fc.uuid(),
  owner: fc.nat(2),
  name: text,
  templateId: fc.constantFrom(...drawnTemplates),
  templateName: text,
  restStatus: fc.constantFrom('unfinished', 'enabled', 'disabled', 'in_use', 'unused', 'unknown'),
  update: fc.constantFrom(...updateKinds),
  createdAt: fc.option(fc.integer({ min: 0, max: 3 }).map((day) => new Date(day * 86_400_000))),
  checkedAt: fc.integer({ min: 0, max: 3 }).map((hour) => new Date(hour * 3_600_000)),
  isRemoved: fc.boolean().map((one) => one),
  isWorking: fc.boolean(),
  isAwaitingSetUp: fc.boolean(),
  missing: fc.subarray(['Channel']),
  deployment: fc.option(deployment),
  lastRun: fc.constantFrom(null, 'running', 'ok', 'failed', 'needs_person'),
  operation: fc.option(operation),
});

export type DrawnRow = Drawn<typeof drawnRow>;

/** A plain row, but for what is said here. */
export function rowWith(change: Partial<DrawnRow>): DrawnRow {
  return {
    id: randomUUID(),
    vendor: 'tray',
    vendorId: randomUUID(),
    owner: 0,
    name: 'a row',
    templateId: 'one',
    templateName: 'A template',
    restStatus: 'enabled',
    update: 'none',
    createdAt: null,
    checkedAt: new Date(0),
    isRemoved: false,
    isWorking: false,
    isAwaitingSetUp: false,
    missing: [],
    deployment: null,
    lastRun: null,
    operation: null,
    ...change,
  };
}

/** The names of the accounts that own the rows; the last is another one before they are renamed. */
export const ownerNames = ['beta', 'Alpha', 'gamma'];

/** Puts accounts for drawn rows into an empty database, in the order of their names above, and a person of one of them. */
export async function fillAccounts(tables: JackfieldDatabase): Promise<{ accountIds: string[]; personId: string }> {
  const accounts = await tables
    .insertInto('accounts')
    .values(ownerNames.map((name) => ({ external_id: name, name, created_at: new Date(0) })))
    .returning(['id', 'name'])
    .execute();
  const accountIds = ownerNames.map((name) => accounts.find((account) => account.name === name)?.id ?? '');
  const { id: personId } = await tables
    .insertInto('people')
    .values({
      account_id: accountIds[0] ?? '',
      demo_key: 'p',
      name: 'P',
      role: 'user',
      view_only: false,
      featured: false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { accountIds, personId };
}

/**
 * Makes the index these rows and no others. They get there by the way of other values, and so do their operations and an account,
 * so that what is derived from them has to follow.
 */
export async function fillIndex(
  tables: JackfieldDatabase,
  { accountIds, personId }: { accountIds: string[]; personId: string },
  rows: readonly DrawnRow[],
): Promise<void> {
  await tables.deleteFrom('instances').execute();
  await tables.deleteFrom('operations').execute();
  if (rows.length === 0) return;
  const accountOf = (owner: number) => accountIds[owner % accountIds.length] ?? '';
  await tables
    .insertInto('instances')
    .values(
      rows.map((row) => ({
        id: row.id,
        vendor: row.vendor,
        vendor_id: row.vendorId,
        account_id: accountOf(row.owner + 1),
        name: `former ${row.name}`,
        template_id: 'former',
        template_name: row.templateName,
        rest_status: 'disabled' as const,
        update_kind: 'none' as const,
        fingerprint: '',
        checked_at: row.checkedAt,
        removed_at: row.isRemoved ? null : new Date(0),
        last_operation_id: row.operation?.id,
      })),
    )
    .execute();
  const last = accountOf(ownerNames.length - 1);
  await tables.updateTable('accounts').set({ name: 'former' }).where('id', '=', last).execute();
  const operations = rows.flatMap((row) => (row.operation ? [{ ...row.operation, row }] : []));
  if (operations.length > 0) {
    await tables
      .insertInto('operations')
      .values(
        operations.map(({ id, row }) => ({
          id,
          kind: 'rename' as const,
          state: 'stopped' as const,
          step: 'changing' as const,
          vendor: row.vendor,
          account_id: accountOf(row.owner),
          person_id: personId,
          request_id: '',
          instance_id: row.id,
          name: row.name,
          data: '{}',
          due_at: new Date(0),
          started_at: new Date(0),
        })),
      )
      .execute();
  }
  for (const row of rows) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as such changes come
    await tables
      .updateTable('instances')
      .set({
        account_id: accountOf(row.owner),
        name: row.name,
        template_id: row.templateId,
        rest_status: row.restStatus,
        update_kind: row.update,
        created_at: row.createdAt,
        removed_at: row.isRemoved ? new Date(0) : null,
        working: row.isWorking,
        awaiting_set_up: row.isAwaitingSetUp,
        missing_values: row.missing,
        deployment: row.deployment && JSON.stringify(row.deployment),
        last_run: row.lastRun,
      })
      .where('id', '=', row.id)
      .execute();
  }
  for (const { id, kind, state, code, message } of operations) {
    const problem =
      code && JSON.stringify({ code, changed: 'nothing', ...(message === null ? {} : { vendorMessage: message }) });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await tables.updateTable('operations').set({ kind, state, problem }).where('id', '=', id).execute();
  }
  await tables
    .updateTable('accounts')
    .set({ name: ownerNames.at(-1) ?? '' })
    .where('id', '=', last)
    .execute();
  await sql`select sum_instance_counts() where random() < 0.3`.execute(tables);
}
