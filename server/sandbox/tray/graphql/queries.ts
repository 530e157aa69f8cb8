import type { InstanceRow } from '../database/tables.ts';
import { listAuthentications } from '../store/authentications.ts';
import { type InstanceCriteria, listInstances, staleMs } from '../store/instance-reads.ts';
import { cursorOf, listInMemory, readPage } from '../store/pages.ts';
import { listUsers, type UserCriteria } from '../store/users.ts';
import { TrayError } from '../tray-errors.ts';
import { later, partner } from '../tray-services.ts';
import { readLateness, strikes, type TrayContext } from './context.ts';
import type { ListArguments } from './inputs.ts';
import { presentAuthentication, presentInstance, presentSolution, presentUser } from './presentation.ts';

/** The fields under `viewer`. */
const viewer = {
  solutions: async (args: ListArguments<{ tags?: string[] | null }>, { services }: TrayContext) => {
    const wanted = args.criteria?.tags ?? [];
    const matching = (await services.catalogue.all()).filter(({ tags }) => wanted.every((tag) => tags.includes(tag)));
    return readPage(listInMemory(matching), args, presentSolution, services.clock.now());
  },

  solutionInstances: async (args: ListArguments<InstanceCriteria>, context: TrayContext) => {
    const { services } = context;
    const solutions = await services.catalogue.all();
    const criteria = ownCriteria(args.criteria ?? {}, context);
    const all = listInstances(services, criteria, readLateness(context));
    const list = isShownToCaller(context) ? all : { ...listInMemory<InstanceRow>([]), count: () => Promise.resolve(0) };
    const page = await readPage(list, args, (row) => presentInstance(row, solutions), services.clock.now());
    return { ...page, totalCount: () => list.count() };
  },

  authentications: async (_args: unknown, context: TrayContext) => {
    const { services, caller } = context;
    const owner = caller.kind === 'user' ? caller.user.id : null;
    const rows = await listAuthentications(services, owner, createdUntil(context));
    const first = rows[0];
    const last = rows.at(-1);
    return {
      edges: rows.map((row) => ({ node: presentAuthentication(row) })),
      pageInfo: {
        startCursor: first ? cursorOf(first.id) : null,
        endCursor: last ? cursorOf(last.id) : null,
        hasNextPage: false,
        hasPreviousPage: false,
      },
    };
  },

  details: (_args: unknown, { caller }: TrayContext) =>
    caller.kind === 'user'
      ? { username: caller.user.email, email: caller.user.email, name: caller.user.name }
      : { username: partner, email: `owner@${partner}.example`, name: 'Jackfield' },
};

/** The resolvers of `Query`. */
export const queries = {
  viewer,
  users: (args: ListArguments<UserCriteria>, context: TrayContext) =>
    readPage(
      listUsers(context.services, args.criteria ?? {}, createdUntil(context)),
      args,
      presentUser,
      context.services.clock.now(),
    ),
};

/** Every instance here is an end user's, and the master token may be kept from them. */
function isShownToCaller({ caller, services }: TrayContext): boolean {
  return caller.kind === 'user' || services.reads.everybody === 'operator';
}

/** A user token sees its own user's instances only; the filter `owner` belongs to the master token. */
function ownCriteria(criteria: InstanceCriteria, { caller, services }: TrayContext): InstanceCriteria {
  if (caller.kind === 'master') return criteria;
  if (criteria.owner) {
    throw new TrayError('notAllowed', 'Only the master token may filter by owner', services.clock.now());
  }
  return { ...criteria, owner: caller.user.id };
}

function createdUntil(context: TrayContext): Date | undefined {
  return strikes(context, 'stale-reads') ? later(context.services.clock.now(), -staleMs) : undefined;
}
