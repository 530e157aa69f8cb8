import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, sql } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import { againAfterDeadlock } from '../platform/database/after-deadlock.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { InstanceRecord } from '../vendors/adapter.ts';
import { driftEntry, driftOf, type KnownRow, lockKnownRows, withoutOwnCreations } from './drift.ts';
import { lockInOrder } from './lock-in-order.ts';
import { rowValues } from './row-values.ts';
import { standingMs } from './write-through.ts';

/** What merging works with. */
export interface MergeContext {
  database: JackfieldDatabase;
  audit: AuditLog;
  logger: Logger;
}

/** What one read of a vendor found, in pages. Rows of a page count as read when the read began. */
export interface ReadBatch {
  vendor: Vendor;
  rows: { accountId: string; record: InstanceRecord }[];
  readStartedAt: Date;
  /** Nothing of this scope was read before, so that a row says nothing by being new. */
  isFirstRead: boolean;
  /** What is to be written together with the rows, so that either all of it is there or nothing. */
  alongside?: (transaction: Kysely<Tables>, merged: MergedRows) => Promise<void>;
}

export interface MergedRows {
  /** How many of the rows the index had known as live. */
  known: number;
  /** Vendor's ids of rows that this very read had brought before. */
  repeated: Set<string>;
}

/**
 * Puts a page of a read into the index, except where a value of ours still stands, and notes on the timeline what was
 * changed at the vendor by others.
 */
export async function mergeRead(context: MergeContext, batch: ReadBatch): Promise<MergedRows> {
  if (batch.rows.length === 0 && !batch.alongside) return { known: 0, repeated: new Set() };
  const standsUntil = new Date(batch.readStartedAt.getTime() - standingMs);
  // One statement may not write a row twice, and a vendor may repeat one.
  const rows = new Map(batch.rows.map((row) => [row.record.vendorId, row]));
  const values = [...rows.values()]
    .map(({ accountId, record }) => ({ ...rowValues(batch.vendor, record, context.logger), account_id: accountId }))
    .toSorted((one, other) => (one.vendor_id < other.vendor_id ? -1 : 1));
  return againAfterDeadlock(() =>
    context.database.transaction().execute(async (transaction) => {
      // What a breakdown of the database would lose here is read again, cursor and all, so nobody waits for the disk.
      await sql`set local synchronous_commit = off`.execute(transaction);
      const known = await lockKnownRows(transaction, {
        vendor: batch.vendor,
        vendorIds: values.map((row) => row.vendor_id),
        standsUntil,
        readStartedAt: batch.readStartedAt,
      });
      const live = values.filter((row) => known.get(row.vendor_id)?.removed_at === null);
      const confirmed = await confirmRows(transaction, live, batch.readStartedAt, standsUntil);
      const others = values.filter((row) => !confirmed.has(row.vendor_id));
      const written = await writeRows(transaction, others, batch.readStartedAt, standsUntil);
      const found = new Map(values.map((row) => [row.vendor_id, row]));
      const changed = written.flatMap((row) => {
        const before = known.get(row.vendor_id);
        const after = found.get(row.vendor_id);
        const words = before && after ? driftOf(before, after) : [];
        return words.length > 0 ? [driftEntry({ id: row.id, accountId: row.account_id }, words)] : [];
      });
      // PostgreSQL's mark of a row that the statement inserted; one that it updated carries the updating transaction.
      const newcomers = batch.isFirstRead ? [] : written.filter((row) => row.isNew);
      const appeared = await withoutOwnCreations(transaction, newcomers, batch.readStartedAt);
      await context.audit.appendAll(
        [...changed, ...appeared.map((row) => driftEntry({ id: row.id, accountId: row.account_id }, ['appeared']))],
        transaction,
      );
      const merged = { known: countLive(known), repeated: repeatedOf(known, batch.readStartedAt) };
      await batch.alongside?.(transaction, merged);
      return merged;
    }),
  );
}

type RowValues = ReturnType<typeof rowValues> & { account_id: string };

interface WrittenRow {
  id: string;
  vendor_id: string;
  account_id: string;
  template_id: string;
  isNew: boolean;
}

/** The columns that a read fills, as those of a recordset. */
const foundColumns = sql`vendor text, vendor_id text, account_id uuid, name text, template_id text, template_name text,
  rest_status text, update_kind text, fingerprint text, values_fingerprint text, created_at timestamptz,
  missing_connections text[], missing_values text[], use_count integer, deployment text`;

/**
 * Notes when rows were found that are in the index just as they are, which is what nearly all of a read comes to, and leaves the
 * rows alone. Answers their vendor's ids. The rows must be locked.
 */
async function confirmRows(
  transaction: Kysely<Tables>,
  values: RowValues[],
  readStartedAt: Date,
  standsUntil: Date,
): Promise<Set<string>> {
  if (values.length === 0) return new Set();
  const { rows } = await sql<{ vendor_id: string }>`
    update instance_checks set checked_at = ${readStartedAt}::timestamptz
    from jsonb_to_recordset(${storable(values)}::jsonb) as found (${foundColumns})
    join instances using (vendor, vendor_id)
    where instance_checks.instance_id = instances.id
      and instance_checks.checked_at <= ${readStartedAt}::timestamptz
      and (instances.written_at is null or instances.written_at <= ${standsUntil}::timestamptz)
      and (${sql.join(comparedColumns.map((column) => sql.ref(`instances.${column}`)))}, instances.deployment)
        is not distinct from (${sql.join(comparedColumns.map((column) => sql.ref(`found.${column}`)))}, found.deployment::jsonb)
    returning found.vendor_id`.execute(transaction);
  return new Set(rows.map((row) => row.vendor_id));
}

const comparedColumns = [
  'account_id',
  'name',
  'template_id',
  'template_name',
  'rest_status',
  'update_kind',
  'fingerprint',
  'values_fingerprint',
  'created_at',
  'missing_connections',
  'missing_values',
  'use_count',
] as const;

/** All rows in one statement with one parameter, whose plan does not depend on how many they are. */
async function writeRows(
  transaction: Kysely<Tables>,
  values: RowValues[],
  readStartedAt: Date,
  standsUntil: Date,
): Promise<WrittenRow[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<WrittenRow>`
    insert into instances (vendor, vendor_id, account_id, name, template_id, template_name, rest_status, update_kind,
      fingerprint, values_fingerprint, created_at, missing_connections, missing_values, use_count, deployment, checked_at)
    select vendor, vendor_id, account_id, name, template_id, template_name, rest_status, update_kind,
      fingerprint, values_fingerprint, created_at, missing_connections, missing_values, use_count, deployment::jsonb,
      ${readStartedAt}::timestamptz
    from jsonb_to_recordset(${storable(values)}::jsonb) as found (${foundColumns})
    on conflict (vendor, vendor_id) do update set
      account_id = excluded.account_id, name = excluded.name, template_id = excluded.template_id,
      template_name = excluded.template_name, rest_status = excluded.rest_status, update_kind = excluded.update_kind,
      fingerprint = excluded.fingerprint, values_fingerprint = excluded.values_fingerprint,
      created_at = excluded.created_at, missing_connections = excluded.missing_connections,
      missing_values = excluded.missing_values, use_count = excluded.use_count, deployment = excluded.deployment,
      checked_at = excluded.checked_at, removed_at = null
    where (instances.written_at is null or instances.written_at <= ${standsUntil}::timestamptz)
      -- A slower read that began earlier must not undo a faster one that began later.
      and instances.checked_at <= excluded.checked_at and not exists (select from instance_checks
        where instance_checks.instance_id = instances.id and instance_checks.checked_at > excluded.checked_at)
    returning id, vendor_id, account_id, template_id, xmax = 0 as "isNew"`.execute(transaction);
  return rows;
}

/**
 * As JSON that PostgreSQL takes: its texts hold neither the character zero nor half of a surrogate pair, and its years have four
 * digits unless they are written in a way of its own.
 */
function storable(values: RowValues[]): string {
  const rows = values.map((row) => ({ ...row, created_at: isOfOurEra(row.created_at) ? row.created_at : null }));
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/[\0\p{Cs}]/gu, '\uFFFD') : value,
  );
}

function isOfOurEra(date: Date | null): boolean {
  const year = date?.getUTCFullYear() ?? 0;
  return year >= 1 && year <= 9_999;
}

function repeatedOf(known: Map<string, KnownRow>, readStartedAt: Date): Set<string> {
  const rows = [...known.values()].filter((row) => row.checked_at.getTime() === readStartedAt.getTime());
  return new Set(rows.map((row) => row.vendor_id));
}

function countLive(known: Map<string, KnownRow>): number {
  return [...known.values()].filter((row) => row.removed_at === null).length;
}

/**
 * Ends a complete read: rows of its scope that it did not find are gone at the vendor, unless we wrote them too recently
 * for the read to know. `accountId` null: the read was of everybody's. `unseenSince` is when the read began, or earlier
 * for a read that is less sure of itself.
 */
export async function sweepUnseen(
  context: MergeContext,
  scope: { vendor: Vendor; accountId: string | null; readStartedAt: Date; unseenSince?: Date },
): Promise<void> {
  const standsUntil = new Date(scope.readStartedAt.getTime() - standingMs);
  await againAfterDeadlock(() =>
    context.database.transaction().execute(async (transaction) => {
      const unseen = transaction
        .selectFrom('instances')
        .where((row) =>
          row.exists(
            row
              .selectFrom('instance_checks')
              .whereRef('instance_checks.instance_id', '=', 'instances.id')
              .where('instance_checks.checked_at', '<', scope.unseenSince ?? scope.readStartedAt)
              .select('instance_checks.instance_id'),
          ),
        )
        .where('vendor', '=', scope.vendor)
        .$if(scope.accountId !== null, (query) => query.where('account_id', '=', scope.accountId ?? ''))
        .where('removed_at', 'is', null)
        .where('working', '=', false)
        .where((row) => row.or([row('written_at', 'is', null), row('written_at', '<=', standsUntil)]));
      const ids = await lockInOrder(unseen);
      const gone = await transaction
        .updateTable('instances')
        // Also checked, so that a slower read that began earlier does not bring it back.
        .set({ removed_at: scope.readStartedAt, checked_at: scope.readStartedAt })
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .returning(['id', 'account_id'])
        .execute();
      await context.audit.appendAll(
        gone.map((row) => driftEntry({ id: row.id, accountId: row.account_id }, ['removed'])),
        transaction,
      );
    }),
  );
}
