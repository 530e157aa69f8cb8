import type { Density } from '#src/lib/preferences.ts';
import { changedFor, choosableColumns, shownColumns } from './columns.ts';
import { readFilter, withParameter } from './list-filter.ts';

/**
 * How everybody's list looks. It lives in the address too, so that whoever opens the same address sees the same:
 * `?columns=account,update,created&density=compact`; `columns=none` hides all that can be hidden.
 */
export interface ListLook {
  /** The columns that are not as they are at first. Null: the address does not say. */
  changed: readonly string[] | null;
  density: Density | null;
}

const densities = ['comfortable', 'compact'] as const satisfies readonly Density[];

export function readLook(search: URLSearchParams): ListLook {
  const columns = search.get('columns');
  return {
    changed: columns === null ? null : changedFor(columns.split(','), true),
    density: densities.find((known) => known === search.get('density')) ?? null,
  };
}

export function withColumns(search: URLSearchParams, changed: readonly string[]): URLSearchParams {
  return withParameter(search, 'columns', columnsText(changed));
}

export function withDensity(search: URLSearchParams, density: Density): URLSearchParams {
  return withParameter(search, 'density', density);
}

function columnsText(changed: readonly string[]): string {
  const shown = shownColumns(changed, true);
  return (
    choosableColumns(true)
      .filter((id) => shown.includes(id))
      .join(',') || 'none'
  );
}

/** The several values of a filter with this one added, or taken away where it was there. */
export function withValueTurned(search: URLSearchParams, key: string, value: string): URLSearchParams {
  const values = (search.get(key) ?? '').split(',').filter(Boolean);
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return withParameter(search, key, next.join(','));
}

/**
 * The address's parameters in one form for all that show the same: what is unknown is left out, what is not said is said, the
 * order is fixed. Two lists are the same list when these are equal.
 */
export function canonicalQuery(search: URLSearchParams): string {
  const filter = readFilter(search, true);
  const { changed, density } = readLook(search);
  const { field, isDescending } = filter.sort;
  const parts: [string, string][] = [
    ['q', filter.search],
    ['vendor', filter.vendors.join(',')],
    ['status', filter.statuses.join(',')],
    ['health', filter.healths.join(',')],
    ['update', filter.updates.join(',')],
    ['account', filter.accountId ?? ''],
    ['template', filter.templateId ?? ''],
    ['needs', filter.needsPerson ? 'me' : ''],
    ['sort', `${isDescending ? '-' : ''}${field}`],
    ['columns', columnsText(changed ?? [])],
    ['density', density ?? 'comfortable'],
  ];
  return new URLSearchParams(parts.filter(([, value]) => value !== '')).toString();
}
