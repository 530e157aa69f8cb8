import { sql } from 'kysely';
import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** How much a vendor may be asked. Stay below what it documents: our clock and its clock count differently. */
export interface VendorLimits {
  /** Whom the vendor counts: everybody together, or each owner alone. What follows is for one of those. */
  per: 'vendor' | 'owner';
  perSecond: number;
  /** How many calls may go at once after a rest. */
  burst: number;
  /** So many of the burst are never used up by background work, so that a click finds some at once. */
  clickReserve: number;
}

/** What is asked of a budget. */
export interface WantedCalls {
  /** The key of the owner whose budget it is; null for the one that all share. */
  owner: string | null;
  clicks: number;
  background: number;
  now: Date;
}

/** What came of asking for calls. */
export interface Taken {
  clicks: number;
  background: number;
  /** How many calls are left. */
  level: number;
  /** Failures are on record, so that an answer is worth telling. */
  hasFailures: boolean;
  openUntil: Date | null;
  /** The vendor's pause or the owner's, whichever is longer. */
  backgroundPausedUntil: Date | null;
}

/** Takes calls out of a budget; null when its row, or the vendor's, is not there yet. */
export async function takeCalls(
  database: JackfieldDatabase,
  vendor: Vendor,
  limits: VendorLimits,
  { owner, clicks, background, now }: WantedCalls,
): Promise<Taken | null> {
  const { held, budget } = rowsOf(vendor, owner);
  // One statement, so that replicas cannot both see the same calls: the row stays locked from reading to writing. It does not wait
  // for the disk: should the database itself break down, at most the calls of its last moment are forgotten.
  const { rows } = await sql<Taken>`
    with quick as materialized (select set_config('synchronous_commit', 'off', true)),
    held as materialized (${held}),
    filled as materialized (
      select *, least(${limits.burst}::float8,
        tokens + ${limits.perSecond}::float8 * greatest(0, extract(epoch from ${now}::timestamptz - filled_at))) as level
      from held
    ),
    clicked as materialized (
      select *, case when open_until is not null then 0 else least(${clicks}::int, floor(level)::int) end as clicks
      from filled
    ),
    shared as materialized (
      select *, case when open_until is not null or background_paused_until > ${now}::timestamptz then 0
        else least(${background}::int, greatest(0, floor(level - clicks - ${limits.clickReserve}::int)::int)) end as background
      from clicked
    )
    update ${budget.table} as budget
    set tokens = shared.level - shared.clicks - shared.background,
      filled_at = greatest(budget.filled_at, ${now}::timestamptz)
    from shared where ${budget.isMeant}
    returning shared.clicks, shared.background, budget.tokens as level, shared.failed_since is not null as "hasFailures",
      shared.open_until as "openUntil", shared.background_paused_until as "backgroundPausedUntil"`.execute(database);
  return rows[0] ?? null;
}

/** The row that is locked and read, with what the vendor's says, and the row that is written. */
function rowsOf(vendor: Vendor, owner: string | null) {
  if (owner === null) {
    return {
      held: sql`
        select tokens, filled_at, open_until, failed_since, background_paused_until
        from quick cross join vendor_states where vendor = ${vendor} for update of vendor_states`,
      budget: { table: sql`vendor_states`, isMeant: sql`budget.vendor = ${vendor}` },
    };
  }
  // The vendor's row is read and not locked: owners must not wait for each other.
  return {
    held: sql`
      select own.tokens, own.filled_at, state.open_until, state.failed_since,
        greatest(own.background_paused_until, state.background_paused_until) as background_paused_until
      from quick cross join owner_budgets as own join vendor_states as state on state.vendor = own.vendor
      where own.vendor = ${vendor} and own.owner_key = ${owner} for update of own`,
    budget: {
      table: sql`owner_budgets`,
      isMeant: sql`budget.vendor = ${vendor} and budget.owner_key = ${owner}`,
    },
  };
}

/** An owner's budget begins with its whole burst. */
export async function openOwnerBudget(
  database: JackfieldDatabase,
  vendor: Vendor,
  limits: VendorLimits,
  { owner, now }: { owner: string; now: Date },
): Promise<void> {
  await database
    .insertInto('owner_budgets')
    .values({ vendor, owner_key: owner, tokens: limits.burst, filled_at: now })
    .onConflict((conflict) => conflict.columns(['vendor', 'owner_key']).doNothing())
    .execute();
}
