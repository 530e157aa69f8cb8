import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkConfigText,
  defaultTextOf,
  isBlankValue,
  isSameValue,
  readConfigValue,
  writeConfigValue,
} from './config-value.ts';

const anyStored = fc.oneof(
  fc.string(),
  fc.json(),
  fc.string().map((text) => JSON.stringify(text)),
  fc.integer().map(String),
  fc.constantFrom('', '""', 'null', 'true', 'false', ' 12 ', '1e400', '12345678901234567890', '{broken', '"half'),
);
const anyDefault = fc.option(anyStored);

test.each([
  ['bare', null, { form: 'text', text: 'bare', isQuoted: false }],
  ['"#orders"', null, { form: 'text', text: '#orders', isQuoted: true }],
  ['12345678901234567890', null, { form: 'number', text: '12345678901234567890', isQuoted: false }],
  ['true', null, { form: 'yesno', text: 'true', isQuoted: false }],
  ['{"a":1}', null, { form: 'json', text: '{"a":1}', isQuoted: false }],
  // Text in a slot whose default is a bare word, whatever it looks like.
  ['{"a":1}', 'standard', { form: 'text', text: '{"a":1}', isQuoted: false }],
  ['7', 'standard', { form: 'text', text: '7', isQuoted: false }],
  ['"quoted"', 'standard', { form: 'text', text: 'quoted', isQuoted: true }],
  // What says nothing takes its form from the default.
  [null, null, { form: 'text', text: '', isQuoted: false }],
  [null, '50', { form: 'number', text: '', isQuoted: false }],
  [null, 'false', { form: 'yesno', text: '', isQuoted: false }],
  [null, '{"fee":"6100"}', { form: 'json', text: '', isQuoted: false }],
  [null, '"hourly"', { form: 'text', text: '', isQuoted: false }],
  ['', '50', { form: 'number', text: '', isQuoted: false }],
  ['""', null, { form: 'text', text: '', isQuoted: true }],
  ['null', null, { form: 'text', text: '', isQuoted: true }],
])('%s with the default %s is read as %o', (stored, defaultValue, read) => {
  expect(readConfigValue(stored, defaultValue)).toEqual({ ...read, stored });
});

describe('a value written back', () => {
  test('is the very same where nothing was edited', () => {
    fc.assert(
      fc.property(anyStored, anyDefault, (stored, defaultValue) => {
        const value = readConfigValue(stored, defaultValue);
        expect(writeConfigValue(value, value.text)).toBe(stored);
      }),
    );
  });

  test('is read as the text that was entered, in the form in which it was read before', () => {
    fc.assert(
      fc.property(anyStored, anyStored, (stored, entered) => {
        const value = readConfigValue(stored, null);
        fc.pre(checkConfigText(value.form, entered) === null && !isBlankValue(entered));
        const written = writeConfigValue(value, entered);
        const isQuoted = value.form === 'text' && value.isQuoted;
        // A bare text is never given quotes, and nothing is encoded a second time.
        expect((isQuoted ? String(JSON.parse(written)) : written).trim()).toBe(entered.trim());
      }),
    );
  });

  test('keeps its form when it is written again and again', () => {
    fc.assert(
      fc.property(anyStored, fc.array(fc.string({ minLength: 1 }), { maxLength: 4 }), (stored, texts) => {
        const first = readConfigValue(stored, null);
        fc.pre(first.form === 'text' && first.isQuoted);
        for (const text of texts) {
          const written = writeConfigValue(first, text);
          expect(JSON.parse(text === first.text ? stored : written)).toBe(
            text === first.text ? JSON.parse(stored) : text,
          );
        }
      }),
    );
  });

  test('of a slot never set is bare for text and JSON for anything else', () => {
    expect(writeConfigValue(readConfigValue(null, '"hourly"'), 'daily')).toBe('daily');
    expect(writeConfigValue(readConfigValue(null, '50'), ' 12.50 ')).toBe('12.50');
    expect(writeConfigValue(readConfigValue(null, 'false'), 'true')).toBe('true');
    expect(writeConfigValue(readConfigValue(null, '{}'), '{"a": 1}')).toBe('{"a": 1}');
  });
});

test.each([
  ['number', '12.5', null],
  ['number', '-1e3', null],
  ['number', '1,5', 'not_number'],
  ['number', '', 'not_number'],
  ['number', '0x10', 'not_number'],
  ['number', 'NaN', 'not_number'],
  ['yesno', 'true', null],
  ['yesno', '', 'not_yes_or_no'],
  ['json', '[1, {"a": null}]', null],
  ['json', '[1,]', 'not_json'],
  ['text', '', null],
] as const)('as %s, %s is checked: %s', (form, text, code) => {
  expect(checkConfigText(form, text)?.code ?? null).toBe(code);
});

test.each([
  ['foo', '"foo"', true],
  ['{"a":1, "b": [2]}', '{"a":1,"b":[2]}', true],
  ['{"a":" x"}', '{"a":"x"}', false],
  ['10', '"10"', false],
  ['9007199254740993', '9007199254740992', false],
  [null, '', false],
  [null, null, true],
] as const)('%s and %s say the same: %s', (one, other, same) => {
  expect(isSameValue(one, other)).toBe(same);
});

test('the default is shown without its quotes, and not at all where it is empty', () => {
  expect(['"hourly"', 'standard', '50', '""', 'null', '', null].map(defaultTextOf)).toEqual([
    'hourly',
    'standard',
    '50',
    '',
    '',
    '',
    '',
  ]);
});
