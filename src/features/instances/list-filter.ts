import { instanceStatuses } from '#contract/statuses.ts';
import type { InstanceStatus } from '#contract/statuses.ts';
import { vendors } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { InstanceListVariables } from './instance-list-query.ts';

export const sortFields = ['name', 'template', 'status', 'update', 'created', 'account'] as const;

export type SortField = (typeof sortFields)[number];

/** What a list is narrowed to and ordered by. It lives in the address: `?q=&status=&vendor=&account=&template=&needs=me&sort=-created`. */
export interface ListFilter {
  search: string;
  status: InstanceStatus | null;
  vendor: Vendor | null;
  accountId: string | null;
  templateId: string | null;
  /** Only what waits for a person of its account. */
  needsPerson: boolean;
  sort: { field: SortField; isDescending: boolean };
}

export const defaultSort: ListFilter['sort'] = { field: 'created', isDescending: true };

/** Reads a filter from an address. What it does not know counts as not there. */
export function readFilter(search: URLSearchParams): ListFilter {
  const sortText = search.get('sort') ?? '';
  const field = sortFields.find((known) => known === sortText.replace(/^-/, ''));
  return {
    search: (search.get('q') ?? '').trim(),
    status: instanceStatuses.find((known) => known === search.get('status')) ?? null,
    vendor: vendors.find((known) => known === search.get('vendor')) ?? null,
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

const filterKeys = ['q', 'status', 'vendor', 'account', 'template', 'needs'] as const;

export type FilterKey = (typeof filterKeys)[number] | 'sort';

/** The address's parameters with one of them set, or removed when the value is empty. Others are kept. */
export function withParameter(search: URLSearchParams, key: FilterKey, value: string): URLSearchParams {
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
  const { search, status, vendor, accountId, templateId, needsPerson } = filter;
  return Boolean(search || status || vendor || accountId || templateId || needsPerson);
}

/** The same filter as the contract takes it. The scope of an account is for admins. */
export function toVariables(filter: ListFilter, isAdmin: boolean): InstanceListVariables {
  return {
    filter: {
      ...(filter.search && { search: filter.search }),
      ...(filter.status && { statuses: [filter.status] }),
      ...(filter.vendor && { vendor: filter.vendor }),
      ...(isAdmin && filter.accountId && { accountId: filter.accountId }),
      ...(filter.templateId && { templateId: filter.templateId }),
      ...(filter.needsPerson && { needsPerson: true }),
    },
    sort: { field: filter.sort.field, direction: filter.sort.isDescending ? 'descending' : 'ascending' },
  };
}
