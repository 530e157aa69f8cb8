import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** An empty database for one test or one file of tests. */
export interface TestDatabase {
  url: string;
  /** Drops it, closing whatever is still connected. */
  drop: () => Promise<void>;
}

/** Makes a fresh, empty database in the PostgreSQL that the whole run shares. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(`create database ${name} template template0`);
  const url = new URL(inject('databaseUrl'));
  url.pathname = name;
  return { url: url.href, drop: () => asSuperuser(`drop database if exists ${name} with (force)`) };
}

/** The same, with a user of its own who owns it and is no superuser; the user goes with it. */
export async function createPlainUsersDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(`create role ${name} login password '${name}'`);
  await asSuperuser(`create database ${name} owner ${name} template template0`);
  const url = new URL(inject('databaseUrl'));
  Object.assign(url, { pathname: name, username: name, password: name });
  return {
    url: url.href,
    drop: async () => {
      await asSuperuser(`drop database if exists ${name} with (force)`);
      await asSuperuser(`drop role ${name}`);
    },
  };
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
