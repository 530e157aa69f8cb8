import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { VendorError } from '../vendor-error.ts';
import { asSegment, callAddress, createPageAddress, parseSite, solutionsPath } from './addresses.ts';

const site = new URL('https://ib.example/tenant/');

/** Null: it was refused as it should be. */
function orRefusal<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof VendorError) return null;
    throw error;
  }
}

test('a site is an http(s) address and nothing more', () => {
  expect(parseSite('http://localhost:4103').origin).toBe('http://localhost:4103');
  for (const address of [
    'ftp://ib.example',
    'https://me:secret@ib.example',
    'https://ib.example/?a=b',
    'https://ib.example/#a',
    'ib',
  ]) {
    expect(() => parseSite(address)).toThrow();
  }
});

test('a call goes below the path of the site, with every value encoded and repeated ones repeated', () => {
  const address = callAddress(
    site,
    [...solutionsPath, 'a/b?c', 'run'],
    [
      ['state', 'A'],
      ['state', 'B,C&d=e'],
    ],
  );
  expect(address).toBe('https://ib.example/tenant/api/v2/solutions/deployed/a%2Fb%3Fc/run?state=A&state=B%2CC%26d%3De');
});

test.each(['run', 'jobs', '.', '..', '', '\ud800', 'a\u0000', 'x'.repeat(201)])('%j is no id of a solution', (id) => {
  expect(() => asSegment(id)).toThrow(expect.objectContaining({ code: 'gone', wasDone: 'no' }));
});

test('whatever an id looks like, a call about it goes nowhere else', () => {
  assert(
    property(string({ unit: 'binary' }), (id) => {
      const segment = orRefusal(() => asSegment(id));
      if (segment === null) return;
      const url = new URL(callAddress(site, [...solutionsPath, segment], []));
      expect(url.origin).toBe(site.origin);
      expect(url.pathname).toBe(`/tenant/api/v2/solutions/deployed/${encodeURIComponent(id)}`);
      expect(url.search + url.hash).toBe('');
    }),
    { numRuns: 500 },
  );
});

test('pages of the vendor’s own are made from a template', () => {
  const page = createPageAddress('X_TEMPLATE', 'https://ib.example/s/{owner}/{vendorId}?of={owner}', site, [
    'vendorId',
    'owner',
  ]);
  expect(page({ vendorId: 'a b', owner: '$&/..' })).toBe('https://ib.example/s/%24%26%2F../a%20b?of=%24%26%2F..');
  for (const owner of ['', '.', '..', '\ud800']) expect(page({ vendorId: 'a', owner })).toBeNull();
  expect(createPageAddress('X_TEMPLATE', null, site, ['runId'])({ runId: 'a' })).toBeNull();
});

test.each([
  'http://elsewhere.example/{runId}',
  'https://{runId}.example/',
  'https://ib.example:{runId}/',
  'https://me@ib.example/{runId}',
  'javascript:alert({runId})',
  'not an address',
])('%s is no template', (template) => {
  expect(() => createPageAddress('X_TEMPLATE', template, site, ['runId'])).toThrow();
});

test('a template without https is taken on the site itself', () => {
  const local = new URL('http://localhost:4103');
  expect(createPageAddress('X_TEMPLATE', 'http://localhost:4103/{runId}', local, ['runId'])({ runId: 'a' })).toBe(
    'http://localhost:4103/a',
  );
});
