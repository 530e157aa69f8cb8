import { sql } from 'kysely';
import { jackfieldSchema, type JackfieldDatabase } from '#server/platform/database/schema.ts';

/** Everything that stands in our own tables as one text, to look for what may stand in none of them. */
export async function everythingIn(database: JackfieldDatabase): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = ${jackfieldSchema} and table_type = 'BASE TABLE'`.execute(database);
  if (tables.length === 0) throw new Error('there is no table of ours');
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ row: string }>`
        select one::text as row from ${sql.table(`${jackfieldSchema}.${name}`)} as one`.execute(database);
      return rows.map(({ row }) => row).join('\n');
    }),
  );
  return texts.join('\n');
}
