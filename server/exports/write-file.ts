import { sql, type Updateable } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import type { ExportsTable } from '../platform/database/admin-tables.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { byteOrderMark, writeRecord } from './csv.ts';
import type { ExportSource } from './export-source.ts';

export interface FileToWrite {
  id: string;
  source: ExportSource;
}

/** How long a file is kept, by our clock. */
export const keptMs = 60 * 60_000;

/**
 * Writes the whole file: exactly the rows that one snapshot of the database has, counted in it first. Whatever an earlier try left
 * is taken away before, and whoever is still at it writes no more. `left`: it was stopped or begun anew meanwhile, or `isStopping`
 * said so, and nothing of it counts.
 */
export async function writeFile(
  { database, clock, isStopping }: { database: JackfieldDatabase; clock: Clock; isStopping: () => boolean },
  { id, source }: FileToWrite,
): Promise<'written' | 'left'> {
  const own = await beginTry(database, id);
  if (own === null) return 'left';
  const mine: Try = { id, own };
  let position = 0;
  let rowsDone = 0;
  let bytes = 0;

  /** False when nobody wants it any more, or another try took it over. */
  async function keep(text: string, rowCount: number): Promise<boolean> {
    const content = Buffer.from(text);
    return database.transaction().execute(async (transaction) => {
      const isOurs = await writeAs(transaction, mine, {
        rows_done: rowsDone + rowCount,
        bytes: bytes + content.length,
      });
      if (!isOurs) return false;
      await transaction.insertInto('export_parts').values({ export_id: id, position, content }).execute();
      position += 1;
      rowsDone += rowCount;
      bytes += content.length;
      return true;
    });
  }

  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      if (!(await writeAs(database, mine, { rows_all: await source.count(snapshot) }))) return 'left';
      if (!(await keep(byteOrderMark + writeRecord(source.header), 0))) return 'left';
      for await (const rows of source.read(snapshot)) {
        if (isStopping() || !(await keep(rows.map(writeRecord).join(''), rows.length))) return 'left';
      }
      const endedAt = clock.now();
      const kept = { ended_at: endedAt, kept_until: new Date(endedAt.getTime() + keptMs) };
      return (await writeAs(database, mine, { state: 'succeeded', ...kept })) ? 'written' : 'left';
    });
}

/** A try at a file: the numbers of both. */
interface Try {
  id: string;
  own: number;
}

/**
 * The number of a new try; null when it is not to be written. The lock that keeps others away dies with its connection, which the
 * process that had it may outlive for a while: from here on that one finds another number than its own.
 */
async function beginTry(database: JackfieldDatabase, id: string): Promise<number | null> {
  return database.transaction().execute(async (transaction) => {
    const begun = await transaction
      .updateTable('exports')
      .set({ tries: sql`tries + 1`, rows_done: 0, rows_all: null, bytes: null })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .returning('tries')
      .executeTakeFirst();
    if (!begun) return null;
    await transaction.deleteFrom('export_parts').where('export_id', '=', id).execute();
    return begun.tries;
  });
}

/** Writes into the file's row; false when this try is no longer the one that counts. */
async function writeAs(
  database: JackfieldDatabase,
  { id, own }: Try,
  values: Updateable<ExportsTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('exports')
    .set(values)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('tries', '=', own)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
