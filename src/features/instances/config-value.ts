/** A config value as it is shown. `text`: one line as it is; `json`: a structure, laid out. */
export interface ShownValue {
  kind: 'text' | 'json';
  text: string;
}

/**
 * Reads a slot's value for display. Tray holds JSON text or a bare word; JSON text of a plain value is shown as that
 * value, a structure laid out, everything else as it stands. Null for a slot that has no value: none at all, an empty
 * text, or JSON null.
 */
export function shownValue(stored: string | null): ShownValue | null {
  if (stored === null || stored === '') return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(stored);
  } catch {
    return { kind: 'text', text: stored };
  }
  if (parsed === null || parsed === '') return null;
  if (typeof parsed === 'object') return { kind: 'json', text: JSON.stringify(parsed, null, 2) };
  if (typeof parsed === 'string') return { kind: 'text', text: parsed };
  // A number or a yes/no, as it was stored: a long number would lose its last digits on the way through a float.
  return { kind: 'text', text: stored.trim() };
}
