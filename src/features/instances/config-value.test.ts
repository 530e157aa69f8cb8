import { expect, test } from 'vitest';
import { shownValue } from './config-value.ts';

test.each([
  [null, null],
  ['', null],
  ['""', null],
  ['null', null],
  ['bare', { kind: 'text', text: 'bare' }],
  ['"#orders"', { kind: 'text', text: '#orders' }],
  ['true', { kind: 'text', text: 'true' }],
  ['12345678901234567890', { kind: 'text', text: '12345678901234567890' }],
  ['{"a":1}', { kind: 'json', text: '{\n  "a": 1\n}' }],
  ['{broken', { kind: 'text', text: '{broken' }],
])('%s', (stored, shown) => {
  expect(shownValue(stored)).toEqual(shown);
});
