import { expect, test } from 'vitest';
import { ValuesRefusedError } from '../deployables.ts';
import { VendorError } from '../vendor-error.ts';
import { dataOf, type Effect } from './errors.ts';
import { payloadOf } from './payload.ts';
import { wireOwned } from './wire.ts';

const now = new Date('2026-01-14T09:30:00Z');

function endOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function judge(status: number, json: unknown, effect: Effect, more: { retryAfter?: string; secrets?: string[] } = {}) {
  const headers = new Headers(more.retryAfter === undefined ? {} : { 'retry-after': more.retryAfter });
  return endOf(() => dataOf({ ok: true, status, headers, json }, { effect, now, secrets: more.secrets ?? [] }));
}

const refusal = { data: null, errors: [{ message: 'You may not', path: ['updateInstance'] }] };

test.each([
  ['401', 401, { detail: 'Not signed in' }, 'vendor_unauthorized', 'no', 'no'],
  ['403', 403, { detail: 'Not allowed' }, 'vendor_forbidden', 'no', 'no'],
  ['429 with its own body', 429, { detail: 'Request was throttled.' }, 'rate_limited', 'no', 'no'],
  ['the same body with a status of success', 200, { detail: 'Request was throttled.' }, 'rate_limited', 'no', 'no'],
  ['500', 500, {}, 'vendor_unavailable', 'no', 'unknown'],
  ['503 with a body that looks fine', 503, { data: { instances: {} } }, 'vendor_unavailable', 'no', 'unknown'],
  ['400 for a bad document', 400, { errors: [{ message: 'Cannot query field' }] }, 'refused', 'no', 'no'],
  ['a GraphQL refusal', 200, refusal, 'refused', 'no', 'no'],
  ['errors of an unknown form', 200, { data: {}, errors: 'broken' }, 'refused', 'no', 'no'],
  ['data null without errors', 200, { data: null, errors: [] }, 'vendor_garbled', 'no', 'unknown'],
  ['no data at all', 200, {}, 'vendor_garbled', 'no', 'unknown'],
  ['a JSON list', 200, [], 'vendor_garbled', 'no', 'unknown'],
])('%s', (_, status, json, code, afterRead, afterWrite) => {
  expect(judge(status, json, 'read')).toMatchObject({ code, wasDone: afterRead });
  expect(judge(status, json, 'write')).toMatchObject({ code, wasDone: afterWrite });
});

test('partial data with errors is a failure of a list, and of a change that may have happened', () => {
  const half = { data: { updateInstance: { errors: [] } }, errors: [{ message: 'Half done' }] };
  const below = { data: null, errors: [{ message: 'Cannot show it', path: ['updateInstance', 'instance'] }] };
  expect(judge(200, half, 'read')).toMatchObject({ code: 'refused', wasDone: 'no' });
  expect(judge(200, half, 'write')).toMatchObject({ code: 'vendor_garbled', wasDone: 'unknown' });
  expect(judge(200, below, 'write')).toMatchObject({ code: 'vendor_garbled', wasDone: 'unknown' });
});

test('says how long Prismatic wants us to wait, and that its limit is each caller’s own', () => {
  expect(judge(429, { detail: 'x' }, 'read', { retryAfter: '7' })).toMatchObject({
    retryAfterMs: 7_000,
    isVendorWide: false,
  });
});

test('quotes Prismatic without tokens, control characters or endless text', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';
  const message = `Bad\u001b[31m\u0000 canary-token or ${token}, Bearer xyz.\u202e ${'long '.repeat(200)}`;
  const error = judge(200, { data: null, errors: [{ message }] }, 'write', { secrets: ['canary-token'] });

  expect(error).toBeInstanceOf(VendorError);
  const text = String(error);
  expect(text).toContain('Bad [31m [redacted] or [redacted], [redacted]');
  expect(text).not.toMatch(/canary|eyJ|xyz|\p{Cc}|\u202e/u);
  expect(text.length).toBeLessThan(400);
});

const parts = { field: 'updateInstance', object: 'instance', schema: wireOwned, secrets: ['hunter2'] };
const changed = { id: 'instance', customer: { id: 'customer' } };
const payload = (errors: unknown, instance: unknown = null) =>
  endOf(() => payloadOf({ updateInstance: { errors, instance } }, parts));

test('a payload without errors is its object', () => {
  expect(payload([], changed)).toEqual(changed);
});

test('what a payload refuses is said field by field, in our words and without what was sent', () => {
  const end = payload([
    { field: 'configVariables', messages: ['"hunter2" is no number.', 'Try again.'] },
    { field: '__all__', messages: ['The name is taken.'] },
    { field: 'somethingNew', messages: [] },
    { messages: ['Nobody knows.'] },
  ]);
  expect(end).toBeInstanceOf(ValuesRefusedError);
  expect(end).toMatchObject({
    code: 'refused',
    wasDone: 'no',
    vendorMessage: '"[redacted]" is no number.',
    problems: [
      { about: 'values', messages: ['"[redacted]" is no number.', 'Try again.'] },
      { about: 'whole', messages: ['The name is taken.'] },
      { about: 'whole', messages: [] },
      { about: 'whole', messages: ['Nobody knows.'] },
    ],
  });
});

test('an id that is refused means that the thing is gone', () => {
  expect(payload([{ field: 'id', messages: ['There is no such instance.'] }])).toMatchObject({
    code: 'gone',
    wasDone: 'no',
  });
});

test.each([
  ['errors and an object', [{ field: 'name', messages: ['No.'] }], changed],
  ['neither errors nor an object', [], null],
  ['no list of errors', null, changed],
  ['an object that cannot be read', [], { id: null }],
])('a payload with %s leaves open what was done', (_, errors, instance) => {
  expect(payload(errors, instance)).toMatchObject({ code: 'vendor_garbled', wasDone: 'unknown' });
});
