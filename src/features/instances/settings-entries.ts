import { isSameValue, readConfigValue, writeConfigValue } from '#contract/config-value.ts';
import type { ConfigValue } from '#contract/config-value.ts';
import type { TrayDetail } from './instance-detail-query.ts';

type Slot = TrayDetail['configSlots'][number];

/** A setting that is being edited. */
export interface SettingsEntry {
  externalId: string;
  title: string;
  defaultValue: string | null;
  /** As it was read when editing began; what is written keeps its form. */
  value: ConfigValue;
  /** What the vendor was last known to hold: where it holds another value by now, nothing is overwritten. */
  previous: string | null;
}

/** The settings that can be edited: those that the solution still has. */
export function toEntries(slots: readonly Slot[]): SettingsEntry[] {
  return slots.flatMap(({ externalId, title, value, defaultValue }) =>
    title === null
      ? []
      : [{ externalId, title, defaultValue, value: readConfigValue(value, defaultValue), previous: value }],
  );
}

export function isEdited(entry: SettingsEntry, text: string): boolean {
  return text !== entry.value.text;
}

/** What the vendor holds by now, where it is neither what was known nor what is to be saved. Null: there is no conflict. */
export function conflictOf(
  entry: SettingsEntry,
  text: string,
  slots: readonly Slot[],
): { theirs: string | null } | null {
  const slot = slots.find(({ externalId }) => externalId === entry.externalId);
  if (!slot || !isEdited(entry, text) || isSameValue(slot.value, entry.previous)) return null;
  return isSameValue(slot.value, writeConfigValue(entry.value, text)) ? null : { theirs: slot.value };
}

/** The entry as it is when the value at the vendor is taken over. */
export function withTheirs(entry: SettingsEntry, theirs: string | null): SettingsEntry {
  return { ...entry, value: readConfigValue(theirs, entry.defaultValue), previous: theirs };
}

/** Settings whose value the vendor holds anew, and which nobody has edited here: they are taken over silently. */
export function takenOver(
  entries: readonly SettingsEntry[],
  texts: readonly string[],
  slots: readonly Slot[],
): (SettingsEntry | null)[] {
  return entries.map((entry, index) => {
    const slot = slots.find(({ externalId }) => externalId === entry.externalId);
    if (!slot || isEdited(entry, texts[index] ?? '') || slot.value === entry.previous) return null;
    return withTheirs(entry, slot.value);
  });
}
