import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorRefusal } from './connector-refusal.ts';
import type { ConnectorContext } from './connector-context.ts';
import type { DraftRow } from './drafts.ts';

/** A claim that is not renewed for so long has died with its process. */
const claimMs = 20_000;
const renewMs = 5_000;
/** How long a second press waits for the first. */
const patienceMs = 6_000;
const lookAgainMs = 200;

/**
 * Does work on a draft while nobody else does, in any replica: what makes one instance of a double press. Waits a little for
 * whoever has it. Throws `ConnectorRefusal`: `busy` when that takes long, `not_found` when the draft is gone.
 */
export async function whileClaimed<Result>(
  context: ConnectorContext,
  draftId: string,
  work: (draft: DraftRow) => Promise<Result>,
): Promise<Result> {
  const token = randomUUID();
  const draft = await claim(context, draftId, token);
  const renewing = setInterval(() => {
    renew(context, token).catch((error: unknown) => {
      context.logger.warn({ err: error, draftId }, 'the claim on a draft could not be renewed');
    });
  }, renewMs);
  renewing.unref();
  try {
    return await work(draft);
  } finally {
    clearInterval(renewing);
    await context.database
      .updateTable('connector_drafts')
      .set({ claim: null, claimed_until: null })
      .where('claim', '=', token)
      .execute();
  }
}

async function claim(context: ConnectorContext, draftId: string, token: string): Promise<DraftRow> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const now = context.clock.now();
    // oxlint-disable-next-line no-await-in-loop -- waiting for somebody else is the purpose
    const draft = await context.database
      .updateTable('connector_drafts')
      .set({ claim: token, claimed_until: new Date(now.getTime() + claimMs) })
      .where('id', '=', draftId)
      .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<=', now)]))
      .returningAll()
      .executeTakeFirst();
    if (draft) return draft;
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (!(await exists(context, draftId))) throw new ConnectorRefusal('not_found');
    if (performance.now() >= deadline) throw new ConnectorRefusal('busy');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await delay(lookAgainMs);
  }
}

async function exists({ database }: ConnectorContext, draftId: string): Promise<boolean> {
  const row = await database.selectFrom('connector_drafts').where('id', '=', draftId).select('id').executeTakeFirst();
  return row !== undefined;
}

async function renew({ database, clock }: ConnectorContext, token: string): Promise<void> {
  await database
    .updateTable('connector_drafts')
    .set({ claimed_until: new Date(clock.now().getTime() + claimMs) })
    .where('claim', '=', token)
    .execute();
}
