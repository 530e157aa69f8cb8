import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { migrations } from '#server/platform/database/migrations.ts';
import { type JackfieldDatabase, jackfieldSchema, type Tables } from '#server/platform/database/schema.ts';
import { createTestDatabase } from '#server/testing/database.ts';

let tables: JackfieldDatabase;
let drop: () => Promise<void>;
let client: pg.Client;
const notices: string[] = [];
beforeAll(async () => {
  const database = await createTestDatabase();
  tables = openDatabase<Tables>(database.url, { schema: jackfieldSchema });
  await migrate(tables, jackfieldSchema, migrations);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  client.on('notification', ({ payload }) => notices.push(payload ?? ''));
  await client.query('listen jackfield_changes');
  drop = () => database.drop();
});
afterAll(async () => {
  await client.end();
  await tables.destroy();
  await drop();
});

test('one more process flow is told, once, and a read that finds the same number tells nothing', async () => {
  const account = { external_id: 'a', name: 'A', created_at: new Date(0) };
  const { id } = await tables.insertInto('accounts').values(account).returning('id').executeTakeFirstOrThrow();
  const instanceId = randomUUID();
  const row = {
    id: instanceId,
    vendor: 'patchworks' as const,
    vendor_id: '1',
    account_id: id,
    name: 'A store',
    template_id: '1',
    template_name: 'Shopify',
    rest_status: 'in_use' as const,
    update_kind: 'none' as const,
    fingerprint: '',
    checked_at: new Date(0),
    use_count: 1,
  };
  await tables.insertInto('instances').values(row).execute();
  const setUse = (count: number, status: 'in_use' | 'unused') =>
    tables
      .updateTable('instances')
      .set({ use_count: count, rest_status: status, checked_at: new Date(1) })
      .execute();
  const told = JSON.stringify({ noun: 'instance', to: id, ids: [instanceId] });
  const isTold = (times: number) =>
    vi.waitFor(() =>
      expect(
        notices.map((notice) => JSON.stringify(JSON.parse(notice))).filter((notice) => notice.includes('"instance"')),
      ).toEqual(Array.from({ length: times }, () => told)),
    );
  await isTold(1);
  await setUse(1, 'in_use');
  await setUse(2, 'in_use');
  await isTold(2);
  await setUse(0, 'unused');
  await isTold(3);
});
