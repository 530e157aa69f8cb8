import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { systemClock } from '#server/platform/clock.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type { VendorAdapter } from '#server/vendors/adapter.ts';
import { ForeignRowsError, VendorError } from '#server/vendors/vendor-error.ts';
import { withForeignRowsAudited } from './foreign-rows.ts';

test('somebody else’s rows are recorded for the account that asked; other failures are not', async () => {
  const { tables, close } = await openTestTables();
  const account = await tables
    .insertInto('accounts')
    .values({ external_id: randomUUID(), name: 'An account', created_at: new Date() })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tables
    .insertInto('vendor_links')
    .values({ account_id: account.id, vendor: 'tray', vendor_account_id: 'mine' })
    .execute();
  const failures = [new VendorError('tray', 'refused', { wasDone: 'no' }), new ForeignRowsError('tray')];
  const reader = {
    vendor: 'tray',
    readInstance: () => Promise.reject(failures.shift() ?? new Error('asked too often')),
  };
  // Only the reader is wrapped and asked here; a whole adapter would bring a vendor along.
  const adapters = new Map([['tray', { vendor: 'tray', reader } as unknown as VendorAdapter]] as const);
  const audited = withForeignRowsAudited(adapters, { database: tables, audit: createAuditLog(tables, systemClock) });
  const read = () => audited.get('tray')?.reader.readInstance({ vendorAccountId: 'mine' }, 'v');

  await expect(read()).rejects.toMatchObject({ code: 'refused' });
  await expect(read()).rejects.toBeInstanceOf(ForeignRowsError);
  expect(await tables.selectFrom('audit_entries').selectAll().execute()).toMatchObject([
    { action: 'vendor.foreign_rows', account_id: account.id, problem_code: 'vendor_garbled' },
  ]);
  await close();
});
