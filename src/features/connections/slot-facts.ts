import type { ShownAuthentication } from '#contract/endpoints/auth-dialogs.ts';
import type { TrayDetail } from '#src/features/instances/instance-detail-query.ts';

export type Slot = TrayDetail['authSlots'][number];

/** A connection by what tells people most about it: the outside account, else the name that somebody gave it. */
export type NamedAccount = Pick<ShownAuthentication, 'name' | 'accountName'>;

export function accountLabel({ accountName, name }: NamedAccount): string {
  return accountName ?? name;
}

export function slotTitle(slot: Slot): string {
  return slot.title ?? slot.externalId;
}

/** What stands in a slot, as far as anything is known of it; null when it is empty. */
export function connectionIn(slot: Slot): ShownAuthentication | null {
  if (slot.authenticationId === null) return null;
  return (
    slot.authentication ?? {
      id: slot.authenticationId,
      name: slot.authenticationId,
      serviceTitle: '',
      accountName: null,
    }
  );
}
