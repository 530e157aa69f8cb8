import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { openDatabase } from './connect.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

it('survives the loss of a connection that is in use and waits', async () => {
  const tables = openDatabase(database.url, { schema: 'public', maxConnections: 2 });
  const work = tables.connection().execute(async (connection) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
    await terminate(rows[0]?.pid ?? 0);
    await sql`select 1`.execute(connection);
  });
  // Without somebody who listens, the loss itself would end the process.
  await expect(work).rejects.toThrow(/connection|terminat/i);
  expect((await sql<{ one: number }>`select 1 as one`.execute(tables)).rows).toEqual([{ one: 1 }]);
  await tables.destroy();
});

/** Ends a connection from outside, and waits until its client has heard of it. */
async function terminate(pid: number): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('select pg_terminate_backend($1, 5000)', [pid]);
  await client.end();
  await new Promise((resolve) => setImmediate(resolve));
}
