import { createHmac } from 'node:crypto';
import { askedVariables } from './requirements.ts';
import type { WireInstance } from './wire.ts';

/**
 * A digest that changes whenever a value, the status of a connection, the version or the newest version changes. It is
 * keyed, because values may be guessable and the digest is stored.
 */
export function fingerprintOf(instance: WireInstance, key: Buffer): string {
  const { integration } = instance;
  return digest(key, [
    instance.id,
    valuesOf(instance),
    integration?.id ?? null,
    integration?.versionAt?.versionNumber ?? null,
  ]);
}

/** A digest of the values alone, behind a mark of the key: another key is not another value. */
export function valuesFingerprintOf(instance: WireInstance, key: Buffer): string {
  const mark = createHmac('sha256', key).update('mark of the key').digest('hex').slice(0, 8);
  return `${mark}.${digest(key, ['values', instance.id, valuesOf(instance)])}`;
}

function digest(key: Buffer, parts: unknown[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');
}

/** What only the operator is shown counts for nobody: the digest must be the same whoever reads. */
function valuesOf(instance: WireInstance): [string, string, string][] {
  return askedVariables(instance)
    .map(({ requiredConfigVariable: { key }, value, status }): [string, string, string] => [key, value ?? '', status])
    .filter(([, value, status]) => value !== '' || status !== '')
    .toSorted(([left], [right]) => (left === right ? 0 : left < right ? -1 : 1));
}
