import { vendors } from '#contract/vendors.ts';
import { activityOf } from '../../accounts/account-activity.ts';
import { listLinks } from '../../accounts/account-detail.ts';
import { type ListedAccount, listAccounts, readAccounts } from '../../accounts/list-accounts.ts';
import { listPeopleOf } from '../../accounts/people.ts';
import { type AccountCount, countOfAccounts, sumOfVendors } from '../../inventory/account-counts.ts';
import { isUuid } from '../reach-instance.ts';
import type { Services } from '../services.ts';
import { isForAdmin } from './admins-field.ts';
import { pageInfo, readPage } from './paging.ts';
import type { AccountRow, Resolvers } from './schema.generated.ts';

const longestSearch = 200;
const activityLength = 20;

/** Accounts as administrators see them, from our own tables alone. To others none of it exists. */
export const accountResolvers: Resolvers = {
  Query: {
    accounts: async (_parent, input, context) => {
      if (!(await isForAdmin(context, 'accounts'))) return null;
      const { database } = context.services;
      const page = readPage({ first: input.first ?? null, after: input.after ?? null, offset: input.offset ?? null });
      const search = input.search?.trim().slice(0, longestSearch) ?? '';
      const list = await listAccounts(database, {
        search: search === '' ? null : search,
        sort: { field: input.sort?.field ?? 'name', descending: input.sort?.direction === 'descending' },
        ...page,
      });
      const counts = await countOfAccounts(
        database,
        list.accounts.map(({ account }) => account.id),
      );
      return {
        nodes: list.accounts.map((listed) => toRow(listed, counts.get(listed.account.id) ?? [], context.services)),
        pageInfo: pageInfo(page, list.accounts.length, list.totalCount),
        totalCount: list.totalCount,
        unfilteredCount: list.unfilteredCount,
      };
    },
    account: async (_parent, { id }, context) => {
      if (!(await isForAdmin(context, isUuid(id) ? `account ${id}` : 'account')) || !isUuid(id)) return null;
      const { database, adapters, sessions } = context.services;
      const listed = (await readAccounts(database, [id])).get(id);
      if (!listed) return null;
      const { account, createdAt, lastActivityAt } = listed;
      const [people, links, counts, activity] = await Promise.all([
        listPeopleOf(database, id),
        listLinks(database, [...adapters.values()], account),
        countOfAccounts(database, [id]),
        activityOf(database, id, activityLength),
      ]);
      const seen = await sessions.seenOf(people.map((person) => person.id));
      return {
        account,
        createdAt,
        lastActivityAt,
        people: people.map((person) => ({
          ...person,
          sessionCount: seen.get(person.id)?.count ?? 0,
          lastSeenAt: seen.get(person.id)?.lastSeenAt ?? null,
        })),
        links: links.map((link) => ({ ...link, fields: [...link.fields] })),
        instances: counts.get(id) ?? [],
        activity,
      };
    },
  },
};

function toRow(listed: ListedAccount, counts: readonly AccountCount[], { adapters }: Services): AccountRow {
  const { count, healths } = sumOfVendors(counts);
  const linkedVendors = vendors.filter((vendor) => adapters.has(vendor) && listed.linkedVendors.includes(vendor));
  return { ...listed, linkedVendors, instanceCount: count, healths };
}
