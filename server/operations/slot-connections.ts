import type { Kysely, Selectable } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import type { Tables } from '../platform/database/schema.ts';
import type { AuthenticationRecord, InstanceDetail } from '../vendors/adapter.ts';
import { standingMs } from '../inventory/write-through.ts';
import { isOtherAccount } from './other-account.ts';

export type SlotConnectionRow = Selectable<Tables['slot_connections']>;

/** What is kept of an authentication that stands in a slot. */
type Connected = Pick<AuthenticationRecord, 'id' | 'name' | 'accountName' | 'serviceId'>;

/**
 * Records that a person put an authentication into a slot, after the vendor acknowledged it. To be called in the success
 * path of whatever attaches authentications. `before` is what stood in the slot when the change was sent; null: nothing.
 */
export async function recordConnection(
  database: Kysely<Tables>,
  clock: Clock,
  change: {
    instanceId: string;
    externalId: string;
    authentication: Connected;
    before: Connected | null;
    personId: string;
  },
): Promise<void> {
  const { instanceId, externalId, authentication, before, personId } = change;
  if (before?.id === authentication.id) return;
  await keep(database, {
    instance_id: instanceId,
    external_id: externalId,
    authentication_id: authentication.id,
    account_name: authentication.accountName,
    service_id: authentication.serviceId,
    person_id: personId,
    changed_at: clock.now(),
    previous_account_name: previousAccount(before, authentication),
    seen_at: clock.now(),
  });
}

/**
 * Records that an authentication was signed in again as another outside account, for every slot of the account's
 * instances in which it is known to stand.
 */
export async function recordReconnection(
  database: Kysely<Tables>,
  clock: Clock,
  change: { accountId: string; authentication: Connected; before: Connected; personId: string },
): Promise<string[]> {
  const { accountId, authentication, before, personId } = change;
  const rows = await database
    .updateTable('slot_connections')
    .from('instances')
    .whereRef('instances.id', '=', 'slot_connections.instance_id')
    .where('instances.account_id', '=', accountId)
    .where('slot_connections.authentication_id', '=', authentication.id)
    .set({
      account_name: authentication.accountName,
      service_id: authentication.serviceId,
      person_id: personId,
      changed_at: clock.now(),
      previous_account_name: previousAccount(before, authentication),
      seen_at: clock.now(),
    })
    .returning('slot_connections.instance_id')
    .execute();
  return [...new Set(rows.map((row) => row.instance_id))];
}

/** A record is not written anew more often than this only because its slot was seen unchanged. */
const seenAgainMs = 60_000;

/**
 * Compares what the vendor shows in the slots of an instance with what is recorded, and records what differs: with the
 * person whose wizard of ours was opened for the instance since the slot was last seen as it was, and with nobody where
 * there is none. A slot that is seen for the first time is recorded without a moment, because nobody knows since when it
 * stands so, unless such a wizard explains it. `readAt` is when the read began: what we recorded ourselves stands against
 * reads that may be older.
 */
export async function noticeConnections(
  database: Kysely<Tables>,
  seen: { instanceId: string; slots: InstanceDetail['authSlots']; readAt: Date },
): Promise<void> {
  const { instanceId, slots, readAt } = seen;
  const known = new Map((await readConnections(database, instanceId)).map((row) => [row.external_id, row]));
  const differing = slots.filter((slot) => {
    const row = known.get(slot.externalId);
    if (row?.changed_at && readAt.getTime() - row.changed_at.getTime() < standingMs) return false;
    return !row || isNews(row, slot) || readAt.getTime() - row.seen_at.getTime() >= seenAgainMs;
  });
  if (differing.length === 0) return;
  const opened = await wizardsOf(database, instanceId);
  for (const slot of differing) {
    const row = known.get(slot.externalId) ?? null;
    const explaining = opened.find(({ opened_at }) => row === null || opened_at >= row.seen_at) ?? null;
    // oxlint-disable-next-line no-await-in-loop -- an instance has a handful of slots
    await keep(database, noticed(instanceId, slot, row, explaining, readAt));
  }
}

type SeenSlot = InstanceDetail['authSlots'][number];
type OpenedWizard = Pick<Selectable<Tables['wizard_sessions']>, 'person_id' | 'opened_at'>;

function isNews(row: SlotConnectionRow, slot: SeenSlot): boolean {
  if (row.authentication_id !== slot.authenticationId) return true;
  return slot.authentication !== null && isOtherAccount(recorded(row), slot.authentication);
}

function noticed(
  instanceId: string,
  slot: SeenSlot,
  row: SlotConnectionRow | null,
  explaining: OpenedWizard | null,
  readAt: Date,
): SlotConnectionRow {
  const common = { instance_id: instanceId, external_id: slot.externalId, seen_at: readAt };
  const now = slot.authentication;
  if (row && !isNews(row, slot)) {
    // Also an account that the vendor did not tell before.
    return {
      ...row,
      ...common,
      ...(now?.accountName && { account_name: now.accountName }),
      ...(now?.serviceId && { service_id: now.serviceId }),
    };
  }
  const isFirstSight = row === null && explaining === null;
  const isFilled = slot.authenticationId !== null;
  return {
    ...common,
    authentication_id: slot.authenticationId,
    account_name: now?.accountName ?? null,
    service_id: now?.serviceId ?? null,
    person_id: isFilled ? (explaining?.person_id ?? null) : null,
    changed_at: isFilled && !isFirstSight ? readAt : null,
    previous_account_name: row && now ? previousAccount(recorded(row), now) : null,
  };
}

/** How the authentication that is in a slot came into it. */
export interface KnownConnection {
  externalId: string;
  authenticationId: string | null;
  personName: string | null;
  changedAt: Date;
  previousAccountName: string | null;
}

/** How the authentications came into an instance's slots, where that is known. */
export async function knownConnections(database: Kysely<Tables>, instanceId: string): Promise<KnownConnection[]> {
  const rows = await database
    .selectFrom('slot_connections')
    .leftJoin('people', 'people.id', 'slot_connections.person_id')
    .where('slot_connections.instance_id', '=', instanceId)
    .select([
      'slot_connections.external_id as externalId',
      'slot_connections.authentication_id as authenticationId',
      'people.name as personName',
      'slot_connections.changed_at as changedAt',
      'slot_connections.previous_account_name as previousAccountName',
    ])
    .execute();
  return rows.flatMap(({ changedAt, ...row }) => (changedAt === null ? [] : [{ ...row, changedAt }]));
}

async function readConnections(database: Kysely<Tables>, instanceId: string): Promise<SlotConnectionRow[]> {
  return database.selectFrom('slot_connections').where('instance_id', '=', instanceId).selectAll().execute();
}

function wizardsOf(database: Kysely<Tables>, instanceId: string): Promise<OpenedWizard[]> {
  return database
    .selectFrom('wizard_sessions')
    .where('instance_id', '=', instanceId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .select(['person_id', 'opened_at'])
    .execute();
}

async function keep(database: Kysely<Tables>, row: SlotConnectionRow): Promise<void> {
  await database
    .insertInto('slot_connections')
    .values(row)
    .onConflict((conflict) => conflict.columns(['instance_id', 'external_id']).doUpdateSet(row))
    .execute();
}

function recorded(row: SlotConnectionRow) {
  return row.authentication_id === null
    ? null
    : { id: row.authentication_id, accountName: row.account_name, serviceId: row.service_id };
}

function previousAccount(
  before: (ReturnType<typeof recorded> & { name?: string }) | null,
  after: Omit<Connected, 'name'>,
): string | null {
  if (before === null || !isOtherAccount(before, after)) return null;
  return before.accountName ?? before.name ?? null;
}
