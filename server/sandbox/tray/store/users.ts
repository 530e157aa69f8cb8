import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { UserRow } from '../database/tables.ts';
import { TrayError } from '../tray-errors.ts';
import { isUuid, type TrayServices } from '../tray-services.ts';
import type { PagedList } from './pages.ts';

/** Tray's `UserSearchCriteria`. */
export interface UserCriteria {
  externalUserId?: string | null;
  name?: string | null;
  userId?: string | null;
  isTestUser?: boolean | null;
}

/** The end users that match, oldest first. With `createdUntil`, younger ones are not seen yet. */
export function listUsers({ database }: TrayServices, criteria: UserCriteria, createdUntil?: Date): PagedList<UserRow> {
  return {
    positionOf: async (id) =>
      isUuid(id)
        ? (await database.selectFrom('users').select('position').where('id', '=', id).executeTakeFirst())?.position
        : undefined,
    read: ({ after, before, limit, backwards }) => {
      let query = database.selectFrom('users').selectAll();
      if (criteria.userId) {
        if (!isUuid(criteria.userId)) return Promise.resolve([]);
        query = query.where('id', '=', criteria.userId);
      }
      if (criteria.externalUserId) query = query.where('external_user_id', '=', criteria.externalUserId);
      if (criteria.name) query = query.where(sql<boolean>`position(lower(${criteria.name}) in lower(name)) > 0`);
      if (typeof criteria.isTestUser === 'boolean') query = query.where('is_test_user', '=', criteria.isTestUser);
      if (createdUntil) query = query.where('created_at', '<=', createdUntil);
      if (after !== undefined) query = query.where('position', '>', after);
      if (before !== undefined) query = query.where('position', '<', before);
      return query
        .orderBy('position', backwards ? 'desc' : 'asc')
        .limit(limit)
        .execute();
    },
  };
}

/** The end user of this Tray id. */
export async function findUser({ database }: TrayServices, id: string): Promise<UserRow | undefined> {
  if (!isUuid(id)) return undefined;
  return database.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The end user of this Tray id, or a TrayError. */
export async function requireUser(services: TrayServices, id: string): Promise<UserRow> {
  const user = await findUser(services, id);
  if (!user) throw new TrayError('notFound', 'User not found', services.clock.now());
  return user;
}

/** Adds an end user. Tray does not refuse an external id that is taken: it makes a second user. */
export async function createUser(
  { database, clock }: TrayServices,
  user: { name: string; externalUserId: string; isTestUser: boolean },
): Promise<string> {
  const id = randomUUID();
  await database
    .insertInto('users')
    .values({
      id,
      name: user.name,
      external_user_id: user.externalUserId,
      is_test_user: user.isTestUser,
      email: `owner@${user.externalUserId.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.example`,
      created_at: clock.now(),
    })
    .execute();
  return id;
}

/** Changes what is given and leaves the rest. */
export async function updateUser(
  services: TrayServices,
  id: string,
  changes: { name?: string | null; externalUserId?: string | null; isTestUser?: boolean | null },
): Promise<UserRow> {
  const user = await requireUser(services, id);
  return services.database
    .updateTable('users')
    .set({
      name: changes.name ?? user.name,
      external_user_id: changes.externalUserId ?? user.external_user_id,
      is_test_user: changes.isTestUser ?? user.is_test_user,
    })
    .where('id', '=', user.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Removes an end user with all tokens, authentications and instances. */
export async function removeUser(services: TrayServices, id: string): Promise<void> {
  const user = await requireUser(services, id);
  await services.database.deleteFrom('users').where('id', '=', user.id).execute();
}
