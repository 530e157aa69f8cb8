/** A setting that stops the start. The message is one sentence for the person at the terminal. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
