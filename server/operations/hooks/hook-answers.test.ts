import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeEnableAnswer, upgradeValuesAnswer, validateAnswer } from './hook-answers.ts';

describe('beforeEnable', () => {
  test('says yes or no, with a reason fit for a screen', () => {
    expect(beforeEnableAnswer.parse({ allow: true, more: 1 })).toEqual({ allow: true });
    expect(beforeEnableAnswer.parse({ allow: false, reason: ` a\u0000b\nc ${'x'.repeat(400)}` })).toEqual({
      allow: false,
      reason: `a b c ${'x'.repeat(294)}`,
    });
    expect(beforeEnableAnswer.parse({ allow: false })).toEqual({ allow: false, reason: '' });
  });

  test('is believed in nothing else', () => {
    const answers = [undefined, null, true, {}, { allow: 'yes' }, { allow: 1 }, { reason: 'x' }];
    expect(answers.filter((answer) => beforeEnableAnswer.safeParse(answer).success)).toEqual([]);
  });
});

describe('upgradeValues', () => {
  test('supplies values of either kind, both or none yet', () => {
    expect(upgradeValuesAnswer.parse({ configValues: { a: 1 }, more: true })).toEqual({
      configValues: { a: 1 },
      authValues: {},
    });
    expect(upgradeValuesAnswer.parse({})).toEqual({ configValues: {}, authValues: {} });
    expect([upgradeValuesAnswer.parse(null), upgradeValuesAnswer.parse(undefined)]).toEqual([null, null]);
  });

  test('is refused whole when a part cannot be sent', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const value of [circle, 1n, () => 1, Symbol('x')]) {
      expect(upgradeValuesAnswer.safeParse({ configValues: { fine: 1, value } }).success).toBe(false);
    }
    expect(upgradeValuesAnswer.safeParse({ authValues: { a: 7 } }).success).toBe(false);
  });
});

describe('validate', () => {
  test('names what is wrong, cut and in one line; an id without words is not wrong', () => {
    const answer = { a: `no\tgood ${'x'.repeat(400)}`, b: undefined, c: null, d: '  ' };
    expect(validateAnswer.parse(answer)).toEqual({ a: `no good ${'x'.repeat(292)}` });
    expect([validateAnswer.parse(undefined), validateAnswer.parse(null), validateAnswer.parse({})]).toEqual([
      {},
      {},
      {},
    ]);
  });

  test('is refused when it says something that is no text: it may have meant that something is wrong', () => {
    const answers = [['a'], 'wrong', { a: true }, { a: { text: 'x' } }];
    expect(answers.filter((answer) => validateAnswer.safeParse(answer).success)).toEqual([]);
  });

  test('never throws, whatever a hook answers', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (answer) => {
        const schemas = [beforeEnableAnswer, upgradeValuesAnswer, validateAnswer];
        expect(() => schemas.map((schema) => schema.safeParse(answer))).not.toThrow();
      }),
    );
  });
});
