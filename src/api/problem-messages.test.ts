import { expect, test } from 'vitest';
import { problemCodes } from '#contract/problems.ts';
import { formatClock } from '#src/lib/format.ts';
import { problemMessages, wordsOfProblem } from './problem-messages.ts';
import { parseProblem, plainProblem, problemOf } from './problem.ts';

const messages = problemMessages.get();

test.each([...problemCodes, 'unreachable' as const])('%s says what happened, what changed and what to do', (code) => {
  const words = wordsOfProblem(messages, plainProblem(code));
  for (const sentence of [words.what, words.changed, words.next]) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/[{}!]|undefined/);
  }
});

test('names the vendor and the instance, and quotes the vendor’s own words apart', () => {
  const words = wordsOfProblem(messages, {
    ...plainProblem('refused', 'unknown'),
    requestId: 'r-1',
    vendor: 'tray',
    instance: { id: 'i', name: 'Orders $& {vendor}' },
    vendorMessage: '<b>no</b>',
  });
  expect(words.what).toBe('Tray refused the change to “\u2068Orders $& {vendor}\u2069”.');
  expect(words).toMatchObject({
    quote: '<b>no</b>',
    requestId: 'r-1',
    changed: 'It is not certain whether anything was changed.',
  });
});

test('says when to ask again, where it is known', () => {
  const retryAt = '2026-03-02T14:05:00.000Z';
  const words = wordsOfProblem(messages, { ...plainProblem('vendor_unavailable'), vendor: 'tray', retryAt });
  expect(words.next).toBe(`Ask again after ${formatClock(Date.parse(retryAt))}.`);
  expect(parseProblem({ code: 'rate_limited', changed: 'nothing', requestId: 'r', retryAt })).toMatchObject({
    retryAt,
  });
  expect(parseProblem({ code: 'rate_limited', changed: 'nothing', requestId: 'r', retryAt: 5 })).toMatchObject({
    code: 'rate_limited',
  });
  expect(wordsOfProblem(messages, { ...plainProblem('rate_limited'), retryAt: 'soon' }).next).toBe(
    'Wait half a minute, then try again.',
  );
});

test('reads a problem tolerantly: an unknown code counts as internal, wrong shapes as none', () => {
  expect(parseProblem({ code: 'from_the_future', changed: 'nothing', requestId: 'r' })).toMatchObject({
    code: 'internal',
  });
  expect(parseProblem({ code: 'refused', vendor: 'acme', fields: 7 })).toEqual({
    code: 'refused',
    changed: 'unknown',
    requestId: '',
  });
  expect(parseProblem('refused')).toBeNull();
  expect(problemOf(new Error('bug'))).toMatchObject({ code: 'internal', changed: 'unknown' });
});
