import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { asSeenWith, difference, parseColour } from '#src/theme/testing/colour-maths.ts';
import { tokens } from '#src/theme/tokens.ts';
import type { Tokens } from '#src/theme/tokens.ts';
import { Lamp } from './Lamp.tsx';
import type { LampKind } from './Lamp.tsx';

/** The colour in which Lamp.module.css draws each. */
const colours: Record<LampKind, keyof Tokens> = {
  on: 'green',
  off: 'quiet',
  unfinished: 'blue',
  working: 'blue',
  attention: 'amber',
  degraded: 'amber',
  failed: 'red',
  unknown: 'quiet',
  waiting: 'quiet',
};
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above
const kinds = Object.keys(colours) as LampKind[];

/** Nobody takes colours that are so far apart for one. */
const enough = 20;

const shapeOf = (kind: LampKind) => render(<Lamp kind={kind} />).container.querySelector('svg')?.innerHTML ?? '';

const pairs = kinds.flatMap((one, index) => kinds.slice(index + 1).map((other) => [one, other] as const));

test('every lamp has a shape of its own, without which colour would carry its meaning', () => {
  const shapes = kinds.map(shapeOf);
  expect(shapes).not.toContain('');
  expect(new Set(shapes).size).toBe(kinds.length);
});

test('a filled lamp and another filled lamp never differ by colour alone', () => {
  const filled = kinds.filter((kind) => /fill="currentColor"/.test(shapeOf(kind)));
  const outlines = filled.map((kind) => shapeOf(kind).replaceAll(/\s*(fill|stroke)="[^"]*"/g, ''));
  expect(new Set(outlines).size).toBe(filled.length);
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  describe.each(['protanopia', 'deuteranopia', 'tritanopia'] as const)('with %s', (vision) => {
    const seen = (kind: LampKind) => asSeenWith(vision, parseColour(tokens[theme][colours[kind]]));

    test('any two lamps are told apart, by colour or by shape', () => {
      const alike = pairs.filter(
        ([one, other]) => difference(seen(one), seen(other)) < enough && shapeOf(one) === shapeOf(other),
      );
      expect(alike).toEqual([]);
    });

    // A full disc with a notch is the nearest to a full disc, and means the contrary.
    test('what needs a person differs from what is well by its colour too', () => {
      expect(difference(seen('on'), seen('attention'))).toBeGreaterThanOrEqual(enough);
    });
  });
});

test('red and green look nearly alike to some, as the simulation must know', () => {
  const [red, green] = [parseColour('#AE2F27'), parseColour('#28754A')];
  const far = difference(red, green);
  expect(difference(asSeenWith('deuteranopia', red), asSeenWith('deuteranopia', green))).toBeLessThan(far / 2);
  const grey = parseColour('#808080');
  expect(difference(asSeenWith('protanopia', grey), grey)).toBeLessThan(1);
});
