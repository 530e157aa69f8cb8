import { describe, expect, test } from 'vitest';
import { instanceNameLimit, instanceNameSchema } from './names.ts';

describe('an instance’s name', () => {
  test.each([
    ['a plain one', 'Order alerts', 'Order alerts'],
    ['spaces around it, which go', '  Order alerts \t', 'Order alerts'],
    ['markup, which is text', '<b>"Order" & {alerts}</b>', '<b>"Order" & {alerts}</b>'],
    ['an emoji of several code points', '👩‍🔧 alerts', '👩‍🔧 alerts'],
    ['right-to-left script', 'تذاكر الدعم', 'تذاكر الدعم'],
    ['as long as may be, in characters', '🎫'.repeat(instanceNameLimit), '🎫'.repeat(instanceNameLimit)],
  ])('may be %s', (_what, text, kept) => {
    expect(instanceNameSchema.parse(text)).toBe(kept);
  });

  test.each([
    ['empty', '', 'required'],
    ['blank', ' \n\u00a0 ', 'required'],
    ['too long', 'x'.repeat(instanceNameLimit + 1), 'too_long'],
    ['too long in emojis', '🎫'.repeat(instanceNameLimit + 1), 'too_long'],
    ['cut by a line break', 'Order\nalerts', 'malformed'],
    ['hiding a NUL', 'Order\u0000alerts', 'malformed'],
    ['coloured by an escape', '\u001b[31mOrder', 'malformed'],
    ['rubbed out', 'Order\u007f', 'malformed'],
    ['a number', 7, 'not_text'],
    ['null', null, 'not_text'],
    ['missing', undefined, 'not_text'],
  ])('may not be %s', (_what, value, code) => {
    const parsed = instanceNameSchema.safeParse(value);
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([code]);
  });
});
