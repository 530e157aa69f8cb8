/** Longer than any path that people type. */
export const longestPath = 2_000;

/**
 * A path of the vendor's file system, `<owner>/<space>/…`, in its parts; null when it is no such path or one that climbs.
 * Slashes at its ends count for nothing, as at the vendor.
 */
export function partsOfPath(path: string): string[] | null {
  if (path.length > longestPath || /[\p{Cc}\p{Cs}\\]/u.test(path)) return null;
  const parts = path.replaceAll(/^\/+|\/+$/g, '').split('/');
  return parts.some((part) => part.trim() === '' || part === '.' || part === '..') ? null : parts;
}

/**
 * Whether a path or a space lies under one of the prefixes. Whole parts are compared: `maya/claims` is not under
 * `maya/cla`. A prefix that is no path itself, such as an empty one, holds nothing.
 */
export function liesUnder(path: string, prefixes: readonly string[]): boolean {
  const parts = partsOfPath(path);
  if (parts === null) return false;
  return prefixes.some((prefix) => partsOfPath(prefix)?.every((part, place) => parts[place] === part) ?? false);
}
