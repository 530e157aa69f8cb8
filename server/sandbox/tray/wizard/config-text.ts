import type { ConfigSlot } from '../database/tables.ts';

/** What a text box shows for a config slot, and whether its text is JSON rather than plain text. */
export interface ConfigText {
  text: string;
  structured: boolean;
}

/** Turns a stored value (JSON text, a bare word, or nothing) or else the slot's default into the text of a box. */
export function configText(slot: ConfigSlot, stored: string | null | undefined): ConfigText {
  const raw = stored ?? slot.defaultValue;
  const value = parseJson(raw);
  if (value === undefined) return { text: raw, structured: false };
  if (value === null) return { text: '', structured: false };
  return typeof value === 'string' ? { text: value, structured: false } : { text: raw, structured: true };
}

/**
 * Turns the text of a box into what is stored. An unchanged box keeps what was there; otherwise the wizard wraps the text as
 * JSON text, save where the slot held JSON of another kind and the text is JSON too.
 */
export function storedConfig(slot: ConfigSlot, stored: string | null | undefined, text: string): string | null {
  const shown = configText(slot, stored);
  if (text === shown.text) return stored ?? (slot.defaultValue === 'null' ? null : slot.defaultValue);
  return shown.structured && parseJson(text) !== undefined ? text : JSON.stringify(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
