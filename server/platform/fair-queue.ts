/** Items that wait, in a row per key. The keys take turns; within one key the first to come is the first to go. */
export interface FairQueue<Item> {
  readonly size: number;
  add(key: string, item: Item): void;
  /** Takes the next item whose key may go; null when there is none. Without `mayGo` every key may. */
  next(mayGo?: (key: string) => boolean): { key: string; item: Item } | null;
  /** Takes everything. */
  drain(): Item[];
}

export function createFairQueue<Item>(): FairQueue<Item> {
  // The map's own order is the order of turns: a key that had its turn goes to the end.
  const rows = new Map<string, Item[]>();
  let size = 0;

  return {
    get size() {
      return size;
    },
    add: (key, item) => {
      size += 1;
      const row = rows.get(key);
      if (row) row.push(item);
      else rows.set(key, [item]);
    },
    next: (mayGo) => {
      for (const [key, row] of rows) {
        if (mayGo && !mayGo(key)) continue;
        const item = row.shift();
        rows.delete(key);
        if (row.length > 0) rows.set(key, row);
        if (item === undefined) continue;
        size -= 1;
        return { key, item };
      }
      return null;
    },
    drain: () => {
      const items = [...rows.values()].flat();
      rows.clear();
      size = 0;
      return items;
    },
  };
}
