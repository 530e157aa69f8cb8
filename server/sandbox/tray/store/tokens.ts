import { randomBytes } from 'node:crypto';

import type { UserRow } from '../database/tables.ts';
import { later, masterToken, type TrayServices } from '../tray-services.ts';

/** Who calls: the organisation, or one of its end users. */
export type Caller = { kind: 'master' } | { kind: 'user'; user: UserRow };

const userTokenLifeMs = 2 * 24 * 3_600_000;
const authorizationCodeLifeMs = 5 * 60_000;

/** Tells whose token stands in an `Authorization` header; undefined for none, an unknown or an expired one. */
export async function identifyCaller(
  { database, clock }: TrayServices,
  authorization: string | undefined,
): Promise<Caller | undefined> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return undefined;
  if (token === masterToken) return { kind: 'master' };
  const user = await database
    .selectFrom('user_tokens')
    .innerJoin('users', 'users.id', 'user_tokens.user_id')
    .where('token', '=', token)
    .where('expires_at', '>', clock.now())
    .selectAll('users')
    .executeTakeFirst();
  return user && { kind: 'user', user };
}

/** A user token: 64 hexadecimal characters, good for 2 days. Older ones stay good. */
export async function issueUserToken({ database, clock }: TrayServices, userId: string): Promise<string> {
  const token = randomBytes(32).toString('hex');
  const now = clock.now();
  await database.deleteFrom('user_tokens').where('user_id', '=', userId).where('expires_at', '<=', now).execute();
  await database
    .insertInto('user_tokens')
    .values({ token, user_id: userId, expires_at: later(now, userTokenLifeMs) })
    .execute();
  return token;
}

/** A code that opens the wizard: 40 hexadecimal characters, for one use within 5 minutes. */
export async function issueAuthorizationCode({ database, clock }: TrayServices, userId: string): Promise<string> {
  const code = randomBytes(20).toString('hex');
  const now = clock.now();
  await database
    .deleteFrom('authorization_codes')
    .where('user_id', '=', userId)
    .where('expires_at', '<=', now)
    .execute();
  await database
    .insertInto('authorization_codes')
    .values({ code, user_id: userId, expires_at: later(now, authorizationCodeLifeMs) })
    .execute();
  return code;
}

/** Takes a code, once; answers its user, or undefined when it is unknown, used or too old. */
export async function consumeAuthorizationCode(
  { database, clock }: TrayServices,
  code: string,
): Promise<UserRow | undefined> {
  const taken = await database
    .deleteFrom('authorization_codes')
    .where('code', '=', code)
    .returning(['user_id', 'expires_at'])
    .executeTakeFirst();
  if (!taken || taken.expires_at <= clock.now()) return undefined;
  return database.selectFrom('users').where('id', '=', taken.user_id).selectAll().executeTakeFirst();
}

/** The user a code stands for, without taking it. */
export function peekAuthorizationCode({ database }: TrayServices, code: string): Promise<UserRow | undefined> {
  return database
    .selectFrom('authorization_codes')
    .innerJoin('users', 'users.id', 'authorization_codes.user_id')
    .where('code', '=', code)
    .selectAll('users')
    .executeTakeFirst();
}
