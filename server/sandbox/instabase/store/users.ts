import { createHash, randomBytes, randomUUID } from 'node:crypto';

import type { InstabaseDatabase, UserRow } from '../database/tables.ts';
import type { InstabaseServices } from '../instabase-services.ts';

const firstSpaces = ['claims', 'finance'];

/** Tells whose token stands in an `Authorization` header; undefined for none or an unknown one. */
export async function identifyCaller(
  { database }: InstabaseServices,
  authorization: string | undefined,
): Promise<UserRow | undefined> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return undefined;
  return database.selectFrom('users').selectAll().where('token', '=', token).executeTakeFirst();
}

/** True when Instabase has a user of this name. */
export async function isUsername({ database }: InstabaseServices, username: string): Promise<boolean> {
  const found = await database
    .selectFrom('users')
    .select('username')
    .where('username', '=', username)
    .executeTakeFirst();
  return found !== undefined;
}

/** The dashboard's ids of the customers behind these usernames. */
export async function externalIdsOf({ database }: InstabaseServices, usernames: readonly string[]): Promise<string[]> {
  if (usernames.length === 0) return [];
  const rows = await database
    .selectFrom('users')
    .select('external_id')
    .where('username', 'in', [...usernames])
    .execute();
  return rows.flatMap(({ external_id: externalId }) => (externalId === null ? [] : [externalId]));
}

/** The spaces of a user, as `<owner>/<name>`. */
export async function spacesOf(database: InstabaseDatabase, username: string): Promise<string[]> {
  const rows = await database.selectFrom('spaces').selectAll().where('owner', '=', username).orderBy('name').execute();
  return rows.map(({ owner, name }) => `${owner}/${name}`);
}

/**
 * The user of a customer company, made when there is none, with `spaceCount` spaces or more. Instabase users have no field
 * for somebody else's id, so the imitation keeps it beside them.
 */
export async function openAccount(
  database: InstabaseDatabase,
  externalId: string,
  spaceCount: number,
): Promise<UserRow> {
  const existing = await userOf(database, externalId);
  const user = existing ?? (await addUser(database, externalId));
  const names = Array.from({ length: spaceCount }, (_, place) => firstSpaces[place] ?? `space-${place + 1}`);
  await database
    .insertInto('spaces')
    .values(names.map((name) => ({ owner: user.username, name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return user;
}

function userOf(database: InstabaseDatabase, externalId: string): Promise<UserRow | undefined> {
  return database.selectFrom('users').selectAll().where('external_id', '=', externalId).executeTakeFirst();
}

async function addUser(database: InstabaseDatabase, externalId: string): Promise<UserRow> {
  const plain =
    externalId
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'account';
  const digest = createHash('sha1').update(externalId).digest('hex').slice(0, 8);
  // The second name is for an external id that differs from another one only in what a username cannot show.
  for (const username of [plain, `${plain}-${digest}`]) {
    // oxlint-disable-next-line no-await-in-loop -- the second name is tried only when the first is taken
    const added = await database
      .insertInto('users')
      .values({
        account_id: randomUUID(),
        username,
        external_id: externalId,
        token: randomBytes(24).toString('hex'),
        is_admin: false,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    // oxlint-disable-next-line no-await-in-loop -- somebody else may have added the same account meanwhile
    const user = added ?? (await userOf(database, externalId));
    if (user) return user;
  }
  throw new Error(`No username is left for ${externalId}`);
}
