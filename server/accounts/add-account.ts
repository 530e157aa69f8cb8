import type { LinkOutcome } from '#contract/links.ts';
import type { AccountReference } from '#contract/people.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import type { LinkContext } from './enter-link.ts';
import { findLink } from './keep-link.ts';

/** Finds the account with this external id or makes it. One that is there keeps its name. */
export async function findOrMakeAccount(
  { database, clock }: { database: JackfieldDatabase; clock: Clock },
  { externalId, name }: { externalId: string; name: string },
): Promise<{ account: AccountReference; isKnown: boolean }> {
  const made = await database
    .insertInto('accounts')
    .values({ external_id: externalId, name, created_at: clock.now() })
    .onConflict((conflict) => conflict.column('external_id').doNothing())
    .returning(['id', 'external_id as externalId', 'name'])
    .executeTakeFirst();
  if (made) return { account: made, isKnown: false };
  const account = await database
    .selectFrom('accounts')
    .where('external_id', '=', externalId)
    .select(['id', 'external_id as externalId', 'name'])
    .executeTakeFirstOrThrow();
  return { account, isKnown: true };
}

/** Finds or makes the account's owner at every vendor, one outcome for each. A link that was removed stays so. */
export async function linkAtEach(
  parts: Pick<LinkContext, 'database' | 'clock' | 'rows'>,
  adapters: VendorAdapter[],
  account: AccountReference,
): Promise<LinkOutcome[]> {
  const removed = await parts.database
    .selectFrom('removed_links')
    .where('account_id', '=', account.id)
    .select('vendor')
    .execute();
  const isRemoved = new Set(removed.map(({ vendor }) => vendor));
  return Promise.all(
    adapters.map(async (adapter): Promise<LinkOutcome> =>
      isRemoved.has(adapter.vendor)
        ? { vendor: adapter.vendor, state: 'not_connected', problemCode: null }
        : findLink(parts, adapter, account),
    ),
  );
}
