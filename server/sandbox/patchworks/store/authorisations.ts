import { randomBytes } from 'node:crypto';

import type { AuthorisationRow, PendingAuthorisation } from '../database/tables.ts';
import { later, type PatchworksServices } from '../patchworks-services.ts';
import { invalid } from '../refusal.ts';

const lifeMs = 10 * 60_000;

/** An OAuth 2 sign-in that has been begun. */
export interface BegunAuthorisation {
  authorise_url: string;
  state: string;
}

/** Begins a sign-in at a third party. Nothing of the instance is stored before it has come to its end. */
export async function beginAuthorisation(
  services: PatchworksServices,
  target: { companyId: number; slug: string; redirectUri: string; pending: PendingAuthorisation },
): Promise<BegunAuthorisation> {
  const { database, clock } = services;
  const state = randomBytes(24).toString('base64url');
  const now = clock.now();
  await database.deleteFrom('authorisations').where('expires_at', '<=', now).execute();
  await database.deleteFrom('redeemable_codes').where('expires_at', '<=', now).execute();
  await database
    .insertInto('authorisations')
    .values({
      state,
      company_id: target.companyId,
      pending: JSON.stringify(target.pending),
      redirect_uri: target.redirectUri,
      code: null,
      expires_at: later(now, lifeMs),
    })
    .execute();
  const address = new URL(`${services.thirdPartyOrigin()}/third-party/${target.slug}/oauth/authorize`);
  address.searchParams.set('response_type', 'code');
  address.searchParams.set('client_id', 'patchworks');
  address.searchParams.set('redirect_uri', target.redirectUri);
  address.searchParams.set('state', state);
  return { authorise_url: address.href, state };
}

/** The sign-in of this state, as long as nobody has agreed or refused. */
export function openAuthorisation(
  { database, clock }: PatchworksServices,
  state: string,
): Promise<AuthorisationRow | undefined> {
  return database
    .selectFrom('authorisations')
    .where('state', '=', state)
    .where('code', 'is', null)
    .where('expires_at', '>', clock.now())
    .selectAll()
    .executeTakeFirst();
}

/** Notes that an account has agreed; answers the code that goes back, or undefined when it was too late. */
export async function agree(
  { database, clock }: PatchworksServices,
  state: string,
  account: string,
): Promise<string | undefined> {
  const code = randomBytes(24).toString('base64url');
  return database.transaction().execute(async (transaction) => {
    const agreed = await transaction
      .updateTable('authorisations')
      .set({ code })
      .where('state', '=', state)
      .where('code', 'is', null)
      .where('expires_at', '>', clock.now())
      .returning('expires_at')
      .executeTakeFirst();
    if (!agreed) return undefined;
    await transaction.insertInto('redeemable_codes').values({ code, account, expires_at: agreed.expires_at }).execute();
    return code;
  });
}

/** Ends a sign-in that was refused: its state is of no more use. */
export async function decline({ database }: PatchworksServices, state: string): Promise<void> {
  await database.deleteFrom('authorisations').where('state', '=', state).execute();
}

/** Gives a third party's code for the account behind it, once. */
export async function redeemCode({ database, clock }: PatchworksServices, code: string): Promise<string | undefined> {
  const found = await database
    .deleteFrom('redeemable_codes')
    .where('code', '=', code)
    .where('expires_at', '>', clock.now())
    .returning('account')
    .executeTakeFirst();
  return found?.account;
}

/** Takes a state with its code, for one use by the company that began; anything else is refused. */
export async function claimAuthorisation(
  { database, clock }: PatchworksServices,
  companyId: number,
  { state, code }: { state: string; code: string },
): Promise<PendingAuthorisation> {
  const claimed = await database
    .deleteFrom('authorisations')
    .where('state', '=', state)
    .where('code', '=', code)
    .where('company_id', '=', companyId)
    .where('expires_at', '>', clock.now())
    .returning('pending')
    .executeTakeFirst();
  if (!claimed) throw invalid({ state: ['The state is unknown, has been used or has expired.'] });
  return claimed.pending;
}
