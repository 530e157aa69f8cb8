import type { Vendor } from '#contract/vendors.ts';
import type { Selectable } from 'kysely';
import { digest } from '../../platform/keys.ts';
import type { Tables } from '../../platform/database/schema.ts';
import type { Asking } from '../answering.ts';
import type { ConnectorContext } from './connector-context.ts';
import { ConnectorRefusal } from './connector-refusal.ts';

export type ConsentRow = Selectable<Tables['connector_consents']>;

/** How long a person may take at the third party. */
const consentMs = 10 * 60_000;
/** So long a state that is used or overdue is still known as such. */
const rememberedMs = 24 * 3_600_000;

/** Notes that this person was sent out. Of the vendor's state only a digest is kept. */
export async function beginConsent(
  { database, clock }: ConnectorContext,
  { person }: Asking,
  about: { accountId: string; vendor: Vendor; draftId: string | null; name: string | null; instanceId: string | null },
  vendorState: string,
): Promise<void> {
  const now = clock.now();
  await database
    .deleteFrom('connector_consents')
    .where('expires_at', '<', new Date(now.getTime() - rememberedMs))
    .execute();
  await database
    .insertInto('connector_consents')
    .values({
      state_digest: digest(vendorState),
      account_id: about.accountId,
      person_id: person.id,
      vendor: about.vendor,
      draft_id: about.draftId,
      name: about.name,
      instance_id: about.instanceId,
      expires_at: new Date(now.getTime() + consentMs),
    })
    .execute();
}

/** The consent of this state, used and overdue ones too; null when it is none of ours. */
export async function findConsent({ database }: ConnectorContext, state: string): Promise<ConsentRow | null> {
  const row = await database
    .selectFrom('connector_consents')
    .where('state_digest', '=', digest(state))
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Uses a consent up before the vendor hears of it, so that it cannot be used twice. Throws `ConnectorRefusal`. */
export async function useUpConsent({ database, clock }: ConnectorContext, consent: ConsentRow): Promise<void> {
  const now = clock.now();
  const { numUpdatedRows } = await database
    .updateTable('connector_consents')
    .set({ used_at: now })
    .where('state_digest', '=', consent.state_digest)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new ConnectorRefusal('too_late');
}
