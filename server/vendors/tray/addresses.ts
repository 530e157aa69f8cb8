import { garbled } from './errors.ts';

/**
 * What may stand as one segment of an address: Tray's ids are UUIDs. A dot may not begin it, and two may not follow each
 * other, so it can never climb.
 */
const safeIdPattern = /^(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}$/;

/** The wizard's origin and path prefix, checked once. Throws when the address is not http(s). */
export function parseAppUrl(appUrl: string): URL {
  const url = new URL(appUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('TRAY_APP_URL must be an http(s) address');
  return url;
}

/** The Config Wizard's address for one instance. The code in it acts as the owner for five minutes. */
export function wizardAddress(
  appUrl: URL,
  parts: { partner: string; vendorId: string; code: string },
): { url: string; origin: string } {
  if (!isSafeId(parts.vendorId)) throw garbled('read', 'The id of the instance cannot stand in an address');
  const prefix = appUrl.pathname.replace(/\/+$/, '');
  const url = new URL(appUrl.origin);
  url.pathname = [
    prefix,
    'external/solutions',
    encodeURIComponent(parts.partner),
    'configure',
    encodeURIComponent(parts.vendorId),
  ].join('/');
  url.searchParams.set('code', parts.code);
  return { url: url.href, origin: url.origin };
}

/**
 * Makes the addresses of Tray's own pages about instances from the operator's template with `{vendorId}` and `{owner}`.
 * Throws when the template is no https address (nor on the configured origin), or when an id would choose the host.
 */
export function createDebugAddress(
  template: string | null,
  appUrl: URL,
): (instance: { vendorId: string; vendorAccountId: string }) => string | null {
  if (template === null) return () => null;
  const fill = (vendorId: string, owner: string): URL =>
    new URL(
      template.replaceAll(/\{(vendorId|owner)\}/g, (_, name) =>
        encodeURIComponent(name === 'owner' ? owner : vendorId),
      ),
    );
  const { origin, protocol, username, password } = fill('a', 'b');
  const isAllowed = protocol === 'https:' || origin === appUrl.origin;
  if (!isAllowed || origin !== fill('c', 'd').origin || username !== '' || password !== '') {
    throw new Error('TRAY_DEBUG_URL_TEMPLATE must be an https address with placeholders behind the host');
  }
  return ({ vendorId, vendorAccountId }) =>
    isSafeId(vendorId) && isSafeId(vendorAccountId) ? fill(vendorId, vendorAccountId).href : null;
}

/** Throws unless the partner's name can stand as one segment of an address. */
export function demandPartner(partner: string): string {
  if (!safeIdPattern.test(encodeURIComponent(partner).replaceAll('%', '-'))) {
    throw new Error('TRAY_PARTNER cannot stand in an address');
  }
  return partner;
}

function isSafeId(id: string): boolean {
  return safeIdPattern.test(id);
}
