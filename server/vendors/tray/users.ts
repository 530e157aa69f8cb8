import { garbled, readable } from './errors.ts';
import { collectPages, pageSize } from './paging.ts';
import { readDocuments } from './read-documents.ts';
import type { TrayCalls } from './user-tokens.ts';
import { readConnection, wireUser, wireUsersAnswer } from './wire.ts';

export interface TrayUser {
  id: string;
  name: string;
  externalUserId: string | null;
}

/** Tray's users, all of them or those with this id, ours or Tray's, ordered by id. */
export async function listUsers(
  calls: TrayCalls,
  criteria: { externalUserId: string } | { userId: string } | null,
  betweenPages?: () => Promise<void>,
): Promise<{ users: TrayUser[]; unreadableCount: number }> {
  const { rows, unreadableCount } = await collectPages(async (cursor) => {
    const variables = {
      first: pageSize,
      ...(cursor === undefined ? {} : { after: cursor }),
      ...(criteria === null ? {} : { criteria }),
    };
    const data = await calls.asOperator(
      { document: readDocuments.users, variables, effect: 'read' },
      criteria === null ? undefined : 'userId' in criteria ? criteria.userId : criteria.externalUserId,
    );
    const page = readable('read', () => readConnection(wireUsersAnswer.parse(data).users, wireUser));
    if (page === null) throw garbled('read', 'The list of users cannot be read');
    return page;
  }, betweenPages);
  const users = rows.toSorted((left, right) => (left.id === right.id ? 0 : left.id < right.id ? -1 : 1));
  return { users, unreadableCount };
}
