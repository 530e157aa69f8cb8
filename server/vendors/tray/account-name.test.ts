import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountNameOf } from './account-name.ts';

test.each([
  ['JSON text in a string', '{"account":"maya@northwind.example"}', 'maya@northwind.example'],
  ['an object', { Email_Address: ' maya@northwind.example ' }, 'maya@northwind.example'],
  ['keys with values', [{ key: 'account_name', value: 'ops' }], 'ops'],
  ['whom and where', { email: 'maya@northwind.example', workspace: 'nordic' }, 'maya@northwind.example · nordic'],
  ['where alone', { shop: 'northwind.shop.example' }, 'northwind.shop.example'],
  ['the same twice', { username: 'northwind', team: 'northwind' }, 'northwind'],
  ['an empty field before a filled one', { account: '  ', email: 'a@b.example' }, 'a@b.example'],
])('reads %s', (_what, fields, account) => {
  expect(accountNameOf(fields)).toBe(account);
});

test.each([
  null,
  undefined,
  '',
  'maya@northwind.example',
  '"maya@northwind.example"',
  '{',
  7,
  [],
  {},
  { access_token: 'secret', account: 5 },
  { account: { name: 'nested' } },
])('%j tells no account', (fields) => {
  expect(accountNameOf(fields)).toBeNull();
});

test('never throws, and never repeats a field that it does not know', () => {
  fc.assert(
    fc.property(fc.anything(), fc.string({ minLength: 1 }), (value, secret) => {
      expect(() => accountNameOf(value)).not.toThrow();
      expect(accountNameOf({ access_token: secret, refresh: { account: secret } })).toBeNull();
    }),
  );
});
