/** A `like` pattern for "contains this text", lower case, with the pattern's own signs taken literally. */
export function containsPattern(search: string): string {
  return `%${search
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
