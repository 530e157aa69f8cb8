import { expect, test } from 'vitest';
import { createPageAddress, demandConsentAddress, parseApiUrl } from './addresses.ts';

const api = parseApiUrl('http://localhost:4104');

test.each([
  ['https://core.example', 'https://core.example/api/v1'],
  ['https://core.example/', 'https://core.example/api/v1'],
  ['http://gateway.example:8443/patchworks//', 'http://gateway.example:8443/patchworks/api/v1'],
])('the API of %s is at %s', (given, url) => {
  expect(parseApiUrl(given).href).toBe(url);
});

test.each(['ftp://core.example', 'https://key@core.example', 'https://core.example?x=1', 'core.example', ''])(
  'no API is at %j',
  (given) => {
    expect(() => parseApiUrl(given)).toThrow(/PATCHWORKS_URL|Invalid URL/);
  },
);

test.each([
  'http://localhost:4104/third-party/oauth?state=s',
  'https://login.example/authorize?state=s',
  'https://xn--bcher-kva.example/',
  'https://8.8.8.8/authorize',
  'https://[2606:4700::1111]/authorize',
])('a person may be led to %s for a consent', (address) => {
  expect(demandConsentAddress(address, api)).toBe(address);
});

test.each([
  'http://login.example/authorize',
  'http://localhost:4105/third-party',
  'https://localhost/authorize',
  'https://a.localhost/authorize',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://10.1.2.3/',
  'https://172.20.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00::1]/',
  'https://intranet/authorize',
  'https://db.internal/',
  'https://printer.local./',
  'https://user:word@login.example/',
  'http://user@localhost:4104/',
  // oxlint-disable-next-line no-script-url -- it is what must not be opened
  'javascript:alert(1)',
  'data:text/html,x',
  '//login.example/authorize',
  '',
])('nobody is led to %j for a consent', (address) => {
  expect(() => demandConsentAddress(address, api)).toThrow('vendor_garbled');
});

const flows = (template: string | null) =>
  createPageAddress(template, { setting: 'PATCHWORKS_FLOW_URL_TEMPLATE', placeholders: ['flowId', 'owner'], api });

test('the vendor’s own page about a flow is made from the operator’s template', () => {
  const address = flows('https://app.example/{owner}/flows/{flowId}?from={flowId}');
  expect(address({ flowId: '7', owner: 'northwind' })).toBe('https://app.example/northwind/flows/7?from=7');
  expect(address({ flowId: '../7', owner: 'northwind' })).toBeNull();
  expect(address({ flowId: '{owner}', owner: 'northwind' })).toBeNull();
  expect(flows(null)({ flowId: '7', owner: 'northwind' })).toBeNull();
});

test.each(['http://app.example/{flowId}', 'https://{owner}.example/{flowId}', 'https://a:b@app.example/{flowId}', 'x'])(
  'a template such as %s stops the start',
  (template) => {
    expect(() => flows(template)).toThrow(/PATCHWORKS_FLOW_URL_TEMPLATE|Invalid URL/);
  },
);
