import type { Bulk, BulkAction } from '#contract/bulks.ts';
import type { Selectable } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { WorkContext } from '../operations/work-context.ts';
import type { Worker } from '../operations/worker.ts';
import type { BulkItemsTable, BulksTable } from '../platform/database/admin-tables.ts';

/** What work on many instances works with. Each instance's change is an ordinary operation, done by the worker. */
export interface BulkContext extends WorkContext {
  audit: AuditLog;
  worker: Worker;
}

export type BulkRow = Selectable<BulksTable>;
export type BulkItemRow = Selectable<BulkItemsTable>;
export type BulkCounts = Bulk['counts'];

/** Nothing is sent for so long after these were started, and until then they can be taken back. */
export const holdMs = 10_000;

export function isHeldFirst(action: BulkAction): boolean {
  return action === 'disable' || action === 'remove';
}

/** A plan that nobody starts is forgotten after this time. */
export const planKeptMs = 60 * 60_000;
