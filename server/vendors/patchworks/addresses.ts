import { BlockList, isIP } from 'node:net';
import { garbled } from './errors.ts';

/** The address of the API's version that we speak, checked once. Throws when it is no plain http(s) address. */
export function parseApiUrl(apiUrl: string): URL {
  const url = new URL(apiUrl);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || !isPlain) {
    throw new Error('PATCHWORKS_URL must be an http(s) address without credentials and query');
  }
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v1`;
  return url;
}

/**
 * The third party's consent page, to which a person's browser will be led. The address comes from data, so it must be on
 * the configured API's own origin, or https on a public host. Throws `VendorError` for any other.
 */
export function demandConsentAddress(address: string, api: URL): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isAllowed =
    url !== null &&
    url.username === '' &&
    url.password === '' &&
    ((isHttp(url) && url.origin === api.origin) || (url.protocol === 'https:' && isPublicHost(url.hostname)));
  // Nothing is saved before the consent.
  if (!isAllowed) throw garbled('read', 'The address of the consent page may not be opened');
  return url.href;
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:';
}

/** RFC 6890 and its successors: addresses that are not reached over the public internet. */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv6');
}

/** By its name: whom a public name leads to is the browser's affair. */
function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const family = isIP(host);
  if (family !== 0) return !notPublic.check(host, family === 4 ? 'ipv4' : 'ipv6');
  return host.includes('.') && !/(^|\.)(localhost|local|internal|home\.arpa|test|invalid|onion)$/i.test(host);
}

/** An id that may stand in an address of somebody else's page. */
const safeIdPattern = /^(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}$/;

/**
 * Makes addresses of Patchworks' own pages from the operator's template with placeholders. Throws when the template is no
 * https address (nor on the API's origin), or when a placeholder would choose the host. `setting` names it in that error.
 */
export function createPageAddress<Placeholder extends string>(
  template: string | null,
  { setting, placeholders, api }: { setting: string; placeholders: readonly Placeholder[]; api: URL },
): (ids: Record<Placeholder, string>) => string | null {
  if (template === null) return () => null;
  const fill = (idOf: (name: Placeholder) => string): URL =>
    new URL(
      placeholders.reduce((rest, name) => rest.replaceAll(`{${name}}`, encodeURIComponent(idOf(name))), template),
    );
  const { origin, protocol, username, password } = fill(() => 'a');
  const isAllowed = protocol === 'https:' || origin === api.origin;
  if (!isAllowed || origin !== fill(() => 'b').origin || username !== '' || password !== '') {
    throw new Error(`${setting} must be an https address with placeholders behind the host`);
  }
  return (ids) => (placeholders.every((name) => safeIdPattern.test(ids[name])) ? fill((name) => ids[name]).href : null);
}
