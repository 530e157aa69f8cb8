import type { AuthDialogPurpose } from '../adapter.ts';
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

/**
 * The Config Wizard's address for one instance. The code in it acts as the owner for five minutes. Without
 * `customValidation` the wizard asks nobody to check what is entered.
 */
export function wizardAddress(
  appUrl: URL,
  parts: { partner: string; vendorId: string; code: string; asksToValidate?: boolean },
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
  if (parts.asksToValidate) url.searchParams.set('customValidation', 'true');
  return { url: url.href, origin: url.origin };
}

/**
 * The address of Tray's dialog about one authentication: a new one for a slot of an instance, one that is signed in again,
 * or a new one of a service.
 */
export function authDialogAddress(
  appUrl: URL,
  parts: { partner: string; purpose: AuthDialogPurpose; code: string },
): { url: string; origin: string } {
  const { partner, purpose, code } = parts;
  const url = new URL(appUrl.origin);
  url.pathname = [
    appUrl.pathname.replace(/\/+$/, ''),
    'external/auth',
    purpose.use === 'edit' ? 'edit' : 'create',
    encodeURIComponent(partner),
    ...segmentsOf(purpose),
  ].join('/');
  url.searchParams.set('code', code);
  if (purpose.use === 'another') {
    url.searchParams.set('serviceId', purpose.serviceId);
    url.searchParams.set('serviceEnvironmentId', purpose.serviceEnvironmentId);
    for (const scope of purpose.scopes) url.searchParams.append('scopes[]', scope);
  }
  return { url: url.href, origin: url.origin };
}

function segmentsOf(purpose: AuthDialogPurpose): string[] {
  if (purpose.use === 'another') return [];
  const ids = purpose.use === 'edit' ? [purpose.authenticationId] : [purpose.vendorId, purpose.externalId];
  if (!ids.every(isSafeId)) throw garbled('read', 'The id of the connection cannot stand in an address');
  return ids.map((id) => encodeURIComponent(id));
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
