import { z } from 'zod';

import type { Caller } from '../store/tokens.ts';
import { findUser } from '../store/users.ts';
import type { TrayServices } from '../tray-services.ts';
import type { OperationField } from './operation-fields.ts';

/** The arguments by which a master token's call names an end user. */
const namedUser = z.object({
  input: z.object({ userId: z.string().nullish(), externalUserId: z.string().nullish() }).nullish(),
  criteria: z
    .object({ userId: z.string().nullish(), externalUserId: z.string().nullish(), owner: z.string().nullish() })
    .nullish(),
});

/** The external ids of the end users a call is about: the token's user, or those a master token's call names. */
export async function concernedAccounts(
  services: TrayServices,
  caller: Caller,
  fields: readonly OperationField[],
): Promise<string[]> {
  if (caller.kind === 'user') return caller.user.external_user_id === null ? [] : [caller.user.external_user_id];
  const byExternalId: string[] = [];
  const byId: string[] = [];
  for (const field of fields) {
    const parsed = namedUser.safeParse(field.arguments).data;
    for (const named of [parsed?.input, parsed?.criteria]) {
      if (named?.externalUserId) byExternalId.push(named.externalUserId);
      if (named?.userId) byId.push(named.userId);
    }
    if (parsed?.criteria?.owner) byId.push(parsed.criteria.owner);
  }
  const users = await Promise.all(byId.map((id) => findUser(services, id)));
  return [...byExternalId, ...users.flatMap((user) => (user?.external_user_id ? [user.external_user_id] : []))];
}
