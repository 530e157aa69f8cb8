import { checkConfigText, isBlankValue, readConfigValue, writeConfigValue } from '#contract/config-value.ts';
import type { ConfigValue, TextProblem } from '#contract/config-value.ts';
import type { ActivationChoices } from './activation-choices-query.ts';

/** What is entered in the dialog, by the slots' external ids; an empty text is nothing. */
export type Entered = Readonly<Record<string, string>>;

/** What a new instance begins with, because another one had it. */
export interface PrefilledSlots {
  name: string;
  /** By the slots' external ids, each value as the vendor held it. */
  configValues: readonly { externalId: string; value: string }[];
  connections: readonly { externalId: string; authenticationId: string; name: string }[];
  /** What the person should know about where this comes from. */
  notes: readonly string[];
}

/** What is given with an activation, and whether that leaves anything for the wizard to ask. */
export interface GivenValues {
  authValues: { externalId: string; authenticationId: string }[];
  configValues: { externalId: string; value: string }[];
  /** Every connection and every value without a default is given. */
  isEverything: boolean;
  /** Something that was entered cannot be used. */
  isWrong: boolean;
}

export const nothingGiven: GivenValues = { authValues: [], configValues: [], isEverything: false, isWrong: false };

/** What a text lacks to be the value of a new instance's slot; null when it can be, or is empty. */
export function problemOfEntry({ form }: ConfigValue, text: string): TextProblem | null {
  return text === '' ? null : checkConfigText(form, text);
}

type ConfigSlot = ActivationChoices['configSlots'][number];

/** A slot as it is edited: in the form of the value that it had before, or else of its default. */
export function valueOfSlot({ externalId, defaultValue }: ConfigSlot, prefilled: PrefilledSlots | undefined) {
  const held = prefilled?.configValues.find((one) => one.externalId === externalId);
  return readConfigValue(held?.value ?? null, defaultValue);
}

/** What stands in the dialog before anything is typed: of what was there before all that can be used still. */
export function beginningOf(choices: ActivationChoices, prefilled: PrefilledSlots | undefined): Entered {
  if (!prefilled) return {};
  const isThere = (id: string) => choices.authentications?.some((one) => one.id === id) ?? false;
  const connections = prefilled.connections.filter(({ authenticationId: id }) => isThere(id));
  return Object.fromEntries([
    ...choices.configSlots.map((slot) => [slot.externalId, valueOfSlot(slot, prefilled).text] as const),
    ...connections.map(({ externalId, authenticationId }) => [externalId, authenticationId] as const),
  ]);
}

/** Turns what is entered into what is sent: of a slot never set, text stays bare and anything else is JSON. */
export function toGiven(
  { authSlots, configSlots }: ActivationChoices,
  entered: Entered,
  prefilled?: PrefilledSlots,
): GivenValues {
  const textOf = (externalId: string) => entered[externalId] ?? '';
  const authValues = authSlots.flatMap(({ externalId }) =>
    textOf(externalId) === '' ? [] : [{ externalId, authenticationId: textOf(externalId) }],
  );
  const filled = configSlots.filter(({ externalId }) => textOf(externalId) !== '');
  const configValues = filled.map((slot) => ({
    externalId: slot.externalId,
    value: writeConfigValue(valueOfSlot(slot, prefilled), textOf(slot.externalId)),
  }));
  const isWrong = filled.some((slot) => problemOfEntry(valueOfSlot(slot, prefilled), textOf(slot.externalId)) !== null);
  // A value that counts as empty leaves its slot without one.
  const lacks = configSlots.some(
    ({ externalId, defaultValue }) =>
      isBlankValue(defaultValue) &&
      isBlankValue(configValues.find((value) => value.externalId === externalId)?.value ?? null),
  );
  const isGiven = authValues.length + configValues.length > 0;
  const isEverything = isGiven && !isWrong && !lacks && authValues.length === authSlots.length;
  return { authValues, configValues, isEverything, isWrong };
}
