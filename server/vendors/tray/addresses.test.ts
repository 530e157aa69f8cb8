import { expect, test } from 'vitest';
import { authDialogAddress, createDebugAddress, demandPartner, parseAppUrl, wizardAddress } from './addresses.ts';
import { instanceId, owner } from './fixtures/answers.ts';

const appUrl = parseAppUrl('https://wizard.example');

test('builds the wizard address from the configured origin and encoded parts', () => {
  expect(wizardAddress(appUrl, { partner: 'Jack & Field', vendorId: instanceId, code: 'a&b=c#d' })).toEqual({
    url: `https://wizard.example/external/solutions/Jack%20%26%20Field/configure/${instanceId}?code=a%26b%3Dc%23d`,
    origin: 'https://wizard.example',
  });
});

test('asks the wizard to have its screens checked only where they are', () => {
  const parts = { partner: 'p', vendorId: 'i', code: 'c' };
  const asks = (url: string) => new URL(url).searchParams.get('customValidation');
  expect(asks(wizardAddress(appUrl, { ...parts, asksToValidate: true }).url)).toBe('true');
  expect(asks(wizardAddress(appUrl, { ...parts, asksToValidate: false }).url)).toBeNull();
});

test('keeps scheme, port and path of the configured address', () => {
  const local = parseAppUrl('http://localhost:4101/embedded/');
  expect(wizardAddress(local, { partner: 'p', vendorId: 'i', code: 'c' })).toEqual({
    url: 'http://localhost:4101/embedded/external/solutions/p/configure/i?code=c',
    origin: 'http://localhost:4101',
  });
});

test.each([
  ['..'],
  ['a..b'],
  ['.hidden'],
  ['a/b'],
  ['a\\b'],
  ['a\r\nLocation: x'],
  ['a%2f'],
  ['a?b'],
  ['a#b'],
  ['a b'],
  ['//evil.example'],
  ['javascript:alert(1)'],
  [''],
  ['x'.repeat(129)],
])('refuses an instance with the id %j', (vendorId) => {
  expect(() => wizardAddress(appUrl, { partner: 'p', vendorId, code: 'c' })).toThrow(
    expect.objectContaining({ code: 'vendor_garbled' }),
  );
});

test.each([['javascript:alert(1)'], ['ftp://wizard.example'], ['data:text/html,x'], ['wizard.example']])(
  'refuses %j as the wizard address',
  (address) => {
    expect(() => parseAppUrl(address)).toThrow(/TRAY_APP_URL|Invalid URL/);
  },
);

test('refuses a partner that would climb in the path', () => {
  expect(() => demandPartner('..')).toThrow('TRAY_PARTNER');
  expect(() => demandPartner('')).toThrow('TRAY_PARTNER');
  expect(demandPartner('jackfield')).toBe('jackfield');
});

test('fills the debug template, and has no address without one or for an odd id', () => {
  const address = createDebugAddress('https://app.example/users/{owner}/instances?id={vendorId}', appUrl);
  const instance = { vendorId: instanceId, ...owner };

  expect(address(instance)).toBe(`https://app.example/users/${owner.vendorAccountId}/instances?id=${instanceId}`);
  expect(address({ ...instance, vendorId: '../x' })).toBeNull();
  expect(createDebugAddress(null, appUrl)(instance)).toBeNull();
});

test.each([
  ['http://app.example/{vendorId}'],
  ['javascript:alert("{vendorId}")'],
  ['https://{owner}.example/'],
  ['https://{owner}@app.example/'],
])('refuses the debug template %j', (template) => {
  expect(() => createDebugAddress(template, appUrl)).toThrow('TRAY_DEBUG_URL_TEMPLATE');
});

test('takes a debug template on the configured origin, whatever its scheme', () => {
  const local = parseAppUrl('http://localhost:4101');
  const address = createDebugAddress('http://localhost:4101/debug/{vendorId}', local);
  expect(address({ vendorId: 'i', ...owner })).toBe('http://localhost:4101/debug/i');
});

test('builds the three addresses of the auth-only dialog', () => {
  const local = parseAppUrl('http://localhost:4101/embedded/');
  const addressOf = (purpose: Parameters<typeof authDialogAddress>[1]['purpose']) =>
    authDialogAddress(local, { partner: 'Jack & Field', purpose, code: 'a&b' });
  expect(addressOf({ use: 'slot', vendorId: instanceId, externalId: 'external_slack' })).toEqual({
    url: `http://localhost:4101/embedded/external/auth/create/Jack%20%26%20Field/${instanceId}/external_slack?code=a%26b`,
    origin: 'http://localhost:4101',
  });
  expect(addressOf({ use: 'edit', authenticationId: 'auth-1' }).url).toBe(
    'http://localhost:4101/embedded/external/auth/edit/Jack%20%26%20Field/auth-1?code=a%26b',
  );
  const free = new URL(
    addressOf({ use: 'another', serviceId: 's&x=1', serviceEnvironmentId: '../e', scopes: ['a b', 'c'] }).url,
  );
  expect(free.pathname).toBe('/embedded/external/auth/create/Jack%20%26%20Field');
  expect([...free.searchParams]).toEqual([
    ['code', 'a&b'],
    ['serviceId', 's&x=1'],
    ['serviceEnvironmentId', '../e'],
    ['scopes[]', 'a b'],
    ['scopes[]', 'c'],
  ]);
});

test.each(['..', 'a/b', '%2e%2e', '', '//evil.example'])('no dialog for an id such as %j', (id) => {
  const addressOf = (purpose: Parameters<typeof authDialogAddress>[1]['purpose']) => () =>
    authDialogAddress(appUrl, { partner: 'p', purpose, code: 'c' });
  const refused = expect.objectContaining({ code: 'vendor_garbled' });
  expect(addressOf({ use: 'slot', vendorId: id, externalId: 'a' })).toThrow(refused);
  expect(addressOf({ use: 'slot', vendorId: 'a', externalId: id })).toThrow(refused);
  expect(addressOf({ use: 'edit', authenticationId: id })).toThrow(refused);
});
