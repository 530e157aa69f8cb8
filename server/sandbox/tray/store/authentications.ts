import { randomUUID } from 'node:crypto';

import type { ExpressionBuilder } from 'kysely';
import { z } from 'zod';

import type { AuthenticationRow, TrayTables } from '../database/tables.ts';
import { type Service, serviceNamed } from '../services.ts';
import { TrayError } from '../tray-errors.ts';
import { isUuid, type TrayServices } from '../tray-services.ts';

/** The authentications of an end user, or with null those of the organisation's own staff; oldest first. */
export async function listAuthentications(
  { database }: TrayServices,
  ownerId: string | null,
  createdUntil?: Date,
): Promise<AuthenticationRow[]> {
  let query = database.selectFrom('authentications').selectAll().where(ownedBy(ownerId));
  if (createdUntil) query = query.where('created_at', '<=', createdUntil);
  return query.orderBy('position').execute();
}

/** Adds an authentication; answers its id. */
export async function createAuthentication(
  { database, clock }: TrayServices,
  authentication: {
    ownerId: string | null;
    name: string;
    service: Service;
    serviceEnvironmentId?: string;
    customFields?: string | null;
  },
): Promise<string> {
  const id = randomUUID();
  await database
    .insertInto('authentications')
    .values({
      id,
      owner_id: authentication.ownerId,
      name: authentication.name,
      service: authentication.service.name,
      service_environment_id: authentication.serviceEnvironmentId ?? authentication.service.environmentId,
      custom_fields: authentication.customFields ?? null,
      created_at: clock.now(),
    })
    .execute();
  return id;
}

/** What the imitation keeps of the account that an authentication signs in as, in Tray's `Json` form. */
export function customFieldsOf(account: string): string {
  return JSON.stringify({ account });
}

const accountFields = z.object({ account: z.string() });

/** The account that an authentication signs in as; null where it was made in a way that does not tell. */
export function accountOf({ custom_fields: text }: AuthenticationRow): string | null {
  if (text === null) return null;
  try {
    return accountFields.safeParse(JSON.parse(text)).data?.account ?? null;
  } catch {
    return null;
  }
}

/** Makes an authentication sign in as another account, in place. A name that somebody gave it stays. */
export async function changeAccount(
  { database }: TrayServices,
  authentication: AuthenticationRow,
  account: string,
): Promise<void> {
  const { title } = serviceNamed(authentication.service);
  const isNamedByHand = authentication.name !== `${title} (${accountOf(authentication) ?? ''})`;
  await database
    .updateTable('authentications')
    .set({
      custom_fields: customFieldsOf(account),
      name: isNamedByHand ? authentication.name : `${title} (${account})`,
    })
    .where('id', '=', authentication.id)
    .execute();
}

/** Removes one of the owner's authentications, or throws a TrayError. */
export async function removeAuthentication(
  { database, clock }: TrayServices,
  ownerId: string | null,
  id: string,
): Promise<void> {
  const removed = isUuid(id)
    ? await database
        .deleteFrom('authentications')
        .where('id', '=', id)
        .where(ownedBy(ownerId))
        .returning('id')
        .executeTakeFirst()
    : undefined;
  if (!removed) throw new TrayError('notFound', 'Authentication not found', clock.now());
}

/** Throws a TrayError unless every one of these ids is an authentication of the owner. */
export async function requireAuthentications(
  { database, clock }: TrayServices,
  ownerId: string,
  ids: readonly string[],
): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const found = wanted.every(isUuid)
    ? await database
        .selectFrom('authentications')
        .select('id')
        .where('id', 'in', wanted)
        .where('owner_id', '=', ownerId)
        .execute()
    : [];
  if (found.length < wanted.length) throw new TrayError('notFound', 'Authentication not found', clock.now());
}

/** `is not distinct from` would say the same in one go, but PostgreSQL has no index for it. */
function ownedBy(ownerId: string | null) {
  return ({ eb }: ExpressionBuilder<TrayTables, 'authentications'>) =>
    ownerId === null ? eb('owner_id', 'is', null) : eb('owner_id', '=', ownerId);
}
