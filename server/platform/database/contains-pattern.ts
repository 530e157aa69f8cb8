import { type RawBuilder, sql } from 'kysely';

/**
 * A `like` pattern for "contains this text", with the pattern's own signs taken literally. The database makes it lower
 * case, as it does the columns: its rules differ from JavaScript's, for instance at a final sigma.
 */
export function containsPattern(search: string): RawBuilder<string> {
  const literal = search.trim().replaceAll(/[\\%_]/g, String.raw`\$&`);
  return sql<string>`lower(${`%${literal}%`})`;
}
