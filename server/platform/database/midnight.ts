import { type Kysely, sql } from 'kysely';

/** A zone's name, and no offset: the database reads the sign of an offset the other way round (POSIX). */
const zoneName = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/** SQLSTATE of a time zone that the database does not know. */
const invalidParameter = '22023';

/** The last midnight at or before a moment in an IANA time zone; null when the database does not know the zone. */
export async function midnightBefore<Tables>(
  database: Kysely<Tables>,
  at: Date,
  timeZone: string,
): Promise<Date | null> {
  if (!zoneName.test(timeZone)) return null;
  try {
    const { rows } = await sql<{ midnight: Date }>`
      select date_trunc('day', ${at}::timestamptz, ${timeZone}::text) as midnight`.execute(database);
    return rows[0]?.midnight ?? null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === invalidParameter) return null;
    throw error;
  }
}
