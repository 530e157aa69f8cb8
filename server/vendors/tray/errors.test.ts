import { expect, test } from 'vitest';
import { VendorError } from '../vendor-error.ts';
import { dataOf, type Effect } from './errors.ts';
import { rateLimitAnswer } from './fixtures/answers.ts';

const now = new Date('2026-01-14T09:30:00Z');

function judge(
  outcome: { status: number; json: unknown; headers?: Record<string, string> },
  effect: Effect,
  secrets: string[] = [],
): unknown {
  const headers = new Headers(outcome.headers);
  try {
    return dataOf({ ok: true, status: outcome.status, headers, json: outcome.json }, { effect, now, secrets });
  } catch (error) {
    return error;
  }
}

const refusal = { data: null, errors: [{ message: 'No such instance', path: ['updateSolutionInstance'] }] };
const half = { data: { updateSolutionInstance: { solutionInstance: null } }, errors: [{ message: 'Half done' }] };
const below = {
  data: null,
  errors: [{ message: 'Cannot show it', path: ['updateSolutionInstance', 'solutionInstance'] }],
};
const partialList = { data: { viewer: { solutionInstances: { edges: [] } } }, errors: [{ message: 'Row 3 failed' }] };

test.each([
  ['401', 401, { message: 'Unauthorized' }, 'vendor_unauthorized', 'no', 'no'],
  ['403', 403, { message: 'User is not authorized' }, 'vendor_forbidden', 'no', 'no'],
  ['429', 429, {}, 'rate_limited', 'no', 'no'],
  ['the documented rate limit', 200, rateLimitAnswer.json, 'rate_limited', 'no', 'no'],
  ['500', 500, { message: 'Internal server error' }, 'vendor_unavailable', 'no', 'unknown'],
  ['503 with a body that looks fine', 503, { data: { viewer: {} } }, 'vendor_unavailable', 'no', 'unknown'],
  ['400', 400, refusal, 'refused', 'no', 'no'],
  ['a GraphQL refusal', 200, refusal, 'refused', 'no', 'no'],
  ['errors of an unknown form', 200, { data: {}, errors: 'broken' }, 'refused', 'no', 'no'],
  ['data null without errors', 200, { data: null, errors: [] }, 'vendor_garbled', 'no', 'unknown'],
  ['no data at all', 200, {}, 'vendor_garbled', 'no', 'unknown'],
  ['a JSON list', 200, [], 'vendor_garbled', 'no', 'unknown'],
])('%s', (_, status, json, code, afterRead, afterWrite) => {
  expect(judge({ status, json }, 'read')).toMatchObject({ code, wasDone: afterRead });
  expect(judge({ status, json }, 'write')).toMatchObject({ code, wasDone: afterWrite });
});

test('partial data with errors is a failure of a list, and of a write that may have happened', () => {
  expect(judge({ status: 200, json: partialList }, 'read')).toMatchObject({ code: 'refused', wasDone: 'no' });
  expect(judge({ status: 200, json: half }, 'write')).toMatchObject({ code: 'vendor_garbled', wasDone: 'unknown' });
  expect(judge({ status: 200, json: below }, 'write')).toMatchObject({ code: 'vendor_garbled', wasDone: 'unknown' });
});

test.each([
  ['timeout', null, true, 'vendor_unavailable', 'unknown'],
  ['network', null, true, 'vendor_unavailable', 'unknown'],
  ['network', null, false, 'vendor_unavailable', 'no'],
  ['timeout', 200, true, 'vendor_unavailable', 'unknown'],
  ['not-json', 200, true, 'vendor_garbled', 'unknown'],
  ['too-large', 200, true, 'vendor_garbled', 'unknown'],
  ['not-json', 404, true, 'vendor_garbled', 'unknown'],
  ['not-json', 401, true, 'vendor_unauthorized', 'no'],
  ['not-json', 502, true, 'vendor_unavailable', 'unknown'],
] as const)('a write that met %s with status %s, sent: %s', (failure, status, sent, code, wasDone) => {
  const outcome = { ok: false, failure, status, headers: null, sent } as const;
  expect(() => dataOf(outcome, { effect: 'write', now, secrets: [] })).toThrow(
    expect.objectContaining({ code, wasDone }),
  );
});

test('says how long Tray wants us to wait', () => {
  const headers = { 'retry-after': '7' };
  expect(judge({ status: 429, json: {}, headers }, 'read')).toMatchObject({ retryAfterMs: 7_000 });
  expect(judge({ status: 200, json: rateLimitAnswer.json, headers }, 'read')).toMatchObject({ retryAfterMs: 7_000 });
  expect(judge({ status: 200, json: rateLimitAnswer.json }, 'read')).toMatchObject({ retryAfterMs: null });
});

test('only the documented text is a rate limit', () => {
  const json = { data: null, errors: [{ message: 'Your rate limit exceeded our patience' }] };
  expect(judge({ status: 200, json }, 'read')).toMatchObject({ code: 'refused' });
});

test('quotes Tray without tokens, control characters or endless text', () => {
  const token = 'a1'.repeat(32);
  const message = `Bad\u001b[31m\u0000 token canary-master or ${token}, Bearer xyz.\u202e ${'long '.repeat(200)}`;
  const error = judge({ status: 200, json: { data: null, errors: [{ message }] } }, 'write', ['canary-master']);

  expect(error).toBeInstanceOf(VendorError);
  const text = String(error);
  expect(text).toContain('Bad [31m token [redacted] or [redacted], [redacted]');
  expect(text).not.toMatch(/canary-master|a1a1|xyz|\p{Cc}|\u202e/u);
  expect(text.length).toBeLessThan(400);
});

test('returns the data of a successful answer', () => {
  expect(judge({ status: 200, json: { data: { viewer: 1 }, errors: null } }, 'read')).toEqual({ viewer: 1 });
});
