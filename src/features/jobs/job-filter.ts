import { filterableRunStates, runSortings } from '#contract/deployments.ts';
import type { FilterableRunState, RunSorting } from '#contract/deployments.ts';
import type { JobListPage, JobListVariables } from './job-queries.ts';

/** What a list of jobs is narrowed to and ordered by. It lives in the address, each repeatable value as a parameter of its own. */
export interface JobFilter {
  states: FilterableRunState[];
  users: string[];
  jobIds: string[];
  spaces: string[];
  owners: string[];
  names: string[];
  /** Of these solutions, by our ids. */
  solutions: string[];
  /** Admins only: whose jobs. */
  account: string | null;
  sort: { field: RunSorting; isDescending: boolean };
}

/** The parameters that may stand in the address more than once. */
export type JobListKey = 'state' | 'user' | 'job' | 'space' | 'owner' | 'name' | 'solution';

const keys: readonly (JobListKey | 'account')[] = [
  'state',
  'user',
  'job',
  'space',
  'owner',
  'name',
  'solution',
  'account',
];

const sortKey = 'order';

export const defaultJobSort: JobFilter['sort'] = { field: 'started', isDescending: true };

/** Reads a filter from an address. What it does not know counts as not there. */
export function readJobFilter(search: URLSearchParams): JobFilter {
  const all = (key: JobListKey) => [...new Set(search.getAll(key).map((value) => value.trim()))].filter(Boolean);
  const sortText = search.get(sortKey) ?? '';
  const field = runSortings.find((known) => known === sortText.replace(/^-/, ''));
  return {
    states: all('state').flatMap((value) => filterableRunStates.find((known) => known === value) ?? []),
    users: all('user'),
    jobIds: all('job'),
    spaces: all('space'),
    owners: all('owner'),
    names: all('name'),
    solutions: all('solution'),
    account: search.get('account') || null,
    sort: field ? { field, isDescending: sortText.startsWith('-') } : defaultJobSort,
  };
}

/** The address's parameters with all values of one of them replaced. Others are kept. */
export function withJobValues(search: URLSearchParams, key: JobListKey, values: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete(key);
  for (const value of new Set(values)) next.append(key, value);
  return next;
}

export function withJobSort(search: URLSearchParams, { field, isDescending }: JobFilter['sort']): URLSearchParams {
  const next = new URLSearchParams(search);
  next.set(sortKey, `${isDescending ? '-' : ''}${field}`);
  return next;
}

/** The address's parameters without any filter; the order stays. */
export function withoutJobFilter(search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const key of keys) next.delete(key);
  return next;
}

export function isJobFiltered({ sort: _order, account, ...lists }: JobFilter): boolean {
  return account !== null || Object.values(lists).some((values) => values.length > 0);
}

/** The same filter as the contract takes it. `instanceId`: the one solution whose jobs are listed. */
export function toJobVariables(filter: JobFilter, instanceId: string | null, isAdmin: boolean): JobListVariables {
  const { states, users, jobIds, spaces, owners, names, solutions, account, sort } = filter;
  const instanceIds = instanceId === null ? solutions : [instanceId];
  return {
    filter: {
      ...(instanceIds.length > 0 && { instanceIds }),
      ...(users.length > 0 && { users }),
      ...(jobIds.length > 0 && { jobIds }),
      ...(states.length > 0 && { states }),
      ...(spaces.length > 0 && { spaces }),
      ...(instanceId === null && owners.length > 0 && { owners }),
      ...(instanceId === null && names.length > 0 && { names }),
      ...(isAdmin && account !== null && { accountId: account }),
    },
    sort: { field: sort.field, direction: sort.isDescending ? 'descending' : 'ascending' },
  };
}

/** What the vendor answers at once when it is not told how many; it documents no greatest number. */
const documentedPageSize = 20;

/** How many jobs are asked for at once. */
export const jobPageSize = 100;

/**
 * Whether more may follow a page. The vendor tells by a full page alone. One that answers as many as it does by itself,
 * although more were asked for, may know a greatest number that it does not document: then the page was full too.
 */
export function mayFollow({
  nodes,
  unreadableCount,
  mayHaveMore,
}: Pick<JobListPage, 'mayHaveMore' | 'unreadableCount'> & { nodes: readonly unknown[] }): boolean {
  return mayHaveMore || nodes.length + unreadableCount === documentedPageSize;
}
