import { atom } from 'nanostores';
import type { ReadableAtom } from 'nanostores';
import { mostNamedIds } from '#contract/endpoints/bulks.ts';

/** What is chosen of a list: some rows by their ids, or all that match the filter, whether they were read or not. */
export type Chosen = { kind: 'ids'; ids: ReadonlySet<string> } | { kind: 'all' };

/** What a selection must know of the list. Asked at each choice, as rows come and go. */
export interface SelectableList {
  readIds: (most: number) => string[];
  /** The ids of the rows from one place to another, both included; read where they were not. */
  idsBetween: (from: number, to: number) => Promise<readonly string[]>;
  /** Told that more would be chosen one by one than may be. Then nothing is. */
  onTooMany: () => void;
  /** Told that a stretch of rows could not be read. Then nothing is chosen. */
  onFailed: () => void;
}

export interface Selection {
  /** Tells it the list as it is now. */
  attach: (list: SelectableList) => void;
  chosen: ReadableAtom<Chosen>;
  /** Tells each change of it. Returns what ends that. */
  follow: (tell: () => void) => () => void;
  /** `toHere`: as the last one, and with all rows between the two. */
  choose: (row: { id: string; index: number }, isOn: boolean, toHere: boolean) => Promise<void>;
  /** The rows that were read, or none. */
  chooseRead: (isOn: boolean) => void;
  chooseAll: () => void;
  clear: () => void;
}

const nothing: Chosen = { kind: 'ids', ids: new Set() };

export function createSelection(first: SelectableList): Selection {
  const chosen = atom<Chosen>(nothing);
  let list = first;
  /** Where the last choice was made, from which a stretch goes on. */
  let anchor: number | null = null;

  /** Those that are named. Of all that match, those that were read are what a single choice goes on from. */
  function named(): Set<string> {
    const now = chosen.get();
    return new Set(now.kind === 'ids' ? now.ids : list.readIds(mostNamedIds));
  }

  function turn(ids: readonly string[], isOn: boolean): void {
    const next = named();
    for (const id of ids) {
      if (isOn) next.add(id);
      else next.delete(id);
    }
    if (next.size > mostNamedIds) list.onTooMany();
    else chosen.set({ kind: 'ids', ids: next });
  }

  return {
    chosen,
    attach(next) {
      list = next;
    },
    follow: (tell) => chosen.listen(tell),
    async choose({ id, index }, isOn, toHere) {
      const from = anchor;
      anchor = index;
      if (!toHere || from === null || from === index) {
        turn([id], isOn);
        return;
      }
      if (Math.abs(index - from) >= mostNamedIds) {
        list.onTooMany();
        return;
      }
      const before = chosen.get();
      try {
        const ids = await list.idsBetween(Math.min(from, index), Math.max(from, index));
        // Something else was chosen while the rows were read: that was meant later.
        if (chosen.get() === before) turn(ids, isOn);
      } catch {
        list.onFailed();
      }
    },
    chooseRead(isOn) {
      chosen.set(isOn ? { kind: 'ids', ids: new Set(list.readIds(mostNamedIds)) } : nothing);
    },
    chooseAll: () => chosen.set({ kind: 'all' }),
    clear() {
      anchor = null;
      chosen.set(nothing);
    },
  };
}

export function isChosen(chosen: Chosen, id: string): boolean {
  return chosen.kind === 'all' || chosen.ids.has(id);
}

/** How much is chosen of the rows that were read, of which `readIds` are the first that can be named one by one. */
export function chosenOfRead(chosen: Chosen, readIds: readonly string[]): 'all' | 'some' | 'none' {
  if (readIds.length > 0 && readIds.every((id) => isChosen(chosen, id))) return 'all';
  return chosen.kind === 'ids' && chosen.ids.size > 0 ? 'some' : 'none';
}

/** How many are chosen, of so many that match. */
export function chosenCount(chosen: Chosen, totalCount: number): number {
  return chosen.kind === 'all' ? totalCount : chosen.ids.size;
}
