import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { startLoopbackServer } from '#server/platform/http/testing/loopback-server.ts';
import { CredentialsRefusedError } from '../connectors.ts';
import type { VendorError, VendorErrorCode } from '../vendor-error.ts';
import type { StubAnswer } from './testing/stub-api.ts';
import { companyKey, failureOf, owner, startStubbedAdapter } from './testing/stubbed-adapter.ts';

const details = {
  name: 'A store',
  timeZone: 'UTC',
  dateFormat: 'c',
  rateLimitAmount: 1,
  rateLimitUnit: 'minute',
  poolId: null,
} as const;
const values = { store: 'shop.example', token: 'canary-token' };
const wanted = { connectorId: '1', methodId: '2', details, values, returnUrl: 'http://localhost/return' };

/** What a create that is answered so fails with. */
async function refusedCreate(answer: StubAnswer): Promise<VendorError> {
  const { connectors } = await startStubbedAdapter(({ method }) =>
    method === 'POST' ? answer : { json: { data: [] } },
  );
  return failureOf(connectors.writer.createInstance(owner, wanted));
}

test.each<[string, StubAnswer, VendorErrorCode, 'no' | 'unknown']>([
  ['400', { status: 400, json: { message: 'No' } }, 'refused', 'no'],
  ['401', { status: 401, json: { message: 'Unauthenticated.' } }, 'vendor_unauthorized', 'no'],
  ['403', { status: 403, json: { message: 'No' } }, 'vendor_forbidden', 'no'],
  ['404', { status: 404, json: { message: 'No' } }, 'gone', 'no'],
  ['408', { status: 408, json: {} }, 'vendor_unavailable', 'unknown'],
  ['413', { status: 413, json: { message: 'Too large' } }, 'refused', 'no'],
  ['422 without fields', { status: 422, json: { message: 'No' } }, 'refused', 'no'],
  ['422 of any shape', { status: 422, json: ['No'] }, 'refused', 'no'],
  ['429', { status: 429, json: {} }, 'rate_limited', 'no'],
  ['500', { status: 500, json: { message: 'Server Error' } }, 'vendor_unavailable', 'unknown'],
  ['503 as a page', { status: 503, text: '<html>' }, 'vendor_unavailable', 'unknown'],
  ['401 as a page', { status: 401, text: '<html>' }, 'vendor_unauthorized', 'no'],
  ['422 as a page', { status: 422, text: '<html>' }, 'vendor_garbled', 'unknown'],
  ['a redirect', { status: 302, headers: { location: '/login' }, json: {} }, 'vendor_unavailable', 'unknown'],
  ['200 as a page', { text: '<html>' }, 'vendor_garbled', 'unknown'],
  ['201 without the instance', { status: 201, json: { data: null } }, 'vendor_garbled', 'unknown'],
  ['202 without an address', { status: 202, json: { data: {} } }, 'vendor_garbled', 'unknown'],
  ['a broken connection', 'reset', 'vendor_unavailable', 'unknown'],
])('a create that is answered with %s', async (_name, answer, code, wasDone) => {
  const failure = await refusedCreate(answer);
  expect([failure.code, failure.wasDone]).toEqual([code, wasDone]);
});

test('a vendor that never was connected to did nothing, and that concerns all owners', async () => {
  const stopped = await startLoopbackServer(() => {});
  await stopped.stop();
  const { connectors } = await startStubbedAdapter(() => 'reset', { apiUrl: stopped.origin });
  expect(await failureOf(connectors.writer.createInstance(owner, wanted))).toMatchObject({
    code: 'vendor_unavailable',
    wasDone: 'no',
    isVendorWide: true,
  });
});

test('too many calls are one company’s trouble, with the wait that was asked for', async () => {
  const failure = await refusedCreate({ status: 429, headers: { 'retry-after': '7' }, json: {} });
  expect(failure).toMatchObject({ retryAfterMs: 7_000, isVendorWide: false });
});

test('fields are told by our names, whatever the vendor calls them', async () => {
  const failure = await refusedCreate({
    status: 422,
    json: {
      message: 'The name field is required. (and 9 more errors)',
      errors: {
        name: ['The name field is required.'],
        timezone: ['The timezone field: must be a time zone.'],
        date_format: 'The date format field must not be greater than 255 characters.',
        rate_limit_duration: ['The rate limit duration field must be an integer.'],
        rate_limit_unit: ['The selected rate limit unit is invalid.'],
        connection_pool_id: ['The selected connection pool id is invalid.'],
        system_id: ['The selected system id is invalid.'],
        authentication_implementation_id: ['The selected authentication implementation id is invalid.'],
        'variables.store': ['The Store field is required.'],
        'variables.1.value': ['The value is malformed.'],
        constructor: ['?'],
        canonical_key: ['Taken.'],
        tags: 5,
      },
    },
  });
  expect(failure).toMatchObject({ code: 'bad_input', wasDone: 'no' });
  expect(failure.fields).toEqual({
    name: 'required',
    timeZone: 'unknown_value',
    dateFormat: 'too_long',
    rateLimitAmount: 'malformed',
    rateLimitUnit: 'unknown_value',
    poolId: 'unknown_value',
    connectorId: 'unknown_value',
    methodId: 'unknown_value',
    'values.store': 'required',
    'values.token': 'malformed',
  });
});

test.each(['connector_in_use', 'system_has_connectors'])('%s is told as being in use', async (code) => {
  const { adapter, connectors } = await startStubbedAdapter(() => ({ status: 422, json: { message: 'Used', code } }));
  const failures = await Promise.all(
    [adapter.writer.removeInstance(owner, '1'), connectors.writer.removeConnector(owner, '1')].map(failureOf),
  );
  expect(failures.map((failure) => failure.code)).toEqual(['in_use', 'in_use']);
});

const check = {
  passed: false,
  request: {
    method: 'GET',
    url: 'https://shop.example/?t=canary-token',
    headers: { Accept: 'canary-token' },
    body: null,
  },
  response: {
    status_code: 401,
    headers: { 'x-id': ['1', '2'] },
    body: 'shop.example does not know canary-token',
    message: null,
  },
};
const failedCheck = { message: 'No', code: 'authentication_failed', errors: { variables: ['No'] }, check };

test('a failed check hides what the vendor forgot to hide; what is known to be no secret stays readable', async () => {
  const variables = [
    { key: 'store', secret: false },
    { key: 'token', secret: true },
  ];
  const system = { id: 1, authentication_implementations: [{ id: 2, variables }] };
  const { connectors } = await startStubbedAdapter(({ method }) =>
    method === 'POST' ? { status: 422, json: failedCheck } : { json: { data: system } },
  );
  const failure = await failureOf(connectors.writer.createInstance(owner, wanted));
  expect(failure).toBeInstanceOf(CredentialsRefusedError);
  expect(failure).toMatchObject({
    check: {
      request: { method: 'GET', url: 'https://shop.example/?t=••••••••', headers: { Accept: '••••••••' } },
      response: { statusCode: 401, headers: { 'x-id': '1, 2' }, body: 'shop.example does not know ••••••••' },
    },
  });
  expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain('canary');
});

test('where it cannot be found out what is secret, everything that was sent is', async () => {
  const { connectors } = await startStubbedAdapter(({ method }) =>
    method === 'POST' ? { status: 422, json: failedCheck } : { status: 500, json: {} },
  );
  const failure = await failureOf(connectors.writer.createInstance(owner, wanted));
  expect(inspect(failure, { depth: 20 })).not.toMatch(/canary-token|shop\.example/);
});

test('a failed check without a report of it is a refusal', async () => {
  const failure = await refusedCreate({ status: 422, json: { ...failedCheck, check: 'none' } });
  expect(failure.code).not.toBe('credentials_refused');
});

test('the vendor’s words quote neither the key nor what was sent, and are short and on one line', async () => {
  const message = `No ${companyKey}\n\u0007canary-token ${encodeURIComponent('shop.example')} ${'long '.repeat(200)}`;
  const failure = await refusedCreate({ status: 403, json: { message } });
  expect(failure.vendorMessage).toMatch(/^No ••••••••\s••••••••\s••••••••\slong/);
  expect(failure.vendorMessage?.length).toBeLessThanOrEqual(300);
  expect(inspect(failure, { depth: 10 })).not.toContain('canary');
});

test('the vendor’s words quote no key that is longer than they may be', async () => {
  const pem = `-----BEGIN KEY-----${'canary-0123456789'.repeat(500)}`;
  const { connectors } = await startStubbedAdapter(() => ({ status: 403, json: { message: `Not taken: ${pem}` } }));
  const failure = await failureOf(connectors.writer.createInstance(owner, { ...wanted, values: { token: pem } }));
  expect(failure.vendorMessage).toBe('Not taken: ••••••••');
});

test('a list that is not there is no empty list', async () => {
  const { connectors } = await startStubbedAdapter(() => ({ status: 404, json: { message: 'No route' } }));
  expect((await failureOf(connectors.reader.listConnectors(owner))).code).toBe('vendor_garbled');
});
