import { nameBasedUuid } from '../../name-based-uuid.ts';
import { sandboxAccounts } from '../../sandbox-accounts.ts';

/** A user of the first seeding and how many spaces they own. */
export interface SeedUser {
  accountId: string;
  username: string;
  externalId: string | null;
  token: string;
  isAdmin: boolean;
  spaces: readonly string[];
}

const { northwind, fabrikam } = sandboxAccounts;

/** The operator's own user, who publishes for all and may change every solution. */
export const operator = user('jackfield-ops', null, 'sandbox-instabase', ['releases', 'reviews', 'shared']);

/** The last one owns more spaces than Instabase looks through by itself. */
export const seedUsers: readonly SeedUser[] = [
  { ...operator, isAdmin: true },
  user('northwind', northwind.externalId, 'sandbox-instabase-northwind', ['claims', 'finance', 'logistics']),
  user('fabrikam', fabrikam.externalId, 'sandbox-instabase-fabrikam', ['claims', 'finance']),
  user(
    'archive',
    'archive',
    'sandbox-instabase-archive',
    Array.from({ length: 901 }, (_, place) => `box-${String(place + 1).padStart(3, '0')}`),
  ),
];

function user(username: string, externalId: string | null, token: string, spaces: readonly string[]): SeedUser {
  return {
    accountId: nameBasedUuid(`instabase-user:${username}`),
    username,
    externalId,
    token,
    isAdmin: false,
    spaces,
  };
}
