import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { migrations } from '#server/platform/database/migrations.ts';
import { jackfieldSchema, type JackfieldDatabase, type Tables } from '#server/platform/database/schema.ts';
import { createPlainUsersDatabase, createTestDatabase } from './database.ts';

/** Our tables in a database of their own, for tests that need no server. */
export async function openTestTables(): Promise<{
  tables: JackfieldDatabase;
  /** Where they are, for connections of one's own. */
  url: string;
  close: () => Promise<void>;
}> {
  const database = await createTestDatabase();
  const tables = openDatabase<Tables>(database.url, { schema: jackfieldSchema });
  await migrate(tables, jackfieldSchema, migrations);
  return {
    tables,
    url: database.url,
    close: async () => {
      await tables.destroy();
      await database.drop();
    },
  };
}

/** The same, made by a user of its own who is no superuser, as a company's database has them. */
export async function openTablesOfPlainUser(): Promise<{ tables: JackfieldDatabase; close: () => Promise<void> }> {
  const database = await createPlainUsersDatabase();
  const tables = openDatabase<Tables>(database.url, { schema: jackfieldSchema });
  await migrate(tables, jackfieldSchema, migrations);
  return {
    tables,
    close: async () => {
      await tables.destroy();
      await database.drop();
    },
  };
}
