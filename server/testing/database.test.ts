import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from './database.ts';

async function tablesIn(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
    const { rows } = await client.query(
      `select table_name from information_schema.tables where table_schema = 'public'`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

it('gives every caller a database of its own, and takes it away', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(await tablesIn(one.url, 'create table mine (id int)')).toEqual([{ table_name: 'mine' }]);
  expect(await tablesIn(other.url, 'select 1')).toEqual([]);

  await Promise.all([one.drop(), other.drop()]);
  await expect(tablesIn(one.url, 'select 1')).rejects.toThrow(/does not exist/);
});
