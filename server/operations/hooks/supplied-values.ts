import { readConfigValue } from '#contract/config-value.ts';
import type { SuppliedValues } from '#contract/hooks.ts';
import type { InstanceDetail, SlotValues } from '../../vendors/adapter.ts';

type Slot = InstanceDetail['configSlots'][number];

/**
 * What the company supplies as the vendor is to keep it. A config value keeps the form in which its slot was read: JSON
 * text stays JSON text, a bare word stays bare. A slot that was never set gets bare text for text and JSON text for
 * anything else.
 */
export function toSlotValues(supplied: Required<SuppliedValues>, slots: Slot[]): SlotValues {
  const slotOf = new Map(slots.map((slot) => [slot.externalId, slot]));
  return {
    configValues: Object.entries(supplied.configValues)
      .filter(([, value]) => value !== undefined)
      .map(([externalId, value]) => ({ externalId, value: asText(value, slotOf.get(externalId)) })),
    authValues: Object.entries(supplied.authValues).map(([externalId, authenticationId]) => ({
      externalId,
      authenticationId,
    })),
  };
}

function asText(value: unknown, slot: Slot | undefined): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (!slot || slot.value === null) return value;
  const { form, isQuoted } = readConfigValue(slot.value, slot.defaultValue);
  return form === 'text' && !isQuoted ? value : JSON.stringify(value);
}
