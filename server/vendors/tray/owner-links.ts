import type { OwnerLinks } from '../owner-links.ts';
import { VendorError } from '../vendor-error.ts';
import { garbled } from './errors.ts';
import type { TrayCalls } from './user-tokens.ts';
import { listUsers } from './users.ts';

/** Tray's users have no credential of their own that anybody could enter: the master token makes one for each. */
export function createTrayLinks(calls: TrayCalls): OwnerLinks {
  return {
    fields: ['vendorAccountId'],
    canBeFound: true,
    isInEnvironment: () => false,
    check: async ({ vendorAccountId }) => {
      const { users, unreadableCount } = await listUsers(calls, { userId: vendorAccountId });
      if (users.some(({ id }) => id === vendorAccountId)) return;
      if (unreadableCount > 0) throw garbled('read', 'The user may be among those that cannot be read');
      throw new VendorError('tray', 'gone', { wasDone: 'no' });
    },
  };
}
