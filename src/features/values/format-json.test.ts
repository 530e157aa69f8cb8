import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatJson } from './format-json.ts';

test('lays out as JSON.stringify does, but for empty ones and the digits of numbers', () => {
  expect(formatJson('{"a":[1,{"b":"x, {y}"}],"c":{},"d":[],"e":12345678901234567890}')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": "x, {y}"\n    }\n  ],\n  "c": {},\n  "d": [],\n  "e": 12345678901234567890\n}',
  );
});

test('changes nothing but the space between tokens, and nothing the second time', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const once = formatJson(text);
      expect(JSON.parse(once)).toEqual(JSON.parse(text));
      expect(once).toBe(JSON.stringify(JSON.parse(text), null, 2));
      expect(formatJson(once)).toBe(once);
    }),
  );
});
