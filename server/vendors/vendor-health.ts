import type { Vendor } from '#contract/vendors.ts';
import type { Selectable } from 'kysely';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';

/** How a vendor does, as those who look after all of them want to know it. */
export interface VendorHealth {
  /** `unread`: it was never asked. */
  state: 'up' | 'slow' | 'limited' | 'down' | 'unread';
  /** Since when it is down. */
  since: Date | null;
  /** When it is asked again, while it is limited or down. */
  retryAt: Date | null;
  answerMs: number | null;
}

type StateRow = Pick<
  Selectable<Tables['vendor_states']>,
  'failed_since' | 'open_until' | 'background_paused_until' | 'answer_ms'
>;

/** Answers that take longer on average make pages wait. */
const slowMs = 2_000;

/** What is known of each vendor that has ever been asked. */
export async function readVendorHealth(database: JackfieldDatabase, now: Date): Promise<Map<Vendor, VendorHealth>> {
  const rows = await database
    .selectFrom('vendor_states')
    .select(['vendor', 'failed_since', 'open_until', 'background_paused_until', 'answer_ms'])
    .execute();
  return new Map(rows.map((row) => [row.vendor, toHealth(row, now)]));
}

function toHealth(row: StateRow, now: Date): VendorHealth {
  const { failed_since: since, open_until: openUntil, background_paused_until: pausedUntil, answer_ms: answerMs } = row;
  if (openUntil !== null) return { state: 'down', since, retryAt: openUntil, answerMs };
  if (pausedUntil !== null && pausedUntil > now)
    return { state: 'limited', since: null, retryAt: pausedUntil, answerMs };
  const state = answerMs === null ? 'unread' : answerMs > slowMs ? 'slow' : 'up';
  return { state, since: null, retryAt: null, answerMs };
}
