import { useStore } from '@nanostores/react';
import { useCallback, useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { changedColumns, density } from '#src/lib/preferences.ts';
import type { Density } from '#src/lib/preferences.ts';
import {
  contractFilter,
  readFilter,
  sortedByShown,
  toVariables,
  withParameter,
  withoutFilter,
} from '../list-filter.ts';
import type { FilterKey, ListFilter } from '../list-filter.ts';
import { useTableShape } from '../table-shape.ts';
import { readLook, withColumns, withDensity, withValueTurned } from '../list-address.ts';
import { everybodysParts } from './row-parts.tsx';

/** Everybody's list as its address has it, and what changes the address. */
export function useEverybodysAddress(besidePx: number) {
  const [search, setSearch] = useSearchParams();
  const ownColumns = useStore(changedColumns);
  const ownDensity = useStore(density);
  const look = useMemo(() => readLook(search), [search]);
  const changed = look.changed ?? ownColumns;
  const closeness = look.density ?? ownDensity;

  // What a person chose in this browser is said in the address too: it is what a shared link and a saved view show.
  const saysColumns = look.changed !== null || ownColumns.length === 0;
  const saysDensity = look.density !== null || ownDensity === 'comfortable';
  useEffect(() => {
    if (saysColumns && saysDensity) return;
    setSearch(
      (current) => {
        const next = saysColumns ? current : withColumns(current, ownColumns);
        return saysDensity ? next : withDensity(next, ownDensity);
      },
      { replace: true },
    );
  }, [saysColumns, saysDensity, ownColumns, ownDensity, setSearch]);

  const shape = useTableShape({ changed, density: closeness, isAdmin: true, besidePx, parts: everybodysParts });
  const filter = useMemo(() => sortedByShown(readFilter(search, true), shape.columns), [search, shape.columns]);
  const variables = useMemo(() => toVariables(filter, true), [filter]);
  const asContract = useMemo(() => contractFilter(filter, true), [filter]);

  const change = useCallback(
    // The router hands over what was drawn last; of two quick presses the second must know of the first.
    (next: (current: URLSearchParams) => URLSearchParams) =>
      setSearch(() => next(new URLSearchParams(location.search)), { replace: true }),
    [setSearch],
  );
  return {
    filter,
    variables,
    /** The filter as requests take it that are about all that match. */
    asContract,
    shape,
    changed,
    closeness,
    onFilter: useCallback(
      (key: FilterKey, value: string) => change((current) => withParameter(current, key, value)),
      [change],
    ),
    onTurn: useCallback(
      (key: 'vendor' | 'status' | 'health' | 'update', value: string) =>
        change((current) => withValueTurned(current, key, value)),
      [change],
    ),
    onClear: useCallback(() => change(withoutFilter), [change]),
    onSort: useCallback(
      ({ field, isDescending }: ListFilter['sort']) =>
        change((current) => withParameter(current, 'sort', `${isDescending ? '-' : ''}${field}`)),
      [change],
    ),
    onColumns: useCallback(
      (next: string[]) => {
        changedColumns.set(next);
        change((current) => withColumns(current, next));
      },
      [change],
    ),
    onDensity: useCallback(
      (next: Density) => {
        density.set(next);
        change((current) => withDensity(current, next));
      },
      [change],
    ),
  };
}
