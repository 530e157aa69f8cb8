/** Red, green and blue as sRGB has them, each from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

type Matrix = readonly [Colour, Colour, Colour];

export function parseColour(hex: string): Colour {
  const part = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

/** What `color-mix(in srgb, top share, bottom)` makes, and a translucent colour over an opaque one. */
export function mix(top: Colour, share: number, bottom: Colour): Colour {
  return map(top, (value, channel) => value * share + (bottom[channel] ?? 0) * (1 - share));
}

/** How light a colour is, by the definition of relative luminance in WCAG 2.2. */
export function luminance(colour: Colour): number {
  const [red, green, blue] = map(colour, toLinear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * How people see who lack one kind of cone: the matrices for severity 1.0 of Machado, Oliveira and Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer
 * Graphics 15(6), 2009. They are for linear light.
 */
const visions: Record<'protanopia' | 'deuteranopia' | 'tritanopia', Matrix> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

export type Vision = keyof typeof visions;

/** The colour as such a person sees it. */
export function asSeenWith(vision: Vision, colour: Colour): Colour {
  return map(times(visions[vision], map(colour, toLinear)), (value) => toEncoded(Math.min(1, Math.max(0, value))));
}

/** How far apart two colours look: the colour difference CIE 1976 (ISO/CIE 11664-4). Above 20 nobody takes them for one. */
export function difference(one: Colour, other: Colour): number {
  const [first, second] = [toLab(one), toLab(other)];
  return Math.hypot(...map(first, (value, channel) => value - (second[channel] ?? 0)));
}

// The white of D65 and the matrix of sRGB (IEC 61966-2-1).
const white: Colour = [0.9505, 1, 1.089];
const toXyz: Matrix = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];

function toLab(colour: Colour): Colour {
  const [x, y, z] = map(times(toXyz, map(colour, toLinear)), (value, channel) => {
    const share = value / (white[channel] ?? 1);
    return share > 216 / 24_389 ? Math.cbrt(share) : (share * 24_389) / 27 / 116 + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function toLinear(value: number): number {
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function toEncoded(value: number): number {
  return value <= 0.003_130_8 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

function times([red, green, blue]: Matrix, colour: Colour): Colour {
  const sum = (row: Colour) => row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2];
  return [sum(red), sum(green), sum(blue)];
}

function map([red, green, blue]: Colour, change: (value: number, channel: number) => number): Colour {
  return [change(red, 0), change(green, 1), change(blue, 2)];
}
