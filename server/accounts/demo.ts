import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { demoAccounts, demoPeople } from './people.ts';
import { linkAccount } from './vendor-links.ts';

/** Makes the sandbox's accounts and people where they are missing, and links the accounts at every vendor. */
export async function introduceDemoPeople(
  database: JackfieldDatabase,
  adapters: VendorAdapter[],
  clock: Clock,
): Promise<void> {
  const accounts = await Promise.all(demoAccounts.map((account) => findOrAddAccount(database, account, clock)));
  for (const account of accounts) {
    for (const adapter of adapters) await linkAccount(database, adapter, account);
  }
  const accountIds = new Map(accounts.map((account) => [account.externalId, account.id]));
  await database
    .insertInto('people')
    .values(
      demoPeople.map((person) => ({
        account_id: person.account === null ? null : (accountIds.get(person.account) ?? null),
        demo_key: person.key,
        name: person.name,
        role: person.role,
        view_only: person.viewOnly,
        featured: true,
      })),
    )
    .onConflict((conflict) => conflict.column('demo_key').doNothing())
    .execute();
}

/**
 * A fresh, empty account with one person who may change everything, linked at every vendor. `account` is its external
 * id, `demo` the key to sign in with.
 */
export async function makeDemoAccount(
  database: JackfieldDatabase,
  adapters: VendorAdapter[],
  clock: Clock,
): Promise<{ account: string; demo: string }> {
  const suffix = randomBytes(5).toString('hex');
  const externalId = `demo-${suffix}`;
  const account = await findOrAddAccount(database, { externalId, name: `Demo ${suffix}` }, clock);
  for (const adapter of adapters) await linkAccount(database, adapter, account);
  await database
    .insertInto('people')
    .values({
      account_id: account.id,
      demo_key: externalId,
      name: `Person of Demo ${suffix}`,
      role: 'user',
      view_only: false,
      featured: false,
    })
    .execute();
  return { account: externalId, demo: externalId };
}

async function findOrAddAccount(
  database: JackfieldDatabase,
  account: { externalId: string; name: string },
  clock: Clock,
): Promise<{ id: string; externalId: string; name: string }> {
  await database
    .insertInto('accounts')
    .values({ external_id: account.externalId, name: account.name, created_at: clock.now() })
    .onConflict((conflict) => conflict.column('external_id').doNothing())
    .execute();
  const { id } = await database
    .selectFrom('accounts')
    .where('external_id', '=', account.externalId)
    .select('id')
    .executeTakeFirstOrThrow();
  return { id, ...account };
}
