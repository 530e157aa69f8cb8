import type { Person } from '#contract/people.ts';
import { accountCreatedAt } from '../../accounts/people.ts';
import { listDeployments } from '../../inventory/deployments/list-deployments.ts';
import { refreshNewestJobs } from '../../inventory/deployments/newest-jobs.ts';
import type { WithDeployments } from '../../inventory/deployments/read-deployments.ts';
import type { InstanceScope } from '../../inventory/list-filter.ts';
import { readOutcome } from '../../inventory/read-outcome.ts';
import { everything } from '../../inventory/sync.ts';
import { standingMs } from '../../inventory/write-through.ts';
import { isViewing } from '../read-only-view.ts';
import { deploymentAdapter } from '../solution-access.ts';
import type { GraphContext } from './context.ts';
import { pageInfo, readPage } from './paging.ts';
import type { DeploymentFilter, Resolvers } from './schema.generated.ts';

const longestSearch = 200;

/** The list of deployed solutions, from the index. The scope comes from the session and from nothing else. */
export const deploymentResolvers: Resolvers = {
  Query: {
    deployments: async (_parent, input, context) => {
      const { services, person } = context;
      const page = readPage({ first: input.first ?? null, after: input.after ?? null });
      const adapter = deploymentAdapter(services);
      const outcome = adapter && (await readOutcomeOf(context, adapter));
      const list = await listDeployments(services.database, {
        ...readFilter(input.filter ?? {}),
        scope: scopeOf(person),
        sort: {
          field: input.sort?.field ?? 'name',
          descending: (input.sort?.direction ?? 'ascending') === 'descending',
        },
        ...page,
      });
      if (adapter && !isViewing(person)) {
        void refreshNewestJobs(services, adapter.deployments, list.deployments, person);
      }
      return {
        nodes: list.deployments,
        pageInfo: pageInfo(page, list.deployments.length, list.totalCount),
        totalCount: list.totalCount,
        unfilteredCount: list.unfilteredCount,
        authors: list.authors,
        owners: list.owners,
        outcomes: outcome
          ? [outcome.state === 'ok' && list.unfilteredCount === 0 ? { ...outcome, state: 'empty' as const } : outcome]
          : [],
      };
    },
  },
};

/** Which solutions exist at all for this person, and whose jobs of what is everybody's they are shown. */
export function scopeOf(person: Person): InstanceScope {
  if (person.role === 'admin') return 'everybody';
  if (!person.account) throw new Error(`user ${person.id} has no account`);
  return { accountId: person.account.id };
}

function readFilter(filter: DeploymentFilter) {
  const search = filter.search?.trim().slice(0, longestSearch) ?? '';
  return {
    search: search === '' ? null : search,
    state: filter.state ?? null,
    name: filter.name ?? null,
    author: filter.author ?? null,
    owner: filter.owner ?? null,
    visibility: filter.visibility ?? null,
  };
}

/** How the vendor's part stands. Opening the page has the account read again when its data is old; the page does not wait. */
async function readOutcomeOf({ services, person }: GraphContext, { vendor }: WithDeployments) {
  const { database, clock, sync } = services;
  const now = clock.now();
  const { account } = person;
  if (!account) return readOutcome(database, { vendor, scopes: [everything], now, since: null });
  if (!isViewing(person)) await sync.refreshAccount(vendor, account.id);
  const madeAt = await accountCreatedAt(database, account.id);
  const since = madeAt && new Date(madeAt.getTime() + standingMs);
  return readOutcome(database, { vendor, scopes: [account.id, everything], now, since });
}
