import type { ApiContext } from './api-context.ts';
import { invalid } from '../refusal.ts';

/** What a list's address may ask for. */
export interface ListRules {
  filters?: readonly string[];
  includes?: readonly string[];
  sorts?: readonly string[];
}

/** A list's address, understood. */
export interface ListQuery {
  /** A comma inside one value means "or"; several filters must all hold. */
  filters: ReadonlyMap<string, readonly string[]>;
  includes: ReadonlySet<string>;
  sort: { field: string; descending: boolean } | undefined;
  page: number;
  perPage: number;
}

const defaultPerPage = 25;
const greatestPerPage = 100;

/** Reads `filter[…]`, `include`, `sort`, `page` and `per_page`; what a list does not know is refused. */
export function readListQuery(context: ApiContext, rules: ListRules): ListQuery {
  const filters = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(context.req.query())) {
    const key = /^filter\[(.+)\]$/.exec(name)?.[1];
    if (key === undefined) continue;
    if (!rules.filters?.includes(key)) throw invalid({ filter: [`Requested filter(s) \`${key}\` are not allowed.`] });
    filters.set(key, value.split(','));
  }
  return {
    filters,
    includes: readIncludes(context, rules.includes ?? []),
    sort: readSort(context.req.query('sort'), rules.sorts ?? []),
    page: readCount(context, 'page', 1, 1_000_000),
    perPage: readCount(context, 'per_page', defaultPerPage, greatestPerPage),
  };
}

/** No related data comes unless it is named in `include`. A dotted name brings those before the dot along. */
export function readIncludes(context: ApiContext, allowed: readonly string[]): ReadonlySet<string> {
  const names = (context.req.query('include') ?? '').split(',').filter((name) => name !== '');
  const unknown = names.filter((name) => !allowed.includes(name));
  if (unknown.length > 0)
    throw invalid({ include: [`Requested include(s) \`${unknown.join(', ')}\` are not allowed.`] });
  return new Set(
    names.flatMap((name) => {
      const parts = name.split('.');
      return parts.map((_, place) => parts.slice(0, place + 1).join('.'));
    }),
  );
}

/** A page of a list, with the vendor's `meta` and `links`. */
export function envelope(
  context: ApiContext,
  { page, perPage }: ListQuery,
  rows: readonly unknown[],
  total: number,
): Record<string, unknown> {
  const lastPage = Math.max(1, Math.ceil(total / perPage));
  const address = new URL(context.req.url);
  const path = `${address.origin}${address.pathname}`;
  const link = (number: number) => {
    address.searchParams.set('page', String(number));
    return address.href;
  };
  const from = (page - 1) * perPage + 1;
  return {
    data: rows,
    meta: {
      current_page: page,
      from: rows.length > 0 ? from : null,
      last_page: lastPage,
      path,
      per_page: perPage,
      to: rows.length > 0 ? from + rows.length - 1 : null,
      total,
    },
    links: {
      first: link(1),
      last: link(lastPage),
      prev: page > 1 ? link(page - 1) : null,
      next: page < lastPage ? link(page + 1) : null,
    },
  };
}

/** The page of a list that is short enough to be read as a whole. */
export function pageOf<Row>(rows: readonly Row[], { page, perPage }: ListQuery): Row[] {
  return rows.slice((page - 1) * perPage, page * perPage);
}

/** Sorts a short list by a text of its rows, or leaves it as it is. */
export function sorted<Row>(
  rows: readonly Row[],
  { sort }: ListQuery,
  keys: Readonly<Record<string, (row: Row) => string>>,
): Row[] {
  const key = sort && keys[sort.field];
  if (!key) return [...rows];
  const ascending = rows.toSorted((one, other) => key(one).localeCompare(key(other), 'en'));
  return sort.descending ? ascending.toReversed() : ascending;
}

/** True when a filter is not asked for, or one of its values is in the text. */
export function matchesText(filters: ListQuery['filters'], key: string, text: string): boolean {
  const wanted = filters.get(key);
  return !wanted || wanted.some((part) => text.toLowerCase().includes(part.toLowerCase()));
}

/** True when a filter is not asked for, or names exactly this. */
export function matchesExactly(filters: ListQuery['filters'], key: string, value: string | number | boolean): boolean {
  const wanted = filters.get(key);
  return (
    !wanted || wanted.includes(String(value)) || (typeof value === 'boolean' && wanted.includes(value ? '1' : '0'))
  );
}

function readSort(text: string | undefined, allowed: readonly string[]): ListQuery['sort'] {
  if (!text) return undefined;
  const descending = text.startsWith('-');
  const field = descending ? text.slice(1) : text;
  if (!allowed.includes(field)) throw invalid({ sort: [`Requested sort(s) \`${field}\` is not allowed.`] });
  return { field, descending };
}

function readCount(context: ApiContext, name: string, fallback: number, greatest: number): number {
  const text = context.req.query(name);
  if (text === undefined) return fallback;
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > greatest) {
    const label = name.replaceAll('_', ' ');
    throw invalid({ [name]: [`The ${label} field must be between 1 and ${greatest}.`] });
  }
  return count;
}
