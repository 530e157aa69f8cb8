import { expect, test } from 'vitest';
import { longestShownText, shownForeignText, shownResult } from './shown-result.ts';

const mask = '••••••••';

test('a result keeps its shape, without what goes by a secret’s name', () => {
  const content = {
    rows: [
      { id: 1, apiKey: 'canary', credentials: { user: 'canary' }, token: null, password: '', hasToken: true },
      null,
      true,
    ],
    text: 'curl -H "Authorization: Bearer canary"',
  };
  expect(shownResult(content)).toEqual({
    isShortened: false,
    content: {
      rows: [{ id: 1, apiKey: mask, credentials: mask, token: null, password: '', hasToken: true }, null, true],
      text: `curl -H "Authorization: Bearer ${mask}"`,
    },
  });
});

test('keys that mean something to JavaScript are keys like others', () => {
  const { content } = shownResult(JSON.parse('{"__proto__":{"a":1},"constructor":"x"}'));
  expect(JSON.stringify(content)).toBe('{"__proto__":{"a":1},"constructor":"x"}');
});

test.each([
  ['a long text', 'x'.repeat(longestShownText + 1)],
  ['many entries', Array.from({ length: 300_000 }, (_, index) => index)],
  ['many keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]))],
  ['many texts', Array.from({ length: 100 }, () => 'x'.repeat(9_000))],
  ['great depth', JSON.parse('['.repeat(500) + ']'.repeat(500))],
])('%s is cut, and says so', (_what, given) => {
  const { content, isShortened } = shownResult(given);
  expect(isShortened).toBe(true);
  const text = JSON.stringify(content);
  expect(text.length).toBeLessThan(2_000_000);
  expect(JSON.parse(text)).toBeDefined();
});

test('a text is never cut within a character, and a secret at the cut goes', () => {
  expect(shownForeignText(`${'x'.repeat(9)}😀`, 10)).toBe(`${'x'.repeat(9)}…`);
  expect(shownForeignText('?token=canary-that-is-long', 14)).toBe(`?token=${mask}…`);
});
