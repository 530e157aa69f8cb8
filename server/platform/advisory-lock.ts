import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Does work while holding PostgreSQL's advisory lock of this name, on a connection of its own: the lock dies with the process, so
 * that another can take the work on at once. Null when somebody else holds it; then nothing was done.
 */
export async function whileLocked<Tables, Result>(
  database: Kysely<Tables>,
  name: string,
  work: () => Promise<Result>,
): Promise<{ result: Result } | null> {
  return database.connection().execute(async (connection) => {
    const { rows } = await sql<{ owned: boolean }>`
      select pg_try_advisory_lock(hashtextextended(${name}, 0)) as owned`.execute(connection);
    if (!rows[0]?.owned) return null;
    try {
      return { result: await work() };
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`.execute(connection);
    }
  });
}
