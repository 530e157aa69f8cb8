import type { InstanceFilter } from '#contract/instance-filter.ts';
import type { Person } from '#contract/people.ts';
import { type Vendor, vendors } from '#contract/vendors.ts';
import { accountCreatedAt } from '../../accounts/people.ts';
import { countFacets } from '../../inventory/facets.ts';
import type { InstanceScope } from '../../inventory/list-filter.ts';
import { listInstances } from '../../inventory/list.ts';
import { readOutcome } from '../../inventory/read-outcome.ts';
import { everything } from '../../inventory/sync.ts';
import { standingMs } from '../../inventory/write-through.ts';
import { isViewing } from '../read-only-view.ts';
import { isForAdmin } from './admins-field.ts';
import type { GraphContext } from './context.ts';
import { pageInfo, readPage } from './paging.ts';
import type { InstanceFilter as GraphFilter, Resolvers } from './schema.generated.ts';

const longestSearch = 200;

/** Lists. An account's own rows, or everybody's for an admin: the scope comes from the session and from nothing else. */
export const instancesResolvers: Resolvers = {
  Query: {
    instances: async (_parent, input, context) => {
      const { services, person } = context;
      const page = readPage({ first: input.first ?? null, after: input.after ?? null, offset: input.offset ?? null });
      const filter = readFilter(input.filter ?? {});
      const outcomes = await readOutcomes(context, filter.vendors ?? []);
      const list = await listInstances(services.database, {
        scope: scopeOf(person),
        filter,
        hasUpgradeHook: services.deployment.hasUpgradeHook,
        sort: {
          field: input.sort?.field ?? 'created',
          descending: (input.sort?.direction ?? 'descending') === 'descending',
        },
        ...page,
      });
      const unfiltered = new Map(list.ages.map(({ vendor, count }) => [vendor, count]));
      return {
        nodes: list.rows,
        pageInfo: pageInfo(page, list.rows.length, list.totalCount),
        totalCount: list.totalCount,
        unfilteredCount: list.ages.reduce((sum, { count }) => sum + count, 0),
        statusCounts: list.statusCounts,
        needsPersonCount: list.needsPersonCount,
        newestCheckedAt: newest(list.ages.map(({ newestCheckedAt }) => newestCheckedAt)),
        oldestCheckedAt: oldest(list.ages.map(({ oldestCheckedAt }) => oldestCheckedAt)),
        ages: list.ages,
        outcomes: outcomes.map((outcome) =>
          outcome.state === 'ok' && !unfiltered.get(outcome.vendor) ? { ...outcome, state: 'empty' } : outcome,
        ),
      };
    },
    instanceFacets: async (_parent, input, context) => {
      if (!(await isForAdmin(context, 'counts of instances'))) return null;
      const { services, person } = context;
      const facets = await countFacets(services.database, {
        scope: scopeOf(person),
        filter: readFilter(input.filter ?? {}),
        hasUpgradeHook: services.deployment.hasUpgradeHook,
        accountSearch: cut(input.accountSearch),
        templateSearch: cut(input.templateSearch),
      });
      return {
        vendors: facets.vendors.map(({ choice: vendor, count }) => ({ vendor, count })),
        statuses: facets.statuses.map(({ choice: status, count }) => ({ status, count })),
        healths: facets.healths.map(({ choice: health, count }) => ({ health, count })),
        updates: facets.updates.map(({ choice: update, count }) => ({ update, count })),
        accounts: facets.accounts,
        templates: facets.templates,
      };
    },
  },
};

function newest(times: readonly Date[]): Date | null {
  return times.length === 0 ? null : new Date(Math.max(...times.map(Number)));
}

function oldest(times: readonly Date[]): Date | null {
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)));
}

/** A user sees their account, an admin everybody's. It comes from the session, whatever the request says. */
function scopeOf(person: Person): InstanceScope {
  if (person.role === 'admin') return 'everybody';
  if (!person.account) throw new Error(`user ${person.id} has no account`);
  return { accountId: person.account.id };
}

function cut(search: string | null | undefined): string {
  return search?.trim().slice(0, longestSearch) ?? '';
}

/** As the rest of the server has it. `vendor` is the older form of `vendors`, and says nothing where that is given. */
function readFilter(filter: GraphFilter): InstanceFilter {
  const asked = filter.vendors?.length ? filter.vendors : filter.vendor ? [filter.vendor] : [];
  return {
    search: cut(filter.search),
    vendors: [...asked],
    statuses: [...(filter.statuses ?? [])],
    healths: [...(filter.healths ?? [])],
    updates: [...(filter.updates ?? [])],
    needsPerson: filter.needsPerson ?? false,
    ...(filter.accountId == null ? {} : { accountId: filter.accountId }),
    ...(filter.templateId == null ? {} : { templateId: filter.templateId }),
  };
}

/**
 * How each vendor's part of the list stands. Opening a page has its account read again when the data is older than 30 s;
 * the page does not wait for it.
 */
async function readOutcomes(context: GraphContext, only: readonly Vendor[]) {
  const { services, person } = context;
  const asked = vendors.filter(
    (vendor) => services.adapters.has(vendor) && (only.length === 0 || only.includes(vendor)),
  );
  const { account } = person;
  const now = services.clock.now();
  return Promise.all(
    asked.map(async (vendor) => {
      if (!account) return readOutcome(services.database, { vendor, scopes: [everything], now, since: null });
      if (!isViewing(person)) {
        const { finished } = await services.sync.refreshAccount(vendor, account.id);
        void finished?.then(() => services.wizardSessions.lookAgain(account.id));
      }
      // A read of everybody's may come from before the account existed, even when it began a little later.
      const madeAt = await accountCreatedAt(services.database, account.id);
      const since = madeAt && new Date(madeAt.getTime() + standingMs);
      return readOutcome(services.database, { vendor, scopes: [account.id, everything], now, since });
    }),
  );
}
