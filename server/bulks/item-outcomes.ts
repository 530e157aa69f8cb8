import type { BulkOutcome } from '#contract/bulks.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../platform/database/schema.ts';

/** What is written of one item. */
export interface ItemChange {
  id: string;
  outcome: BulkOutcome;
  code?: ProblemCode | null;
  vendorMessage?: string | null;
  operationId?: string;
  /** When it came to its end; what was decided before anything began has none. */
  endedAt?: Date;
  /** It was read in vain once more. */
  isTriedInVain?: boolean;
}

/** Writes any number of items in one statement. */
export async function writeItems(database: Kysely<Tables>, changes: ItemChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update bulk_items as item
    set outcome = changed.outcome,
      problem_code = changed.code,
      vendor_message = changed.vendor_message,
      operation_id = coalesce(changed.operation_id, item.operation_id),
      ended_at = changed.ended_at,
      attempts = item.attempts + changed.attempts
    from unnest(
      ${changes.map(({ id }) => id)}::uuid[],
      ${changes.map(({ outcome }) => outcome)}::text[],
      ${changes.map(({ code }) => code ?? null)}::text[],
      ${changes.map(({ vendorMessage }) => vendorMessage ?? null)}::text[],
      ${changes.map(({ operationId }) => operationId ?? null)}::uuid[],
      ${changes.map(({ endedAt }) => endedAt ?? null)}::timestamptz[],
      ${changes.map(({ isTriedInVain }) => (isTriedInVain ? 1 : 0))}::integer[]
    ) as changed (id, outcome, code, vendor_message, operation_id, ended_at, attempts)
    where item.id = changed.id`.execute(database);
}
