import { createBoundedFetch, TooLargeError } from '#server/platform/http/bounded-fetch.ts';
import { VendorError } from '../vendor-error.ts';
import { garbled } from './errors.ts';

/** Reads MessagePack, the form in which Prismatic keeps the results of steps. Throws when it is none. */
export type MessagePackReader = (bytes: Uint8Array) => unknown;

/** More would be of no use on a page. */
const bounds = { timeoutMs: 15_000, maxBytes: 5 * 1024 * 1024 };

/** Deeper than anything a page unfolds. */
const deepest = 50;

/**
 * Fetches a step's result from its address, which is signed for a while and takes no token: none is sent. `address` has been
 * checked. Null when the file is not there (any more).
 */
export async function fetchStepResult(address: string, readMessagePack: MessagePackReader): Promise<unknown> {
  const boundedFetch = createBoundedFetch(bounds);
  let response: Response;
  try {
    response = await boundedFetch(address, { headers: { accept: 'application/msgpack, application/octet-stream' } });
  } catch (error) {
    // What fetching says may hold the address, and the address opens the file.
    if (error instanceof TooLargeError) throw garbled('read', 'The result of the step is too large');
    throw new VendorError('prismatic', 'vendor_unavailable', { wasDone: 'no' });
  }
  if (response.status === 404 || response.status === 403) return null;
  if (!response.ok) throw new VendorError('prismatic', 'vendor_unavailable', { wasDone: 'no' });
  const bytes = new Uint8Array(await response.arrayBuffer());
  try {
    return jsonLike(readMessagePack(bytes), deepest);
  } catch {
    throw garbled('read', 'The result of the step cannot be read');
  }
}

/** MessagePack holds more than JSON: bytes, moments, and maps whose keys are no text. */
function jsonLike(value: unknown, depth: number): unknown {
  if (depth === 0) return '…';
  if (value === null || ['string', 'boolean', 'number'].includes(typeof value)) return value;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (Array.isArray(value)) return value.map((item) => jsonLike(item, depth - 1));
  if (typeof value !== 'object') return null;
  const entries: [unknown, unknown][] = value instanceof Map ? [...value.entries()] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [String(key), jsonLike(item, depth - 1)]));
}
