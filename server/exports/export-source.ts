import { type Expression, sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** What a file is written from. Everything is asked of one snapshot, so that the rows are those that were counted. */
export interface ExportSource {
  header: readonly string[];
  count(snapshot: JackfieldDatabase): Promise<number>;
  /** Some rows at a time, each as long as the header. */
  read(snapshot: JackfieldDatabase): AsyncGenerator<(string | null)[][]>;
}

const rowsAtOnce = 500;

/**
 * Reads a query some rows at a time, by a cursor of the database's: neither it nor we hold more. Only within a transaction, and one
 * at a time. `Row` is what the query answers.
 */
export async function* readByCursor<Row>(
  snapshot: JackfieldDatabase,
  query: Expression<unknown>,
): AsyncGenerator<Row[]> {
  await sql`declare rows_to_write no scroll cursor for ${query}`.execute(snapshot);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a cursor goes one step at a time
    const { rows } = await sql<Row>`fetch forward ${sql.lit(rowsAtOnce)} from rows_to_write`.execute(snapshot);
    if (rows.length === 0) return;
    yield rows;
  }
}
