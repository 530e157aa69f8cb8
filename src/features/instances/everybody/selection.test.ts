import { describe, expect, test } from 'vitest';
import { deferred } from '#src/testing/deferred.ts';
import { chosenCount, chosenOfRead, createSelection, isChosen } from './selection.ts';
import type { Chosen } from './selection.ts';

/** A list of rows called r0, r1 and so on, of which the first ones were read. */
function bed({ total = 5_000, read = 100 } = {}) {
  const told: string[] = [];
  const list = {
    readIds: (most: number) => Array.from({ length: Math.min(read, most) }, (_, index) => `r${index}`),
    idsBetween: async (from: number, to: number): Promise<readonly string[]> => {
      if (to >= total) throw new Error('no answer');
      return Array.from({ length: to - from + 1 }, (_, step) => `r${from + step}`);
    },
    onTooMany: () => void told.push('too many'),
    onFailed: () => void told.push('failed'),
  };
  const selection = createSelection(list);
  const choose = (index: number, toHere = false, isOn = true) =>
    selection.choose({ id: `r${index}`, index }, isOn, toHere);
  return { selection, list, choose, told, ids: () => idsOf(selection.chosen.get()) };
}

function idsOf(chosen: Chosen): string[] {
  return chosen.kind === 'all' ? ['all'] : [...chosen.ids];
}

describe('what is chosen of a list', () => {
  test('is one row after the other, and taken back', async () => {
    const { choose, ids } = bed();
    await choose(3);
    await choose(7);
    await choose(3, false, false);
    expect(ids()).toEqual(['r7']);
  });

  test('is a stretch from the last one, in either direction, and so taken back', async () => {
    const { choose, ids } = bed();
    await choose(10);
    await choose(7, true);
    expect(ids().toSorted()).toEqual(['r10', 'r7', 'r8', 'r9']);
    await choose(9, true, false);
    expect(ids()).toEqual(['r10']);
  });

  test('goes by the last choice when a stretch arrives after it', async () => {
    const { selection, list, choose, ids } = bed();
    const late = deferred<readonly string[]>();
    selection.attach({ ...list, idsBetween: () => late.promise });
    await choose(0);
    const stretch = choose(2, true);
    selection.clear();
    late.resolve(['r0', 'r1', 'r2']);
    await stretch;
    expect(ids()).toEqual([]);
  });

  test('is a thousand named ones at most, and says so', async () => {
    const { choose, ids, told } = bed();
    await choose(0);
    await choose(999, true);
    expect(ids()).toHaveLength(1_000);
    await choose(1_000);
    expect(ids()).toHaveLength(1_000);
    await choose(4_000, true);
    expect(ids()).toHaveLength(1_000);
    expect(told).toEqual(['too many', 'too many']);
  });

  test('stays as it was when the rows between cannot be read', async () => {
    const { choose, ids, told } = bed({ total: 50 });
    await choose(40);
    await choose(60, true);
    expect(ids()).toEqual(['r40']);
    expect(told).toEqual(['failed']);
  });

  test('is all that match, read or not; one taken from it leaves those that were read', async () => {
    const { selection, choose, ids } = bed();
    selection.chooseAll();
    expect(isChosen(selection.chosen.get(), 'r4711')).toBe(true);
    expect(chosenCount(selection.chosen.get(), 5_000)).toBe(5_000);
    await choose(5, false, false);
    expect(ids()).toHaveLength(99);
    expect(isChosen(selection.chosen.get(), 'r5')).toBe(false);
    expect(chosenCount(selection.chosen.get(), 5_000)).toBe(99);
  });

  test('is what was read, and nothing', async () => {
    const { selection, list, ids, choose } = bed({ read: 1_200 });
    const ofRead = () => chosenOfRead(selection.chosen.get(), list.readIds(1_000));
    expect(ofRead()).toBe('none');
    selection.chooseRead(true);
    expect(ids()).toHaveLength(1_000);
    // Else the box that chooses them could never take it back.
    expect(ofRead()).toBe('all');
    await choose(3, false, false);
    expect(ofRead()).toBe('some');
    selection.chooseRead(false);
    expect(ids()).toEqual([]);
  });
});
