import type { SlotValues } from '../adapter.ts';
import type { GivenValue } from '../deployables.ts';
import { VendorError } from '../vendor-error.ts';

/** A config variable as Prismatic takes it. The values of a connection travel as JSON in text. */
export interface WireGiven {
  key: string;
  value?: string | null;
  values?: string;
  scheduleType?: string;
  timeZone?: string;
}

/**
 * The values in Prismatic's form. An empty input of a connection is not sent, because it would erase what is stored, and a
 * connection of which nothing is left is not named at all; null is sent as the empty text that erases.
 */
export function toWireGiven(values: GivenValue[]): WireGiven[] {
  return values.flatMap((given): WireGiven[] => {
    if ('inputs' in given) {
      const inputs = given.inputs
        .filter(({ value }) => value !== '')
        .map(({ name, value }) => ({ name, type: 'value', value: value ?? '' }));
      return inputs.length === 0 ? [] : [{ key: given.key, values: JSON.stringify(inputs) }];
    }
    const { key, value, schedule } = given;
    if (!schedule) return [{ key, value }];
    const { kind, timeZone } = schedule;
    return [{ key, value, scheduleType: kind, ...(timeZone === null ? {} : { timeZone }) }];
  });
}

/** What is sent for connections, all of which may be secret. */
export function secretsIn(values: GivenValue[]): string[] {
  return values.flatMap((given) => ('inputs' in given ? given.inputs.flatMap(({ value }) => value ?? []) : []));
}

/** Values of slots as the other vendors have them. A connection is made for its instance and cannot be handed over. */
export function slotValuesGiven({ configValues, authValues }: SlotValues): GivenValue[] {
  if (authValues.length > 0) throw new VendorError('prismatic', 'unsupported', { wasDone: 'no' });
  return configValues.map(({ externalId, value }) => ({ key: externalId, value }));
}
