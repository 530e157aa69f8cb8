import type { Changed, ValueRefusal } from '#contract/problems.ts';
import type { StoredProblem } from '../platform/database/operation-tables.ts';
import { ValuesRefusedError } from '../vendors/deployables.ts';
import { isTemporary, type VendorError } from '../vendors/vendor-error.ts';
import type { OperationRow } from './journal.ts';

/** Tray's documentation asks for retries that back off for up to 30 s; the same serves every vendor. */
export const retryWindowMs = 30_000;

const firstDelayMs = 1_000;
const longestDelayMs = 8_000;
/** A vendor that asks for no pause at all is not to be hammered. */
const shortestVendorDelayMs = 500;
const longestVendorDelayMs = 10 * 60_000;

/** How long to wait before the next try: what the vendor asked for, else twice as long each time, with jitter. */
export function retryDelayMs(attempts: number, error: VendorError | null): number {
  if (error?.retryAfterMs != null) {
    return Math.min(Math.max(error.retryAfterMs, shortestVendorDelayMs), longestVendorDelayMs);
  }
  const delay = Math.min(firstDelayMs * 2 ** attempts, longestDelayMs);
  // Full delay at most, three quarters at least: enough to keep crowds apart without losing the order of magnitude.
  return Math.round(delay * (0.75 + Math.random() / 4));
}

/** Whether the present step has tried for longer than the window. */
export function hasTriedEnough(operation: OperationRow, now: Date): boolean {
  const since = operation.data.tryingSince;
  return since !== undefined && now.getTime() - Date.parse(since) >= retryWindowMs;
}

/** True when nothing was done and time alone may help. */
export function isWorthWaiting(error: VendorError): boolean {
  return error.wasDone === 'no' && isTemporary(error);
}

/** A failure as the journal keeps it. */
export function problemOf(error: VendorError, changed: Changed): StoredProblem {
  return {
    code: error.code,
    changed,
    ...(error.vendorMessage === null ? {} : { vendorMessage: presentable(error.vendorMessage) }),
    ...(error.retryAt === null ? {} : { retryAt: error.retryAt.toISOString() }),
    ...(error instanceof ValuesRefusedError ? { refusals: refusalsOf(error) } : {}),
  };
}

/** As many as a form can show; more would only make rows of the journal long. */
const mostRefusals = 20;

function refusalsOf({ problems }: ValuesRefusedError): ValueRefusal[] {
  return problems.slice(0, mostRefusals).map(({ about, messages }) => ({
    about,
    messages: messages.slice(0, mostRefusals).map(presentable),
  }));
}

const vendorMessageLimit = 300;

/**
 * A vendor's words made fit for a screen: one line, no control characters, and nothing that looks like a bearer secret
 * (a long run of hex or base64 without a space).
 */
function presentable(message: string): string {
  return message
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[A-Za-z0-9+/_=-]{40,}/g, '…')
    .trim()
    .slice(0, vendorMessageLimit);
}
