import { checkConfigText, isBlankValue, readConfigValue, writeConfigValue } from '#contract/config-value.ts';
import type { TextProblem } from '#contract/config-value.ts';
import type { ActivationChoices } from './activation-choices-query.ts';

/** What is entered in the dialog, by the slots' external ids; an empty text is nothing. */
export type Entered = Readonly<Record<string, string>>;

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
export function problemOfEntry(defaultValue: string | null, text: string): TextProblem | null {
  return text === '' ? null : checkConfigText(readConfigValue(null, defaultValue).form, text);
}

/** Turns what is entered into what is sent: of a slot never set, text stays bare and anything else is JSON. */
export function toGiven({ authSlots, configSlots }: ActivationChoices, entered: Entered): GivenValues {
  const textOf = (externalId: string) => entered[externalId] ?? '';
  const authValues = authSlots.flatMap(({ externalId }) =>
    textOf(externalId) === '' ? [] : [{ externalId, authenticationId: textOf(externalId) }],
  );
  const filled = configSlots.filter(({ externalId }) => textOf(externalId) !== '');
  const configValues = filled.map(({ externalId, defaultValue }) => ({
    externalId,
    value: writeConfigValue(readConfigValue(null, defaultValue), textOf(externalId)),
  }));
  const isWrong = filled.some(
    ({ externalId, defaultValue }) => problemOfEntry(defaultValue, textOf(externalId)) !== null,
  );
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
