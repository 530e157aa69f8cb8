import { isIP } from 'node:net';

/** Where the API lives, checked once. Throws when the address is not http(s). */
export function parseBaseUrl(address: string): URL {
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error('PRISMATIC_URL must be an http(s) address');
  return url;
}

/** Names that lead into the operator's own network, whoever answers to them. */
const innerName = /(^|\.)(localhost|local|internal|intranet|lan|home|corp)\.?$/i;

/**
 * An address that came in Prismatic's data and that somebody is to open, or we ourselves; null when it may not be. It must
 * be https and public by its name, except on the configured origin itself.
 */
export function outsideAddress(text: string | null, baseUrl: URL): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return null;
  if (url.origin === baseUrl.origin) return url.href;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isPublic = isIP(host) === 0 && host.includes('.') && !innerName.test(host);
  return url.protocol === 'https:' && isPublic ? url.href : null;
}

/** What may stand as one segment of an address: Prismatic's ids are base64. */
const safeIdPattern = /^[A-Za-z0-9+/=_-]{1,200}$/;

/**
 * Makes the addresses of Prismatic's own pages about instances from the operator's template with `{vendorId}` and `{owner}`.
 * Throws when the template is no https address (nor on the configured origin), or when an id would choose the host.
 */
export function createDebugAddress(
  template: string | null,
  baseUrl: URL,
): (instance: { vendorId: string; vendorAccountId: string }) => string | null {
  if (template === null) return () => null;
  const fill = (vendorId: string, owner: string): URL =>
    new URL(
      template.replaceAll(/\{(vendorId|owner)\}/g, (_, name) =>
        encodeURIComponent(name === 'owner' ? owner : vendorId),
      ),
    );
  const { origin, protocol, username, password } = fill('a', 'b');
  const isAllowed = protocol === 'https:' || origin === baseUrl.origin;
  if (!isAllowed || origin !== fill('c', 'd').origin || username !== '' || password !== '') {
    throw new Error('PRISMATIC_DEBUG_URL_TEMPLATE must be an https address with placeholders behind the host');
  }
  return ({ vendorId, vendorAccountId }) =>
    safeIdPattern.test(vendorId) && safeIdPattern.test(vendorAccountId) ? fill(vendorId, vendorAccountId).href : null;
}
