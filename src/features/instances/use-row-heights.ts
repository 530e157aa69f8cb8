import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RefCallback } from 'react';
import { pageSize } from './instance-list-query.ts';
import type { InstanceRowData } from './instance-row.ts';
import type { MeasuredHeight, MeasuredHeights } from './row-layout.ts';

interface ExpectedRows {
  rowAt: (index: number) => InstanceRowData | undefined;
  expectedPx: (row: InstanceRowData) => number;
}

/** What browsers round differently is no other height. */
const tolerancePx = 0.5;

/**
 * The heights of rows that are not as high as expected, such as those whose note takes two lines. `measure` goes to each
 * row as its ref: new ones are asked once per drawing, all together, and later told by the browser when they change.
 */
export function useRowHeights(rows: ExpectedRows): { measured: MeasuredHeights; measure: RefCallback<HTMLElement> } {
  const [measured, setMeasured] = useState<MeasuredHeights>(new Map());
  const latest = useRef(rows);
  const fresh = useRef(new Set<HTMLElement>());
  const observer = useRef<ResizeObserver | null>(null);
  const measure = useCallback<RefCallback<HTMLElement>>((element) => {
    if (!element) return undefined;
    observer.current ??= new ResizeObserver((entries) =>
      setMeasured(
        taking(
          latest.current,
          entries.map(({ target, borderBoxSize }) => [target, borderBoxSize[0]?.blockSize ?? 0]),
        ),
      ),
    );
    observer.current.observe(element);
    fresh.current.add(element);
    return () => {
      observer.current?.unobserve(element);
      fresh.current.delete(element);
    };
  }, []);

  // It ends by itself: a row is new once.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    latest.current = rows;
    takeFresh(fresh.current, rows, setMeasured);
  });
  return { measured, measure };
}

type Found = readonly (readonly [Element, number])[];
type Take = (before: MeasuredHeights) => MeasuredHeights;

/** Asks for the heights of rows that were just made, all at once, so that the browser lays out the page once. */
function takeFresh(fresh: Set<HTMLElement>, rows: ExpectedRows, set: (take: Take) => void): void {
  if (fresh.size === 0) return;
  const found: Found = [...fresh].map((element) => [element, element.getBoundingClientRect().height]);
  fresh.clear();
  set(taking(rows, found));
}

/** Adds heights to those that were known; gives back the same object when all are as they were known or expected. */
const taking =
  (rows: ExpectedRows, found: Found): Take =>
  (before) =>
    withHeights(rows, before, found);

function withHeights({ rowAt, expectedPx }: ExpectedRows, measured: MeasuredHeights, found: Found): MeasuredHeights {
  const changed = new Map<number, Map<string, MeasuredHeight>>();
  for (const [element, px] of found) {
    if (!(element instanceof HTMLElement)) continue;
    const index = Number(element.dataset['index']);
    const row = rowAt(index);
    // Nothing is that high which is hidden or was just taken from the page.
    if (!row || row.id !== element.dataset['id'] || px === 0) continue;
    const page = Math.floor(index / pageSize);
    const known = measured.get(page)?.get(row.id);
    const expected = expectedPx(row);
    if (Math.abs((known?.expectedPx === expected ? known.px : expected) - px) < tolerancePx) continue;
    const ofPage = changed.get(page) ?? new Map(measured.get(page));
    changed.set(page, ofPage.set(row.id, { px, expectedPx: expected }));
  }
  return changed.size === 0 ? measured : new Map([...measured, ...changed]);
}
