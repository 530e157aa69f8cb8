import type { FieldProblem, ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';

/** The codes a vendor's answer can lead to. */
export type VendorErrorCode = Extract<
  ProblemCode,
  | 'refused'
  | 'missing_values'
  | 'vendor_forbidden'
  | 'vendor_unauthorized'
  | 'rate_limited'
  | 'vendor_unavailable'
  | 'vendor_garbled'
  | 'not_connected'
  | 'unsupported'
  | 'gone'
  | 'in_use'
  | 'credentials_refused'
  | 'bad_input'
>;

/**
 * A call to a vendor that did not succeed. `wasDone` tells what a write may have left behind: `no` when the vendor
 * refused it or never got it, `unknown` when the answer was lost or cannot be read, so that the caller must look before
 * it tries again.
 */
export class VendorError extends Error {
  override readonly name = 'VendorError';

  readonly vendor: Vendor;
  readonly code: VendorErrorCode;
  readonly wasDone: 'no' | 'unknown';
  /** The vendor's own words, for the log and, cleaned, for the person. */
  readonly vendorMessage: string | null;
  /** How long the vendor asked us to wait. */
  readonly retryAfterMs: number | null;
  /** The moment of that; filled in by the call guard, which has the clock. */
  retryAt: Date | null = null;
  /** It would have met any account: no connection was made, or the limit of the whole organisation is reached. */
  readonly isVendorWide: boolean;
  /** Of `bad_input`: which fields of what was sent the vendor refused. */
  readonly fields: Record<string, FieldProblem> | null;

  constructor(
    vendor: Vendor,
    code: VendorErrorCode,
    options: {
      wasDone: 'no' | 'unknown';
      vendorMessage?: string | null;
      retryAfterMs?: number | null;
      isVendorWide?: boolean;
      fields?: Record<string, FieldProblem> | null;
      cause?: unknown;
    },
  ) {
    super(`${vendor}: ${code}${options.vendorMessage ? ` (${options.vendorMessage})` : ''}`, { cause: options.cause });
    this.vendor = vendor;
    this.code = code;
    this.wasDone = options.wasDone;
    this.vendorMessage = options.vendorMessage ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.isVendorWide = options.isVendorWide ?? false;
    this.fields = options.fields ?? null;
  }
}

/** Nothing was sent: the vendor is left alone until `retryAt`, because it failed too often or asked for a pause. */
export class VendorPausedError extends VendorError {
  constructor(vendor: Vendor, code: 'vendor_unavailable' | 'rate_limited', now: Date, retryAfterMs: number) {
    super(vendor, code, { wasDone: 'no', retryAfterMs });
    this.retryAt = new Date(now.getTime() + retryAfterMs);
  }
}

/** True for failures that time alone may cure. */
export function isTemporary(error: VendorError): boolean {
  return error.code === 'rate_limited' || error.code === 'vendor_unavailable' || error.code === 'vendor_garbled';
}

/**
 * The pages of a list lead nowhere: back to where a walk has been, or on without saying where. What the pages before this one
 * held is true all the same; what comes behind them cannot be known.
 */
export class BrokenListError extends VendorError {
  constructor(vendor: Vendor, reason: string) {
    super(vendor, 'vendor_garbled', { wasDone: 'no', cause: new Error(reason) });
  }
}

/** The vendor answered one owner's question with somebody else's rows. Nobody may see them, and the audit log must say so. */
export class ForeignRowsError extends VendorError {
  constructor(vendor: Vendor) {
    super(vendor, 'vendor_garbled', { wasDone: 'no', vendorMessage: 'the answer held instances of another owner' });
  }
}
