import { vendors } from '#contract/vendors.ts';
import type { Person } from '#contract/people.ts';
import { accountCreatedAt } from '../../accounts/people.ts';
import { type InstanceScope, listInstances } from '../../inventory/list.ts';
import { readOutcome } from '../../inventory/read-outcome.ts';
import { everything } from '../../inventory/sync.ts';
import { standingMs } from '../../inventory/write-through.ts';
import type { GraphContext } from './context.ts';
import { pageInfo, readPage } from './paging.ts';
import type { InstanceFilter, Resolvers } from './schema.generated.ts';

const longestSearch = 200;

/** Lists. An account's own rows, or everybody's for an admin: the scope comes from the session and from nothing else. */
export const instancesResolvers: Resolvers = {
  Query: {
    instances: async (_parent, input, context) => {
      const { services, person } = context;
      const page = readPage({ first: input.first ?? null, after: input.after ?? null, offset: input.offset ?? null });
      const outcomes = await readOutcomes(context, input.filter?.vendor ?? null);
      const list = await listInstances(services.database, {
        ...readFilter(input.filter ?? {}),
        hasUpgradeHook: services.deployment.hasUpgradeHook,
        scope: scopeOf(person),
        accountId: input.filter?.accountId ?? null,
        sort: {
          field: input.sort?.field ?? 'created',
          descending: (input.sort?.direction ?? 'descending') === 'descending',
        },
        ...page,
      });
      const unfiltered = list.unfilteredCounts;
      return {
        nodes: list.rows,
        pageInfo: pageInfo(page, list.rows.length, list.totalCount),
        totalCount: list.totalCount,
        unfilteredCount: [...unfiltered.values()].reduce((sum, count) => sum + count, 0),
        statusCounts: list.statusCounts,
        needsPersonCount: list.needsPersonCount,
        newestCheckedAt: list.newestCheckedAt,
        oldestCheckedAt: list.oldestCheckedAt,
        outcomes: outcomes.map((outcome) =>
          outcome.state === 'ok' && !unfiltered.get(outcome.vendor) ? { ...outcome, state: 'empty' } : outcome,
        ),
      };
    },
  },
};

/** A user sees their account, an admin everybody's. It comes from the session, whatever the request says. */
function scopeOf(person: Person): InstanceScope {
  if (person.role === 'admin') return 'everybody';
  if (!person.account) throw new Error(`user ${person.id} has no account`);
  return { accountId: person.account.id };
}

function readFilter(filter: InstanceFilter) {
  const search = filter.search?.trim().slice(0, longestSearch) ?? '';
  return {
    search: search === '' ? null : search,
    vendor: filter.vendor ?? null,
    statuses: [...(filter.statuses ?? [])],
    templateId: filter.templateId ?? null,
    needsPerson: filter.needsPerson ?? false,
  };
}

/**
 * How each vendor's part of the list stands. Opening a page has its account read again when the data is older than 30 s;
 * the page does not wait for it.
 */
async function readOutcomes(context: GraphContext, only: (typeof vendors)[number] | null) {
  const { services, person } = context;
  const asked = vendors.filter((vendor) => services.adapters.has(vendor) && (only === null || only === vendor));
  const { account } = person;
  const now = services.clock.now();
  return Promise.all(
    asked.map(async (vendor) => {
      if (!account) return readOutcome(services.database, { vendor, scopes: [everything], now, since: null });
      const { finished } = await services.sync.refreshAccount(vendor, account.id);
      void finished?.then(() => services.wizardSessions.lookAgain(account.id));
      // A read of everybody's may come from before the account existed, even when it began a little later.
      const madeAt = await accountCreatedAt(services.database, account.id);
      const since = madeAt && new Date(madeAt.getTime() + standingMs);
      return readOutcome(services.database, { vendor, scopes: [account.id, everything], now, since });
    }),
  );
}
