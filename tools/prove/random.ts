/** Random numbers that the same seed gives again: mulberry32, after Tommy Ettinger, in the public domain. */
export interface Random {
  /** From 0 up to and without 1. */
  next: () => number;
  /** A whole number from 0 up to and without `limit`. */
  below: (limit: number) => number;
  pick: <Item>(items: readonly Item[]) => Item | undefined;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: (items) => items[below(items.length)] };
}
