/** What JSON in a string says; undefined when it is no JSON. A value that came without the string around it is itself. */
export function parseJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
