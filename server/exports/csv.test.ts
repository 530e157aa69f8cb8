import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownText, writeRecord } from './csv.ts';
import { readCsv } from './testing/read-csv.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ' ', '\0', '\ud800', '\udc00', 'a', '＝'))
    .map((parts) => parts.join('')),
);

test('what is written is read as it was, but for the apostrophe and what no file can hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyText, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      (records) => {
        // As a file holds it: in UTF-8.
        const file = Buffer.from(records.map(writeRecord).join('')).toString();
        expect(readCsv(file)).toEqual(records.map((record) => record.map(shownText)));
      },
    ),
  );
});

test('no field begins as a formula does', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(shownText(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠\0]/);
    }),
  );
});

test('text that a file can hold and that is no formula stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/^[=+\-@\t\r\n＝＋－＠]/.test(text) && !text.includes('\0'));
      expect(shownText(text)).toBe(text);
    }),
  );
});

test.each([
  [['plain', 'two words'], 'plain,two words\r\n'],
  [['a,b', 'say "so"', 'two\nlines'], '"a,b","say ""so""","two\nlines"\r\n'],
  [[null, ''], ',\r\n'],
  [[' padded', 'padded '], '" padded","padded "\r\n'],
  [['=1+1', '+1', '-1', '@sum(a1)'], "'=1+1,'+1,'-1,'@sum(a1)\r\n"],
  [['\tx', '\rx'], '\'\tx,"\'\rx"\r\n'],
  [['＝1', '\0=1'], "'＝1,'=1\r\n"],
  [['half \ud83d of a pair', 'whole 😀'], 'half \ufffd of a pair,whole 😀\r\n'],
  [['שלום', 'مرحبا'], 'שלום,مرحبا\r\n'],
])('%j', (fields, line) => {
  expect(writeRecord(fields)).toBe(line);
});
