import { expect, test } from 'vitest';
import { VendorError } from '../vendor-error.ts';
import { bodyOf, type Dialect, type Effect, readable } from './errors.ts';

const now = new Date('2026-01-14T09:30:00Z');

function judge(
  outcome: { status: number; json: unknown; headers?: Record<string, string> },
  effect: Effect,
  dialect: Dialect = 'v2',
  secrets: string[] = [],
): unknown {
  const headers = new Headers(outcome.headers);
  try {
    return bodyOf({ ok: true, status: outcome.status, headers, json: outcome.json }, { dialect, effect, now, secrets });
  } catch (error) {
    return error;
  }
}

test.each([
  [400, 'refused', 'no', 'no'],
  [401, 'vendor_unauthorized', 'no', 'no'],
  [403, 'vendor_forbidden', 'no', 'no'],
  [404, 'gone', 'no', 'no'],
  [408, 'vendor_unavailable', 'no', 'unknown'],
  [409, 'refused', 'no', 'no'],
  [413, 'refused', 'no', 'no'],
  [429, 'rate_limited', 'no', 'no'],
  [500, 'vendor_unavailable', 'no', 'unknown'],
  [503, 'vendor_unavailable', 'no', 'unknown'],
  [304, 'vendor_garbled', 'no', 'unknown'],
])('%i', (status, code, afterRead, afterWrite) => {
  const json = { message: 'No  such\nsolution' };
  const vendorMessage = 'No such solution';
  expect(judge({ status, json }, 'read')).toMatchObject({ code, wasDone: afterRead, vendorMessage });
  expect(judge({ status, json }, 'write')).toMatchObject({ code, wasDone: afterWrite, vendorMessage });
});

test.each([
  ['timeout', null, true, 'vendor_unavailable', 'unknown'],
  ['network', null, true, 'vendor_unavailable', 'unknown'],
  ['network', null, false, 'vendor_unavailable', 'no'],
  ['timeout', 200, true, 'vendor_unavailable', 'unknown'],
  ['not-json', 200, true, 'vendor_garbled', 'unknown'],
  // What is no JSON was not said by Instabase, so it is no word on whether the solution is there.
  ['not-json', 404, true, 'vendor_garbled', 'unknown'],
  ['too-large', 200, true, 'vendor_garbled', 'unknown'],
] as const)('%s with status %s, sent %s', (failure, status, sent, code, wasDone) => {
  const outcome = { ok: false, failure, status, headers: null, sent } as const;
  const write = () => bodyOf(outcome, { dialect: 'v2', effect: 'write', now, secrets: [] });
  expect(write).toThrow(expect.objectContaining({ code, wasDone, isVendorWide: !sent }));
});

test('the Job API fails with status 200, and a success is not mistaken for it', () => {
  const failure = { status: 'ERROR', msg: 'There is no async job 7' };
  expect(judge({ status: 200, json: failure }, 'read', 'v1')).toMatchObject({
    code: 'refused',
    wasDone: 'no',
    vendorMessage: 'There is no async job 7',
  });
  expect(judge({ status: 200, json: { status: 'LATER', msg: '' } }, 'read', 'v1')).toMatchObject({ code: 'refused' });
  const success = { status: 'OK', state: 'PENDING' };
  expect(judge({ status: 200, json: success }, 'read', 'v1')).toEqual(success);
  for (const json of [{}, { status: null }, [], null, 'OK']) {
    expect(judge({ status: 200, json }, 'read', 'v1')).toMatchObject({ code: 'vendor_garbled' });
  }
  // Before it reaches the Job API, a request may still fail like any other.
  expect(judge({ status: 502, json: failure }, 'read', 'v1')).toMatchObject({ code: 'vendor_unavailable' });
});

test('a message quotes no secret, and is short and plain', () => {
  const message = `The token abc-123456 (Bearer abc) and abc are not known\u0007\u202e ${'x'.repeat(1_000)}`;
  const error = judge({ status: 400, json: { message } }, 'read', 'v2', ['abc', 'abc-123456', '']);
  expect(error).toMatchObject({
    vendorMessage: expect.stringMatching(/^The token \[redacted\] \(\[redacted\] and \[redacted\] are not known x+$/),
  });
  expect(error instanceof VendorError && error.vendorMessage?.length).toBe(300);
  expect(judge({ status: 400, json: { message: '\u0000 \u200b' } }, 'read')).toMatchObject({ vendorMessage: null });
  expect(judge({ status: 400, json: ['no message'] }, 'read')).toMatchObject({ vendorMessage: null });
});

test('the pause that is asked for is kept', () => {
  expect(judge({ status: 429, json: {}, headers: { 'retry-after': '7' } }, 'read')).toMatchObject({
    retryAfterMs: 7_000,
  });
});

test('what cannot be read is garbled; after a write nobody knows', () => {
  const read = () => {
    throw new TypeError('inside');
  };
  expect(() => readable('write', read)).toThrow(
    expect.objectContaining({ code: 'vendor_garbled', wasDone: 'unknown' }),
  );
  const refusal = new VendorError('instabase', 'refused', { wasDone: 'no' });
  const passOn = () => {
    throw refusal;
  };
  expect(() => readable('read', passOn)).toThrow(refusal);
});
