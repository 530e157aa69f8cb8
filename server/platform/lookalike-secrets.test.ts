import { expect, test } from 'vitest';
import { isSecretName, lookalikeMask as mask, withoutLookalikes } from './lookalike-secrets.ts';

test.each([
  ['a header', 'Authorization: Bearer abc.def-1', `Authorization: Bearer ${mask}`],
  ['a pair in base64', 'basic dXNlcjpwYXNz12==, next', `basic ${mask}, next`],
  ['a signed token', 'got eyJhbGciOi.eyJzdWIi.c2ln from it', `got ${mask} from it`],
  ['a parameter', 'GET /a?page=2&api_key=canary#x', `GET /a?page=2&api_key=${mask}#x`],
  ['a field', 'sent {"client_secret": "can\\"ary", "a": 1}', `sent {"client_secret": "${mask}", "a": 1}`],
  ['a field inside of a text', String.raw`"{\"password\":\"canary\"}"`, String.raw`"{\"password\":\"${mask}\"}"`],
  ['a number', '{"token": 123456}', `{"token": "${mask}"}`],
  ['an element', '<Password>canary</Password>', `<Password>${mask}</Password>`],
  ['who signs in by an address', 'ftp://me:canary@host/x', `ftp://${mask}@host/x`],
])('%s is masked, and nothing around it', (_what, text, shown) => {
  expect(withoutLookalikes(text)).toBe(shown);
});

test.each([
  'Basic authentication is used for the digest of orders',
  'WWW-Authenticate: Bearer realm="shop"',
  'The key of the object is colour <b>bold</b>',
  'Zoë’s 3 orders, 100 % done',
])('%s stays as it is', (text) => {
  expect(withoutLookalikes(text)).toBe(text);
});

test('endless texts are searched in no time', () => {
  const began = performance.now();
  for (const sign of ['"', 'token', ' bearer', '<a', '&key', '://']) withoutLookalikes(sign.repeat(5_000));
  expect(performance.now() - began).toBeLessThan(20_000);
});

test('names of secrets are told from those of other things', () => {
  const secret = [
    'Authorization',
    'x-api-key',
    'apiKey',
    'access_key',
    'set-cookie',
    'PASSWORD',
    'clientSecret',
    'session_id',
  ];
  const open = ['key', 'monkey', 'content-type', 'author', 'id', 'passenger', 'primaryKey'];
  expect(secret.filter((name) => !isSecretName(name))).toEqual([]);
  expect(open.filter(isSecretName)).toEqual([]);
});
