import type { ConnectorForm } from '#contract/connectors.ts';
import type { ConnectorDraft } from '#contract/endpoints/connectors.ts';
import type { Person } from '#contract/people.ts';
import { type Selectable, sql } from 'kysely';
import { ownerAt, ownerOrLink } from '../../accounts/vendor-links.ts';
import type { DraftContent } from '../../platform/database/connector-tables.ts';
import type { Tables } from '../../platform/database/schema.ts';
import { connectorAdapter, type ConnectorContext, portOf } from './connector-context.ts';
import { ConnectorRefusal } from './connector-refusal.ts';
import { refuseContent } from './draft-content.ts';

export type DraftRow = Selectable<Tables['connector_drafts']>;

/** A draft that nobody touches for so long is forgotten. */
const draftLifeMs = 7 * 24 * 3_600_000;
const mostDrafts = 50;

/**
 * Begins a draft with the connector's defaults, and forgets what is too old or too many. Throws `ConnectorRefusal`
 * `not_found` when the account has no such connector, and `VendorError`.
 */
export async function beginDraft(
  context: ConnectorContext,
  person: Person,
  accountId: string,
  connectorId: string,
): Promise<{ draft: ConnectorDraft; form: ConnectorForm }> {
  const adapter = connectorAdapter(context.adapters);
  if (!adapter?.connectors) throw new ConnectorRefusal('not_found');
  const { database, clock } = context;
  const owner = await ownerOrLink(database, adapter, accountId);
  const form = await adapter.connectors.reader.readForm(owner, connectorId);
  if (!form) throw new ConnectorRefusal('not_found');
  const [onlyMethod, ...otherMethods] = form.methods;
  const content: DraftContent = {
    details: { name: '', ...form.defaults },
    methodId: onlyMethod && otherMethods.length === 0 ? onlyMethod.id : null,
    values: {},
  };
  const row = await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('connector_drafts').where('changed_at', '<', oldest(context)).execute();
    const made = await transaction
      .insertInto('connector_drafts')
      .values({
        account_id: accountId,
        person_id: person.id,
        vendor: adapter.vendor,
        connector_id: connectorId,
        content: JSON.stringify(content),
        changed_at: clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await transaction
      .deleteFrom('connector_drafts')
      .where('person_id', '=', person.id)
      .where('id', 'not in', (kept) =>
        kept
          .selectFrom('connector_drafts')
          .where('person_id', '=', person.id)
          // The one just made is the newest, also among several of one moment.
          .orderBy(sql`id = ${made.id}`, 'desc')
          .orderBy('changed_at', 'desc')
          .limit(mostDrafts)
          .select('id'),
      )
      .execute();
    return made;
  });
  return { draft: shownDraft(row), form };
}

/** A draft that is not forgotten yet. */
export async function findDraft(context: ConnectorContext, draftId: string): Promise<DraftRow | null> {
  const row = await context.database
    .selectFrom('connector_drafts')
    .where('id', '=', draftId)
    .where('changed_at', '>=', oldest(context))
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/** The form that a draft is for, as the vendor describes it now. Throws `ConnectorRefusal` `gone`, and `VendorError`. */
export async function readForm(
  context: ConnectorContext,
  draft: Pick<DraftRow, 'account_id' | 'vendor' | 'connector_id'>,
): Promise<ConnectorForm> {
  const owner = await ownerAt(context.database, draft.vendor, draft.account_id);
  const form = await portOf(context, draft.vendor).reader.readForm(owner, draft.connector_id);
  if (!form) throw new ConnectorRefusal('gone');
  return form;
}

/**
 * Keeps what was typed. The vendor is asked only about what names something of its own: method, fields and pool. Throws
 * `ConnectorRefusal`: `bad_input`, `too_late` when the instance is made, `busy` while it is being made; and `VendorError`.
 */
export async function keepDraft(
  context: ConnectorContext,
  draft: DraftRow,
  content: DraftContent,
): Promise<ConnectorDraft> {
  if (draft.instance_id !== null) throw new ConnectorRefusal('too_late');
  if (namesOtherThings(draft.content, content)) refuseContent(content, await readForm(context, draft));
  const { database, clock } = context;
  const kept = await database
    .updateTable('connector_drafts')
    .set({ content: JSON.stringify(content), changed_at: clock.now() })
    .where('id', '=', draft.id)
    .where('instance_id', 'is', null)
    .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<=', clock.now())]))
    .returningAll()
    .executeTakeFirst();
  if (kept) return shownDraft(kept);
  const now = await database.selectFrom('connector_drafts').where('id', '=', draft.id).selectAll().executeTakeFirst();
  if (!now) throw new ConnectorRefusal('not_found');
  throw new ConnectorRefusal(now.instance_id === null ? 'busy' : 'too_late');
}

/** Forgets a draft. What was made of it stays. Throws `ConnectorRefusal` `busy` while it is being made. */
export async function forgetDraft(context: ConnectorContext, draft: DraftRow): Promise<void> {
  const { numDeletedRows } = await context.database
    .deleteFrom('connector_drafts')
    .where('id', '=', draft.id)
    .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<=', context.clock.now())]))
    .executeTakeFirst();
  if (numDeletedRows === 0n && (await findDraft(context, draft.id))) throw new ConnectorRefusal('busy');
}

export function shownDraft(row: DraftRow): ConnectorDraft {
  return { id: row.id, connectorId: row.connector_id, ...row.content, instanceId: row.instance_id };
}

function oldest({ clock }: ConnectorContext): Date {
  return new Date(clock.now().getTime() - draftLifeMs);
}

function namesOtherThings(before: DraftContent, after: DraftContent): boolean {
  const named = ({ methodId, values, details }: DraftContent) =>
    JSON.stringify([
      methodId,
      details.poolId,
      Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ]);
  return named(before) !== named(after);
}
