import { healths } from '#contract/row-cause.ts';
import type { Health } from '#contract/row-cause.ts';
import { instanceStatuses, updateKinds } from '#contract/statuses.ts';
import type { InstanceStatus, UpdateKind } from '#contract/statuses.ts';
import { vendors } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { InstanceListVariables } from './instance-list-query.ts';

export const sortFields = [
  'name',
  'template',
  'status',
  'health',
  'update',
  'created',
  'account',
  'vendor',
  'checked',
] as const;

export type SortField = (typeof sortFields)[number];

/**
 * What a list is narrowed to and ordered by. It lives in the address:
 * `?q=&vendor=tray,prismatic&status=&health=&update=&account=&template=&needs=me&sort=-created`.
 */
export interface ListFilter {
  search: string;
  /** Empty lists narrow nothing. */
  vendors: readonly Vendor[];
  statuses: readonly InstanceStatus[];
  healths: readonly Health[];
  updates: readonly UpdateKind[];
  accountId: string | null;
  templateId: string | null;
  /** Only what waits for a person of its account. */
  needsPerson: boolean;
  sort: { field: SortField; isDescending: boolean };
}

export const defaultSort: ListFilter['sort'] = { field: 'created', isDescending: true };

/**
 * Reads a filter from an address. What it does not know counts as not there. Several vendors or statuses, and health and
 * kinds of update, are for everybody's list; to others the first one counts, which is what their tools show.
 */
export function readFilter(search: URLSearchParams, isAdmin: boolean): ListFilter {
  const sortText = search.get('sort') ?? '';
  const field = sortFields.find((known) => known === sortText.replace(/^-/, ''));
  const several = <Value extends string>(key: string, known: readonly Value[], isForAll: boolean): Value[] => {
    const named = search.get(key)?.split(',') ?? [];
    const found = known.filter((value) => named.includes(value));
    return isAdmin ? found : isForAll ? found.slice(0, 1) : [];
  };
  return {
    search: (search.get('q') ?? '').trim(),
    vendors: several('vendor', vendors, true),
    statuses: several('status', instanceStatuses, true),
    healths: several('health', healths, false),
    updates: several('update', updateKinds, false),
    accountId: search.get('account') || null,
    templateId: search.get('template') || null,
    needsPerson: search.get('needs') === 'me',
    sort: field ? { field, isDescending: sortText.startsWith('-') } : defaultSort,
  };
}

/**
 * The filter as these columns can show it: an order by a column that is hidden counts as not asked for, as nothing would
 * tell why the rows stand as they do. The solution stands beside the name where it has no column.
 */
export function sortedByShown(filter: ListFilter, columns: readonly string[]): ListFilter {
  const { field } = filter.sort;
  return field === 'template' || columns.includes(field) ? filter : { ...filter, sort: defaultSort };
}

const filterKeys = ['q', 'vendor', 'status', 'health', 'update', 'account', 'template', 'needs'] as const;

export type FilterKey = (typeof filterKeys)[number] | 'sort';

/** The address's parameters with one of them set, or removed when the value is empty. Others are kept. */
export function withParameter(search: URLSearchParams, key: string, value: string): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value === '') next.delete(key);
  else next.set(key, value);
  return next;
}

/** The address's parameters without any filter; the order stays. */
export function withoutFilter(search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const key of filterKeys) next.delete(key);
  return next;
}

export function isFiltered(filter: ListFilter): boolean {
  const { search, accountId, templateId, needsPerson } = filter;
  const lists = [filter.vendors, filter.statuses, filter.healths, filter.updates];
  return Boolean(search || accountId || templateId || needsPerson) || lists.some(({ length }) => length > 0);
}

/** The same filter as the contract takes it, in the graph and in requests. The scope of an account is for admins. */
export function contractFilter(filter: ListFilter, isAdmin: boolean) {
  const { search, vendors: only, statuses, healths: of, updates, accountId, templateId, needsPerson } = filter;
  return {
    ...(search && { search }),
    ...(only.length > 0 && { vendors: [...only] }),
    ...(statuses.length > 0 && { statuses: [...statuses] }),
    ...(of.length > 0 && { healths: [...of] }),
    ...(updates.length > 0 && { updates: [...updates] }),
    ...(isAdmin && accountId && { accountId }),
    ...(templateId && { templateId }),
    ...(needsPerson && { needsPerson }),
  };
}

/** What the rows of a list are asked for by. */
export function toVariables(filter: ListFilter, isAdmin: boolean): InstanceListVariables {
  const { field, isDescending } = filter.sort;
  return {
    filter: contractFilter(filter, isAdmin),
    sort: { field, direction: isDescending ? 'descending' : 'ascending' },
  };
}
