import { ownerAt } from '../../accounts/vendor-links.ts';
import { findInstance } from '../../inventory/indexed-instance.ts';
import type { Asking } from '../answering.ts';
import { type ConnectorContext, portOf } from './connector-context.ts';
import { ConnectorRefusal } from './connector-refusal.ts';
import { type ConsentRow, useUpConsent } from './consents.ts';
import { saveCredentials } from './credentials.ts';
import { readPresent } from './present-detail.ts';
import { alreadyMade, makeOnce, whileMaking } from './making-instance.ts';

/**
 * Ends a consent, once: the instance that it was for, by our id. The caller has found that it is this person's. Throws
 * `ConnectorRefusal` `too_late` for one that is used, overdue, or whose draft is over; and `VendorError`.
 */
export function finishConsent(
  context: ConnectorContext,
  asking: Asking,
  consent: ConsentRow,
  answer: { code: string; state: string },
): Promise<string> {
  const { draft_id: draftId, instance_id: instanceId } = consent;
  if (draftId !== null) return finishForDraft(context, asking, { consent, draftId }, answer);
  if (instanceId !== null) return finishForInstance(context, asking, { consent, instanceId }, answer);
  throw new ConnectorRefusal('too_late');
}

function finishForDraft(
  context: ConnectorContext,
  asking: Asking,
  { consent, draftId }: { consent: ConsentRow; draftId: string },
  { code, state }: { code: string; state: string },
): Promise<string> {
  return whileMaking(context, asking, draftId, async (making) => {
    const { draft, owner, port } = making;
    // Whoever agrees in two tabs agrees twice; a draft makes one instance all the same.
    if (draft.instance_id !== null) throw new ConnectorRefusal('too_late');
    const made = await alreadyMade(making);
    if (made !== null) return made;
    await useUpConsent(context, consent);
    return makeOnce(making, consent.name ?? draft.content.details.name.trim(), async () => {
      const { detail } = await port.writer.finishConsent(owner, { code, vendorState: state });
      return detail.record;
    });
  });
}

async function finishForInstance(
  context: ConnectorContext,
  asking: Asking,
  { consent, instanceId }: { consent: ConsentRow; instanceId: string },
  { code, state }: { code: string; state: string },
): Promise<string> {
  const instance = await findInstance(context.database, instanceId);
  if (!instance) throw new ConnectorRefusal('gone');
  const { writer } = portOf(context, consent.vendor);
  const owner = await ownerAt(context.database, consent.vendor, consent.account_id);
  const before = await readPresent(context, owner, instance);
  await useUpConsent(context, consent);
  await saveCredentials(context, asking, { instance, owner, before }, async () => ({
    state: 'done',
    ...(await writer.finishConsent(owner, { code, vendorState: state })),
  }));
  return instance.id;
}
