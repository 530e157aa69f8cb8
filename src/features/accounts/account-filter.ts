import { accountPageSize, type AccountsVariables } from './account-queries.ts';

export const accountSortFields = ['name', 'instances', 'people', 'activity', 'created'] as const;

export type AccountSortField = (typeof accountSortFields)[number];

/** What the list is narrowed to, its order and its page. It lives in the address: `?q=&sort=-activity&page=2`. */
export interface AccountFilter {
  search: string;
  sort: { field: AccountSortField; isDescending: boolean };
  /** From 1. */
  page: number;
}

/** Reads a filter from an address. What it does not know counts as not there. */
export function readAccountFilter(search: URLSearchParams): AccountFilter {
  const sortText = search.get('sort') ?? '';
  const field = accountSortFields.find((known) => known === sortText.replace(/^-/, ''));
  const page = Number(search.get('page') ?? 1);
  return {
    search: (search.get('q') ?? '').trim(),
    sort: field ? { field, isDescending: sortText.startsWith('-') } : { field: 'name', isDescending: false },
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
  };
}

/** The address's parameters with one of them set, or removed when it says nothing. Anything but the page leads to the first page. */
export function withAccountFilter(search: URLSearchParams, key: 'q' | 'sort' | 'page', value: string) {
  const next = new URLSearchParams(search);
  if (key !== 'page') next.delete('page');
  const says = key === 'page' ? value !== '1' : key === 'sort' ? value !== 'name' : value !== '';
  if (says) next.set(key, value);
  else next.delete(key);
  return next;
}

export function toAccountVariables({ search, sort, page }: AccountFilter): AccountsVariables {
  return {
    search: search === '' ? null : search,
    sort: { field: sort.field, direction: sort.isDescending ? 'descending' : 'ascending' },
    first: accountPageSize,
    offset: (page - 1) * accountPageSize,
  };
}
