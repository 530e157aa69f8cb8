import { deploymentStates, visibilities } from '#contract/deployments.ts';
import type { DeploymentListVariables } from './deployment-queries.ts';

export const deploymentSortFields = [
  'name',
  'version',
  'owner',
  'author',
  'state',
  'visibility',
  'newest_job',
  'created',
  'updated',
] as const;

export type DeploymentSortField = (typeof deploymentSortFields)[number];

/** Who sees it, with the word for what the vendor does not tell. */
export const shownVisibilities = [...visibilities, 'unknown'] as const;

const filterKeys = ['q', 'state', 'name', 'author', 'owner', 'visibility'] as const;

export type DeploymentFilterKey = (typeof filterKeys)[number] | 'sort';

/** What the list is narrowed to and ordered by. It lives in the address: `?q=&state=&name=&author=&owner=&visibility=&sort=-created`. */
export interface DeploymentFilter {
  search: string;
  state: (typeof deploymentStates)[number] | null;
  name: string | null;
  author: string | null;
  owner: string | null;
  visibility: (typeof shownVisibilities)[number] | null;
  sort: { field: DeploymentSortField; isDescending: boolean };
}

export const defaultDeploymentSort: DeploymentFilter['sort'] = { field: 'created', isDescending: true };

/** Reads a filter from an address. What it does not know counts as not there. */
export function readDeploymentFilter(search: URLSearchParams): DeploymentFilter {
  const sortText = search.get('sort') ?? '';
  const field = deploymentSortFields.find((known) => known === sortText.replace(/^-/, ''));
  return {
    search: (search.get('q') ?? '').trim(),
    state: deploymentStates.find((known) => known === search.get('state')) ?? null,
    name: search.get('name') || null,
    author: search.get('author') || null,
    owner: search.get('owner') || null,
    visibility: shownVisibilities.find((known) => known === search.get('visibility')) ?? null,
    sort: field ? { field, isDescending: sortText.startsWith('-') } : defaultDeploymentSort,
  };
}

/** The address's parameters with one of them set, or removed when the value is empty. Others are kept. */
export function withDeploymentFilter(search: URLSearchParams, key: DeploymentFilterKey, value: string) {
  const next = new URLSearchParams(search);
  if (value === '') next.delete(key);
  else next.set(key, value);
  return next;
}

/** The address's parameters without any filter; the order stays. */
export function withoutDeploymentFilter(search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const key of filterKeys) next.delete(key);
  return next;
}

export function isDeploymentFiltered({ sort: _order, ...filter }: DeploymentFilter): boolean {
  return Object.values(filter).some(Boolean);
}

/** The same filter as the contract takes it. */
export function toDeploymentVariables(filter: DeploymentFilter): DeploymentListVariables {
  const { search, state, name, author, owner, visibility, sort } = filter;
  return {
    filter: {
      ...(search && { search }),
      ...(state && { state }),
      ...(name && { name }),
      ...(author && { author }),
      ...(owner && { owner }),
      ...(visibility && { visibility }),
    },
    sort: { field: sort.field, direction: sort.isDescending ? 'descending' : 'ascending' },
  };
}
