import { describe, expect, test } from 'vitest';
import type { Colour } from './testing/colour-maths.ts';
import { contrast, mix, parseColour } from './testing/colour-maths.ts';
import { tokens } from './tokens.ts';
import type { Tokens } from './tokens.ts';

const signals = ['green', 'amber', 'red', 'blue'] as const;

type Pair = readonly [what: string, front: Colour, back: Colour];

/** Every surface that something is written on, as the style sheets mix it. */
function surfacesOf(scheme: Tokens) {
  const colour = (name: keyof Tokens) => parseColour(scheme[name]);
  const [paper, panel] = [colour('paper'), colour('panel')];
  return {
    paper,
    panel,
    'a row under the pointer': mix(colour('text'), 0.05, paper),
    'an entry of a menu under the pointer': mix(colour('text'), 0.05, panel),
    'a banner of failure': mix(colour('red'), 0.1, paper),
    'a banner of warning': mix(colour('amber'), 0.1, paper),
    'a banner of news': mix(colour('blue'), 0.09, paper),
    'the current page in the rail': mix(colour('accent'), 0.1, paper),
    'the chosen of several': mix(colour('accent'), 0.12, panel),
    'a filter that is set': mix(colour('accent'), 0.08, panel),
  };
}

/** Text: 4.5:1 (WCAG 2.2, 1.4.3). */
function textsOf(scheme: Tokens): Pair[] {
  const colour = (name: keyof Tokens) => parseColour(scheme[name]);
  const surfaces = Object.entries(surfacesOf(scheme));
  const [paper, panel, text] = [colour('paper'), colour('panel'), colour('text')];
  return [
    ...surfaces.flatMap(([where, back]): Pair[] => [
      [`text on ${where}`, text, back],
      [`quiet text on ${where}`, colour('quiet'), back],
    ]),
    ...surfaces
      .filter(([where]) => where !== 'the chosen of several')
      .map(([where, back]): Pair => [`a link on ${where}`, colour('accent'), back]),
    ...signals.flatMap((signal): Pair[] => [
      [`${signal} on paper`, colour(signal), paper],
      [`${signal} on panel`, colour(signal), panel],
      [`${signal} on its own tint`, colour(signal), mix(colour(signal), 0.12, panel)],
    ]),
    ['a filled button', colour('onAccent'), colour('accent')],
    ['a filled button under the pointer', colour('onAccent'), mix(colour('accent'), 0.88, text)],
    ['a dangerous button', panel, colour('red')],
    ['a dangerous button under the pointer', panel, mix(colour('red'), 0.88, text)],
    ['why a button is off', paper, text],
    ['a button that is off', colour('quiet'), mix(text, 0.07, panel)],
  ];
}

/** Borders of controls, focus rings and lamps: 3:1 (WCAG 2.2, 1.4.11). */
function drawingsOf(scheme: Tokens): Pair[] {
  const colour = (name: keyof Tokens) => parseColour(scheme[name]);
  const surfaces = Object.entries(surfacesOf(scheme));
  const grounds = surfaces.filter(([where]) => where === 'paper' || where === 'panel');
  return [
    ...grounds.map(([where, back]): Pair => [`the border of a control on ${where}`, colour('control'), back]),
    ...surfaces.map(([where, back]): Pair => [`a focus ring on ${where}`, colour('accent'), back]),
    ...surfaces.flatMap(([where, back]) =>
      [...signals, 'quiet' as const].map((lamp): Pair => [`a ${lamp} lamp on ${where}`, colour(lamp), back]),
    ),
  ];
}

describe.each(['light', 'dark'] as const)('in the %s theme', (name) => {
  test.each(textsOf(tokens[name]))('%s can be read', (_what, front, back) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(drawingsOf(tokens[name]))('%s can be seen', (_what, front, back) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(3);
  });
});

test('contrast is counted as WCAG counts it', () => {
  const [black, white, grey] = ['#000000', '#FFFFFF', '#767676'].map(parseColour) as [Colour, Colour, Colour];
  expect(contrast(black, white)).toBeCloseTo(21, 5);
  expect(contrast(white, grey)).toBeCloseTo(4.54, 2);
});
