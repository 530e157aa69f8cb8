import type { SlotValues } from '../../vendors/adapter.ts';
import { VendorError } from '../../vendors/vendor-error.ts';

/**
 * The error without the vendor's words, when they quote one of the values that were sent: a problem is journalled and
 * shown, and a supplied value may stand in neither.
 */
export function withoutValues(error: VendorError, values: SlotValues | undefined): VendorError {
  const { vendor, code, wasDone, vendorMessage, retryAfterMs, isVendorWide } = error;
  if (vendorMessage === null || !values || !quotes(vendorMessage, values)) return error;
  const silent = new VendorError(vendor, code, { wasDone, retryAfterMs, isVendorWide });
  silent.retryAt = error.retryAt;
  return silent;
}

function quotes(message: string, { configValues, authValues }: SlotValues): boolean {
  const sent = [
    ...configValues.flatMap(({ value }) => [value, bare(value)]),
    ...authValues.map(({ authenticationId }) => authenticationId),
  ];
  return sent.some((text) => text !== '' && message.includes(text));
}

/** Without the quotation marks that JSON text has and a sentence may leave out. */
function bare(text: string): string {
  return text.replaceAll(/^"|"$/g, '');
}
