import { createHmac } from 'node:crypto';
import type { WireSolution } from './wire.ts';

/**
 * Instabase shows no values and no version flags, and another version is another solution, so this changes only if one
 * were ever to change its own. State and times are left out: switching off and on again is no change of values.
 */
export function fingerprintOf({ id, name, version }: WireSolution, key: Buffer): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['solution', id, name, version]))
    .digest('hex');
}
