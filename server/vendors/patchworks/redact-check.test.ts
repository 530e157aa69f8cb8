import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WireCheck } from './check-failed.ts';
import { greatestBodyBytes, redactCheck } from './redact-check.ts';
import { mask } from './redactor.ts';

function checkOf(parts: {
  url?: string;
  headers?: Record<string, string>;
  sent?: string;
  answered?: string;
}): WireCheck {
  return {
    request: {
      method: 'GET',
      url: parts.url ?? 'https://shop.example/',
      headers: parts.headers ?? {},
      body: parts.sent ?? null,
    },
    response: {
      status_code: 401,
      headers: parts.headers ?? {},
      body: parts.answered ?? null,
      message: parts.answered ?? null,
    },
  };
}

/** Long enough that it does not stand in ordinary text by chance, and not made of what a mask or a lost sign leaves. */
const secret = fc
  .string({ unit: 'binary', minLength: 6, maxLength: 40 })
  .filter((value) => value.trim().length >= 6 && !/[•?\uFFFD\p{Cs}]/u.test(value) && /[A-Za-z0-9]{2}/.test(value));

/** Every way in which a careless vendor or third party might write what it was sent. */
const writings: Record<string, (value: string, other: string) => string> = {
  plain: (value) => value,
  quoted: (value) => `They sent "${value}" to us`,
  address: (value) => `https://shop.example/a?x=${encodeURIComponent(value)}&y=1`,
  form: (value) => new URLSearchParams({ x: value, y: '1' }).toString(),
  json: (value) => JSON.stringify({ received: [value] }),
  'json in json': (value) => JSON.stringify({ body: JSON.stringify({ received: value }) }),
  'php json': (value) =>
    JSON.stringify({ received: value })
      .replaceAll('/', '\\/')
      .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  markup: (value) => `<p>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`,
  base64: (value) => `received ${Buffer.from(value).toString('base64')}.`,
  base64url: (value) => `received ${Buffer.from(value).toString('base64url')}.`,
  basic: (value, other) => `Basic ${Buffer.from(`${other}:${value}`).toString('base64')}`,
  'basic, first half': (value, other) => `Basic ${Buffer.from(`${value}:${other}`).toString('base64')}`,
  'pair with anything': (value, other) => `x=${Buffer.from(`{"a":"${other}","b":"${value}"}`).toString('base64')}`,
  bearer: (value) => `Bearer ${value}`,
};

test.each(Object.keys(writings))('no secret is shown that comes back as %s, wherever it stands', (name) => {
  const write = writings[name] ?? String;
  fc.assert(
    fc.property(secret, secret, (value, other) => {
      // What is no secret may begin as one does; then the same signs, in base64 too, give nothing away.
      fc.pre(!other.includes(value.trim().slice(0, 4)));
      const text = write(value, other);
      const shown = redactCheck(
        checkOf({ url: text, headers: { accept: text, [text]: 'x' }, sent: text, answered: text }),
        [value],
      );
      for (const part of textsOf(shown)) {
        expect(part).not.toContain(text);
        expect(part).not.toContain(value.trim());
        expect(part).not.toContain(encodeURIComponent(value.trim()));
        // A coded form shows through base64 of any alignment.
        const coded = Buffer.from(value.trim()).toString('base64').replace(/=+$/, '').slice(0, -2);
        expect(part).not.toContain(coded);
        expect(decodings(part).filter((decoded) => decoded.includes(value.trim()))).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

/** What is in a text, and what one finds who decodes every run of it. */
function decodings(text: string): string[] {
  return (text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString());
}

function textsOf({ request, response }: ReturnType<typeof redactCheck>): string[] {
  const headers = [request.headers, response.headers].flatMap((one) => Object.entries(one).flat());
  return [request.url, request.body ?? '', response.body ?? '', response.message ?? '', ...headers];
}

test('a short secret goes too, and so does one that is part of another', () => {
  const shown = redactCheck(checkOf({ answered: 'pin 7 of 7788' }), ['7', '7788']);
  expect(shown.response.body).toBe(`pin ${mask} of ${mask}`);
});

test.each([
  ['authorization', 'whatever scheme'],
  ['Proxy-Authorization', 'x'],
  ['cookie', 'session=1'],
  ['Set-Cookie', 'visitor=1; HttpOnly'],
  ['x-api-key', 'k'],
  ['X-Shopify-Access-Token', 't'],
  ['client-secret', 's'],
  ['x-password', 'p'],
  ['x-hub-signature-256', 'sha256=1'],
])('the header %s is masked whole', (name, value) => {
  const shown = redactCheck(checkOf({ headers: { [name]: value, 'x-request-id': 'kept' } }), []);
  expect(shown.request.headers).toEqual({ [name]: mask, 'x-request-id': 'kept' });
  expect(shown.response.headers).toEqual(shown.request.headers);
});

test.each([
  ['https://shop.example/a?api_key=abc&page=2#x', `https://shop.example/a?api_key=${mask}&page=2#x`],
  ['https://shop.example/a?page=2&Signature=abc', `https://shop.example/a?page=2&Signature=${mask}`],
  ['https://shop.example/?code=abc&state=s', `https://shop.example/?code=${mask}&state=s`],
  ['https://user:word@shop.example/', `https://${mask}@shop.example/`],
  ['client_id=1&client_secret=abc', `client_id=1&client_secret=${mask}`],
])('what looks like a secret in %s is masked though nobody sent it', (given, shown) => {
  expect(redactCheck(checkOf({ url: given, sent: given }), []).request).toMatchObject({ url: shown, body: shown });
});

test.each([
  ['{"access_token":"abc\\"d","expires_in":5}', `{"access_token":"${mask}","expires_in":5}`],
  ['{"refresh_token" : "cut off', `{"refresh_token" : "${mask}`],
  ['{"pin_password": 1234}', `{"pin_password": "${mask}"}`],
  ['{"body":"{\\"token\\":\\"abc\\"}"}', `{"body":"{\\"token\\":\\"${mask}\\"}"}`],
  ['<soap:Password type="x">abc</soap:Password>', `<soap:Password type="x">${mask}</soap:Password>`],
  ['Bearer abc.def, Basic dXNlcg==', `Bearer ${mask}, Basic ${mask}`],
  ['Bearer realm="shop", error="invalid_token"', 'Bearer realm="shop", error="invalid_token"'],
  ['Bearer error="expired", Basic realm=x', 'Bearer error="expired", Basic realm=x'],
  ['Bearer realmabc, Token scope', `Bearer ${mask}, Token ${mask}`],
  ['Bearer realm="Bearer abc.def"', `Bearer realm="Bearer ${mask}"`],
  ['{"code":401,"message":"Invalid key"}', '{"code":401,"message":"Invalid key"}'],
])('the answer %s is shown as %s', (given, shown) => {
  expect(redactCheck(checkOf({ answered: given }), []).response.body).toBe(shown);
});

test('a body is cut at 4 KiB, not within a character, and a secret that the vendor cut off goes with it', () => {
  const long = redactCheck(checkOf({ answered: 'ü'.repeat(10_000) }), []).response.body ?? '';
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(greatestBodyBytes);
  expect(long).toMatch(/^ü+$/);
  const cutOff = redactCheck(checkOf({ answered: 'You sent canary-sec' }), ['canary-secret']).response.body;
  expect(cutOff).toBe(`You sent ${mask}`);
});

test('of a secret that is longer than what is shown nothing remains', () => {
  const key = 'canary-0123456789'.repeat(500);
  const shown = redactCheck(
    checkOf({ url: `https://shop.example/?q=${key}`, headers: { accept: key }, answered: key }),
    [key],
  );
  expect(JSON.stringify(shown)).not.toContain('canary');
});

test('nothing that steers a terminal remains', () => {
  expect(redactCheck(checkOf({ answered: 'a\u001b[31m\u0000b\nc' }), []).response.body).toBe('a[31mb\nc');
});

test('no text makes it slow', () => {
  const texts = [
    'key'.repeat(20_000),
    '"key'.repeat(15_000),
    '<key '.repeat(15_000),
    '&token'.repeat(10_000),
    'A'.repeat(64_000),
  ];
  const secrets = Array.from({ length: 8 }, (_, index) => `canary-secret-${index}`);
  const beganAt = performance.now();
  for (const text of texts) redactCheck(checkOf({ sent: text, answered: text }), secrets);
  expect(performance.now() - beganAt).toBeLessThan(5_000);
});

test('no secrets make it slow that a request can hold', () => {
  const secrets = Array.from({ length: 16 }, (_, index) => `canary-${index}-of-a-long-key`.repeat(200).slice(0, 3_900));
  const beganAt = performance.now();
  redactCheck(checkOf({ answered: 'abc/'.repeat(16_000) }), secrets);
  expect(performance.now() - beganAt).toBeLessThan(5_000);
});
