import { createHmac } from 'node:crypto';
import type { WireInstance } from './wire.ts';

/**
 * A digest that changes whenever a value or a version flag of the instance changes. It is keyed, because config values
 * may be guessable and the digest is stored. A slot with a null value and a slot without a row mean the same.
 */
export function fingerprintOf(instance: WireInstance, key: Buffer): string {
  const flags = instance.solutionVersionFlags;
  const canonical = JSON.stringify([
    instance.id,
    sortedPairs(instance.authValues.map(({ externalId, authId }) => [externalId, authId])),
    sortedPairs(instance.configValues.map(({ externalId, value }) => [externalId, value])),
    flags.hasNewerVersion,
    flags.requiresUserInputToUpdateVersion,
    flags.requiresSystemInputToUpdateVersion,
  ]);
  return createHmac('sha256', key).update(canonical).digest('hex');
}

/** A digest of the values alone, behind a mark of the key: another key is not another value. */
export function valuesFingerprintOf(instance: WireInstance, key: Buffer): string {
  const canonical = JSON.stringify([
    'values',
    instance.id,
    sortedPairs(instance.authValues.map(({ externalId, authId }) => [externalId, authId])),
    sortedPairs(instance.configValues.map(({ externalId, value }) => [externalId, value])),
  ]);
  return `${markOf(key)}.${createHmac('sha256', key).update(canonical).digest('hex')}`;
}

/** The same for every row that a key is used for, of which there may be a hundred thousand. */
const marks = new WeakMap<Buffer, string>();

function markOf(key: Buffer): string {
  const known = marks.get(key);
  if (known !== undefined) return known;
  const mark = createHmac('sha256', key).update('mark of the key').digest('hex').slice(0, 8);
  marks.set(key, mark);
  return mark;
}

function sortedPairs(pairs: [string, string | null][]): [string, string | null][] {
  return pairs
    .filter(([, value]) => value !== null)
    .toSorted(([left], [right]) => (left === right ? 0 : left < right ? -1 : 1));
}
