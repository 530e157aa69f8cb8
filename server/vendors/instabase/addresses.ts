import { VendorError } from '../vendor-error.ts';

/** Where everything about deployed solutions lies, below the site's address. */
export const solutionsPath = ['api', 'v2', 'solutions', 'deployed'] as const;
export const jobStatusPath = ['api', 'v1', 'jobs', 'status'] as const;

/** Parameters in order. One that may be repeated is given once for each value (`state=A&state=B`), not joined with commas. */
export type Query = readonly (readonly [name: string, value: string])[];

const longestId = 200;
/** These stand where an id may stand, and mean something else. */
const takenWords = new Set(['run', 'jobs', '.', '..', '']);

/** The site's address, checked once. Throws when it is not http(s) or carries more than a path. */
export function parseSite(address: string): URL {
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error('INSTABASE_URL must be an http(s) address');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new Error('INSTABASE_URL must be an address without credentials, question mark or fragment');
  }
  return url;
}

/** The address of one call. */
export function callAddress(site: URL, segments: readonly string[], query: Query): string {
  const url = new URL(site.origin);
  url.pathname = [site.pathname.replace(/\/+$/, ''), ...segments.map((part) => encodeURIComponent(part))].join('/');
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url.href;
}

/**
 * The id as one segment of an address. Throws `gone` for what can be no id, so that nothing is sent to another address
 * than that of a solution.
 */
export function asSegment(id: string): string {
  if (takenWords.has(id) || id.length > longestId || /[\p{Cc}\p{Cs}]/u.test(id)) {
    throw new VendorError('instabase', 'gone', { wasDone: 'no' });
  }
  return id;
}

/**
 * Makes addresses of Instabase's own pages from the operator's template with `{name}` for each of `names`; null without a
 * template. Throws when it is no https address (nor on the configured origin), or when a value would choose the host.
 */
export function createPageAddress<Name extends string>(
  setting: string,
  template: string | null,
  site: URL,
  names: readonly Name[],
): (values: Record<Name, string>) => string | null {
  if (template === null) return () => null;
  const fill = (valueOf: (name: Name) => string): URL =>
    new URL(
      names.reduce((text, name) => text.replaceAll(`{${name}}`, () => encodeURIComponent(valueOf(name))), template),
    );
  const { origin, protocol, username, password } = fill(() => 'a');
  const isAllowed = protocol === 'https:' || origin === site.origin;
  if (!isAllowed || origin !== fill(() => 'b').origin || username !== '' || password !== '') {
    throw new Error(`${setting} must be an https address with placeholders behind the host`);
  }
  return (values) => (names.every((name) => isPlain(values[name])) ? fill((name) => values[name]).href : null);
}

function isPlain(value: string): boolean {
  return value !== '' && value !== '.' && value !== '..' && !/[\p{Cc}\p{Cs}]/u.test(value);
}
