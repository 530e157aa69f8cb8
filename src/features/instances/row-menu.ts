import { vendorNames } from '#contract/vendors.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { fromHere } from '#src/lib/from-here.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import { copyText } from '#src/ui/copy-text.ts';
import { showToast } from '#src/ui/toast.ts';
import { abilitiesOf, instancePath } from './abilities.ts';
import { useStartAction } from './instance-actions.ts';
import type { InstanceRowData } from './instance-row.ts';
import { instanceWords } from './instance-words.ts';
import { usePendingChange } from './pending-changes.ts';
import { offerActions } from './row-actions.ts';
import type { OffReason, OfferedAction, RowAction } from './row-actions.ts';

const messages = i18n('rowMenu', { copyVendorId: params<{ vendor: string }>('Copy id at {vendor}') });

/** What can be done with an instance, as a button and a menu show it, or the palette. */
export interface RowMenu {
  primary: OfferedAction | null;
  /** Why the action is off, in words; null when it is not. */
  reasonOf: (off: OffReason | null) => string | null;
  /** The menu's entries; with `opensPage` the way to the instance's own page is the first. */
  entries: (opensPage: boolean) => MenuEntry[];
  /** The primary action as an entry; none where nothing is to be done. */
  primaryEntry: () => MenuEntry[];
}

/** The actions of a row with their words, for whoever draws them. */
export function useRowMenu(row: InstanceRowData): RowMenu {
  const t = useMessages(instanceWords);
  const m = useMessages(messages);
  const vendor = vendorNames[row.vendor];
  const { person, vendors, hasUpgradeHook, companyName: company } = useSignedIn();
  const start = useStartAction();
  const change = usePendingChange(row.id);
  const isChanging = change?.state === 'asked' || change?.state === 'removed';
  const { primary, menu } = offerActions(row, person, hasUpgradeHook, isChanging, abilitiesOf(vendors, row.vendor));

  function reasonOf(off: OffReason | null): string | null {
    if (off === null) return null;
    return off === 'waiting_for_company' ? t.waiting_for_company({ company }) : t[off];
  }

  function toEntry({ action, off }: OfferedAction): MenuEntry {
    return {
      key: action,
      label: asksFirst(action) ? `${t[action]}…` : t[action],
      disabledReason: reasonOf(off),
      isDangerous: asksFirst(action),
      startsGroup: action === 'remove',
      onSelect: () => start(action, row),
    };
  }

  function entries(opensPage: boolean): MenuEntry[] {
    return [
      ...(opensPage ? [{ key: 'open', label: t.open, to: instancePath(vendors, row), state: fromHere() }] : []),
      ...menu.filter(({ action }) => action !== 'remove').map(toEntry),
      { key: 'copyId', label: t.copyId, onSelect: () => copyId(row.id, t.copied) },
      { key: 'copyVendorId', label: m.copyVendorId({ vendor }), onSelect: () => copyId(row.vendorId, t.copied) },
      ...(person.role === 'admin' ? [{ key: 'debug', label: t.debug, to: paths.debug.to(row.id) }] : []),
      ...menu.filter(({ action }) => action === 'remove').map(toEntry),
    ];
  }

  return { primary, reasonOf, entries, primaryEntry: () => (primary ? [toEntry(primary)] : []) };
}

function asksFirst(action: RowAction): action is 'remove' | 'discard' {
  return action === 'remove' || action === 'discard';
}

function copyId(id: string, copied: string): void {
  // Without a clipboard the id stands there to be copied by hand.
  void copyText(id).then((isCopied) => (isCopied ? showToast('on', copied) : showToast('failed', id)));
}
