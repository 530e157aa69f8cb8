import type { AuditFilter } from '#contract/audit-filter.ts';
import type { InstanceFilter } from '#contract/instance-filter.ts';
import type { Person } from '#contract/people.ts';
import { type Selectable, sql } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../platform/clock.ts';
import type { ExportsTable } from '../platform/database/admin-tables.ts';
import { isDatabaseAway } from '../platform/database/database-away.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import { createLongWork } from '../platform/long-work.ts';
import { auditSource } from './audit-source.ts';
import { describeFilter } from './describe-filter.ts';
import type { ExportSource } from './export-source.ts';
import { instanceSource } from './instance-source.ts';
import { writeFile } from './write-file.ts';

export type ExportRow = Selectable<ExportsTable>;

/** What a file is wanted of. */
export type ExportSubject = { kind: 'instances'; filter: InstanceFilter } | { kind: 'audit'; filter: AuditFilter };

export interface Exports {
  /** Begins to write a file, once for each of a person's keys. Audited with how many rows there are at this moment. */
  begin(person: Person, asked: ExportSubject & { key: string }, requestId: string): Promise<ExportRow>;
  /** The person's own of the last day, the newest first. */
  listOf(personId: string): Promise<ExportRow[]>;
  /** One of the person's own; null for anybody else's. */
  findOf(personId: string, id: string): Promise<ExportRow | null>;
  /** Writes the file of one that is over anew. Null while it is being written. Audited as a beginning. */
  beginAnew(row: ExportRow, requestId: string): Promise<ExportRow | null>;
  /** Gives up one that is written, or forgets one that is over, with its file. */
  giveUp(row: ExportRow): Promise<void>;
  /** Takes away files whose hour is over, and what is older than a day. */
  sweep(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** Each reads everybody's rows and holds three connections while it does. */
const atOnce = 2;
const mostDue = 20;
const rememberedMs = 24 * 60 * 60_000;

export function createExports(context: {
  database: JackfieldDatabase;
  audit: AuditLog;
  clock: Clock;
  logger: Logger;
  hasUpgradeHook: boolean;
}): Exports {
  const { database, audit, clock, logger, hasUpgradeHook } = context;
  let isStopping = false;

  const work = createLongWork({
    database,
    clock,
    logger,
    name: 'export',
    atOnce,
    due: async () => {
      const rows = await database
        .selectFrom('exports')
        .where('state', '=', 'running')
        .orderBy('started_at')
        .limit(mostDue)
        .select('id')
        .execute();
      return rows.map(({ id }) => id);
    },
    advance,
  });

  /** Writes it in one go, because a snapshot is not kept beyond its transaction: after a crash it begins anew. */
  async function advance(id: string): Promise<Date | null> {
    const row = await database.selectFrom('exports').where('id', '=', id).selectAll().executeTakeFirst();
    if (row?.state !== 'running') return null;
    try {
      const came = await writeFile({ database, clock, isStopping: () => isStopping }, { id, source: sourceOf(row) });
      return came === 'left' && isStopping ? clock.now() : null;
    } catch (error) {
      // Who takes it on when the database is back begins anew.
      if (isDatabaseAway(error)) throw error;
      logger.error({ err: error, export: id, requestId: row.request_id }, 'a file could not be written');
      await end(id, { state: 'failed', problem_code: 'internal' });
      return null;
    }
  }

  /** A file that is there already when it is stopped stays there. */
  async function end(id: string, as: Pick<ExportRow, 'state'> & Partial<Pick<ExportRow, 'problem_code'>>) {
    await database.transaction().execute(async (transaction) => {
      const ended = await transaction
        .updateTable('exports')
        .set({ ...as, ended_at: clock.now() })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      if (ended.numUpdatedRows === 0n) return;
      await transaction.deleteFrom('export_parts').where('export_id', '=', id).execute();
    });
  }

  function sourceOf({ kind, filter }: ExportRow): ExportSource {
    // Checked by the contract's schema of its kind before it was kept.
    return kind === 'instances' ? instanceSource(filter, hasUpgradeHook) : auditSource(filter);
  }

  async function begin(person: Person, { key, kind, filter }: ExportSubject & { key: string }, requestId: string) {
    const begun = await database.transaction().execute(async (transaction) => {
      const row = await transaction
        .insertInto('exports')
        .values({
          kind,
          filter: JSON.stringify(filter),
          state: 'running',
          person_id: person.id,
          request_key: key,
          request_id: requestId,
          started_at: clock.now(),
        })
        .onConflict((conflict) => conflict.columns(['person_id', 'request_key']).doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!row) return null;
      await auditBeginning(row, requestId, transaction);
      return row;
    });
    if (begun) work.wake(begun.id);
    return begun ?? findByKey(person.id, key);
  }

  async function beginAnew({ id }: ExportRow, requestId: string): Promise<ExportRow | null> {
    const begun = await database.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable('exports')
        .set({
          state: 'running',
          // Who still writes at it, not knowing yet that it was given up, writes no more.
          tries: sql`tries + 1`,
          rows_done: 0,
          rows_all: null,
          bytes: null,
          problem_code: null,
          request_id: requestId,
          started_at: clock.now(),
          ended_at: null,
          kept_until: null,
        })
        .where('id', '=', id)
        .where('state', '!=', 'running')
        .returningAll()
        .executeTakeFirst();
      if (row) await auditBeginning(row, requestId, transaction);
      return row ?? null;
    });
    if (begun) work.wake(begun.id);
    return begun;
  }

  async function auditBeginning(row: ExportRow, requestId: string, transaction: JackfieldDatabase): Promise<void> {
    const count = await sourceOf(row).count(transaction);
    const detail = `${row.kind}: ${count}; ${describeFilter(row.filter)}`;
    const entry = { action: 'export.start', outcome: 'done', personId: row.person_id, detail, requestId } as const;
    await audit.append(entry, transaction);
  }

  function findByKey(personId: string, key: string): Promise<ExportRow> {
    return database
      .selectFrom('exports')
      .where('person_id', '=', personId)
      .where('request_key', '=', key)
      .selectAll()
      .executeTakeFirstOrThrow();
  }

  return {
    begin,
    beginAnew,
    listOf: (personId) =>
      database
        .selectFrom('exports')
        .where('person_id', '=', personId)
        .where('started_at', '>', new Date(clock.now().getTime() - rememberedMs))
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .selectAll()
        .execute(),
    findOf: async (personId, id) =>
      (await database
        .selectFrom('exports')
        .where('id', '=', id)
        .where('person_id', '=', personId)
        .selectAll()
        .executeTakeFirst()) ?? null,
    giveUp: async ({ id, state }) => {
      if (state === 'running') await end(id, { state: 'stopped' });
      else await database.deleteFrom('exports').where('id', '=', id).execute();
    },
    sweep: async () => {
      const now = clock.now();
      await sql`
        delete from export_parts using exports
        where exports.id = export_parts.export_id and (exports.kept_until <= ${now} or exports.state in ('failed', 'stopped'))
      `.execute(database);
      await database
        .deleteFrom('exports')
        .where('state', '!=', 'running')
        .where('started_at', '<', new Date(now.getTime() - rememberedMs))
        .execute();
    },
    start: () => {
      isStopping = false;
      work.start();
    },
    stop: async () => {
      isStopping = true;
      await work.stop();
    },
  };
}
