/** How far the keys of the list lead. */
export interface RowExtent {
  /** Rows in the whole list, loaded or not. */
  count: number;
  /** Rows that fit on the screen. */
  screenful: number;
}

/** The place that a key leads to from this one; null when the key does not move between rows. */
export function placeAfter(key: string, place: number, { count, screenful }: RowExtent): number | null {
  // One row of the former screen stays in sight, so that one sees where one was.
  const page = Math.max(1, screenful - 1);
  const aims: Record<string, number> = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    PageDown: place + page,
    PageUp: place - page,
    Home: 0,
    End: count - 1,
  };
  const aim = Object.hasOwn(aims, key) ? aims[key] : undefined;
  return aim === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, aim));
}
