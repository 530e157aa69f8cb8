import { type VendorError, VendorPausedError } from '../vendors/vendor-error.ts';

/** Refusals that name what was wrong with the request: whoever gives them has read it and gone no further. */
const certain = new Set<VendorError['code']>(['bad_input', 'credentials_refused', 'gone', 'in_use', 'unsupported']);

/**
 * Whether it is worth looking before a failed change is told as failed. A gateway before the vendor may refuse an answer, or
 * limit the rate, after the vendor itself has done the work; only what was never sent, or refused by name, is certain.
 */
export function mayHaveBeenDone(error: VendorError): boolean {
  if (error instanceof VendorPausedError) return false;
  return error.wasDone === 'unknown' || !certain.has(error.code);
}
