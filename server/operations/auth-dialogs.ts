import type { Person } from '#contract/people.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { Selectable } from 'kysely';
import { ownerAt } from '../accounts/vendor-links.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { IndexedInstance } from '../inventory/indexed-instance.ts';
import type { StoredAuthentication } from '../platform/database/operation-tables.ts';
import type { Tables } from '../platform/database/schema.ts';
import type { AuthDialogPurpose, AuthenticationRecord, VendorAdapter, VendorOwner } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { isOtherAccount } from './other-account.ts';
import { recordReconnection } from './slot-connections.ts';
import { adapterOf, adapterThatCan, type WorkContext } from './work-context.ts';

export type AuthDialogRow = Selectable<Tables['auth_dialogs']>;

/** What a dialog is wanted for. The caller has found the instance to be this person's. */
export type WantedAuthDialog =
  | { use: 'slot'; instance: IndexedInstance; externalId: string }
  | { use: 'edit'; authenticationId: string }
  | { use: 'another'; likeAuthenticationId: string };

/** What came of a dialog, as the vendor knows it now. */
export interface AuthDialogOutcome {
  authentication: AuthenticationRecord;
  before: StoredAuthentication | null;
  isOtherAccount: boolean;
}

/** The openings of vendors' auth-only dialogs, and what came of them. Nothing is attached to an instance here. */
export interface AuthDialogs {
  /**
   * Opens a dialog with the account's own credential. Null when the account has no such slot or authentication. Throws
   * `VendorError`. The address acts as the owner for five minutes and is kept nowhere.
   */
  open(
    person: Person,
    accountId: string,
    wanted: WantedAuthDialog,
    requestId: string,
  ): Promise<{ id: string; url: string; origin: string } | null>;
  /** An opening that may still be looked at; null when there is none, or when it was too long ago. */
  find(id: string): Promise<AuthDialogRow | null>;
  /**
   * What the vendor says about the authentication that a dialog is said to have made or changed. Null when it is not among
   * the account's, which may also be because the vendor does not show it yet. Throws `VendorError`.
   */
  look(dialog: AuthDialogRow, authenticationId: string, requestId: string): Promise<AuthDialogOutcome | null>;
}

/** A code lives for five minutes and a window for as long as a person likes; after a day nobody comes back to it. */
const dialogLifeMs = 24 * 3_600_000;

export function createAuthDialogs(context: WorkContext, audit: AuditLog): AuthDialogs {
  const { database, adapters, clock } = context;

  const dayAgo = () => new Date(clock.now().getTime() - dialogLifeMs);

  return {
    open: async (person, accountId, wanted, requestId) => {
      const vendor = wanted.use === 'slot' ? wanted.instance.vendor : vendorWithDialogs(adapters);
      const adapter = adapterThatCan(context, vendor, 'authDialog');
      const owner = await ownerAt(database, vendor, accountId);
      const prepared = await prepare(adapter, owner, wanted);
      if (!prepared) return null;
      await database
        .deleteFrom('auth_dialogs')
        .where('account_id', '=', accountId)
        .where('opened_at', '<', dayAgo())
        .execute();
      const { id } = await database
        .insertInto('auth_dialogs')
        .values({
          account_id: accountId,
          person_id: person.id,
          vendor,
          purpose: wanted.use,
          instance_id: wanted.use === 'slot' ? wanted.instance.id : null,
          external_id: wanted.use === 'slot' ? wanted.externalId : null,
          before: prepared.before && JSON.stringify(prepared.before),
          opened_at: clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await audit.append({
        action: 'auth_dialog.open',
        outcome: 'done',
        personId: person.id,
        accountId,
        instanceId: wanted.use === 'slot' ? wanted.instance.id : null,
        requestId,
      });
      return { id, ...(await adapter.writer.openAuthDialog(owner, prepared.purpose)) };
    },

    find: async (id) =>
      (await database
        .selectFrom('auth_dialogs')
        .where('id', '=', id)
        .where('opened_at', '>=', dayAgo())
        .selectAll()
        .executeTakeFirst()) ?? null,

    look: async (dialog, authenticationId, requestId) => {
      const owner = await ownerAt(database, dialog.vendor, dialog.account_id);
      const found = await findOwn(adapterOf(context, dialog.vendor), owner, authenticationId);
      if (!found) return null;
      const { before } = dialog;
      const isOther = isOtherAccount(before, found);
      if (dialog.purpose === 'edit' && before?.id === found.id && isOther) {
        await keepReconnection(dialog, before, found, requestId);
      }
      return { authentication: found, before, isOtherAccount: isOther };
    },
  };

  /** An authentication that is in use now signs in as somebody else: that is told where it is used. */
  async function keepReconnection(
    dialog: AuthDialogRow,
    before: StoredAuthentication,
    authentication: AuthenticationRecord,
    requestId: string,
  ): Promise<void> {
    await database.transaction().execute(async (transaction) => {
      const instanceIds = await recordReconnection(transaction, clock, {
        accountId: dialog.account_id,
        authentication,
        before,
        personId: dialog.person_id,
      });
      const entry = {
        action: 'authentication.change_account',
        outcome: 'done',
        personId: dialog.person_id,
        accountId: dialog.account_id,
        requestId,
      } as const;
      const about = instanceIds.length === 0 ? [null] : instanceIds;
      await audit.appendAll(
        about.map((instanceId) => ({ ...entry, instanceId })),
        transaction,
      );
    });
  }
}

/** Authentications are a vendor's own, so the request names none: there is one whose dialogs are known. */
function vendorWithDialogs(adapters: Map<Vendor, VendorAdapter>): Vendor {
  const found = [...adapters.values()].find((adapter) => adapter.capabilities.authDialog);
  if (!found) throw new VendorError('tray', 'unsupported', { wasDone: 'no' });
  return found.vendor;
}

/** What the vendor is asked for, and the connection as it is before. */
async function prepare(
  adapter: VendorAdapter,
  owner: VendorOwner,
  wanted: WantedAuthDialog,
): Promise<{ purpose: AuthDialogPurpose; before: StoredAuthentication | null } | null> {
  if (wanted.use === 'slot') {
    const { vendorId } = wanted.instance;
    const detail = await adapter.reader.readInstance(owner, vendorId);
    if (!detail) throw new VendorError(adapter.vendor, 'gone', { wasDone: 'no' });
    const slot = detail.authSlots.find(({ externalId }) => externalId === wanted.externalId);
    if (!slot) return null;
    return {
      purpose: { use: 'slot', vendorId, externalId: wanted.externalId },
      before: slot.authentication ? stored(slot.authentication) : unlisted(slot.authenticationId),
    };
  }
  const id = wanted.use === 'edit' ? wanted.authenticationId : wanted.likeAuthenticationId;
  const found = await findOwn(adapter, owner, id);
  if (!found) return null;
  if (wanted.use === 'edit') return { purpose: { use: 'edit', authenticationId: id }, before: stored(found) };
  const { serviceId, serviceEnvironmentId } = found;
  if (serviceId === null || serviceEnvironmentId === null) {
    throw new VendorError(adapter.vendor, 'vendor_garbled', { wasDone: 'no' });
  }
  return { purpose: { use: 'another', serviceId, serviceEnvironmentId, scopes: [] }, before: null };
}

async function findOwn(adapter: VendorAdapter, owner: VendorOwner, id: string): Promise<AuthenticationRecord | null> {
  const own = await adapter.reader.listAuthentications(owner);
  return own.find((authentication) => authentication.id === id) ?? null;
}

function stored({ id, name, serviceTitle, serviceId, accountName }: AuthenticationRecord): StoredAuthentication {
  return { id, name, serviceTitle, serviceId, accountName };
}

/** A slot may hold an authentication that the owner's list does not have: nothing but its id is known of it. */
function unlisted(id: string | null): StoredAuthentication | null {
  return id === null ? null : { id, name: id, serviceTitle: '', serviceId: null, accountName: null };
}
