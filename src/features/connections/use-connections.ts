import { useState } from 'react';
import type { ShownAuthentication } from '#contract/endpoints/auth-dialogs.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { changeInstance } from '#src/features/instances/change-instance.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { setPendingChange } from '#src/features/instances/pending-changes.ts';
import { acrossSignIn } from '#src/features/session/interruption.ts';
import { showToast } from '#src/ui/toast.ts';
import type { AuthDialogAnswer, AuthDialogTarget } from './auth-dialog-flow.ts';
import { attachConnection } from './connection-queries.ts';
import { connectionWords } from './connection-words.ts';
import { accountLabel, connectionIn, slotTitle } from './slot-facts.ts';
import type { Slot } from './slot-facts.ts';
import { useAuthDialog } from './use-auth-dialog.ts';

/** A connection to another account that waits for the person's word. */
export interface AskedChange {
  slot: Slot;
  before: ShownAuthentication;
  after: ShownAuthentication;
  /** It was made just now, and stays among the connections when it is not used. */
  isNew: boolean;
}

/** What goes on with the connections of one instance, apart from what its slots hold. */
interface ConnectionsState {
  /** The slot that the vendor's dialog, or the last problem, is about. */
  slotId: string | null;
  isAttaching: boolean;
  /** A connection that was to be put into the slot, and why it was not. */
  failed: { slot: Slot; after: ShownAuthentication; isAccepted: boolean; problem: ClientProblem } | null;
  choosing: Slot | null;
  asked: AskedChange | null;
  /** Signed in again as somebody else: it is done, and told. */
  changed: { slot: Slot; before: ShownAuthentication; after: ShownAuthentication } | null;
}

const nothing: ConnectionsState = {
  slotId: null,
  isAttaching: false,
  failed: null,
  choosing: null,
  asked: null,
  changed: null,
};

/**
 * Connects, reconnects and changes the connections in an instance's slots. A connection to another account than before is
 * attached only after the person has said so; which one is another account, the server decides.
 */
export function useConnections(row: Pick<InstanceRowData, 'id' | 'name' | 'vendor'>, slots: readonly Slot[]) {
  const [state, setState] = useState(nothing);
  const dialog = useAuthDialog(found);
  const change = (next: Partial<ConnectionsState>) => setState((now) => ({ ...now, ...next }));
  const slotOf = (id: string | null) => slots.find((slot) => slot.externalId === id) ?? null;

  function open(slot: Slot, target: AuthDialogTarget): void {
    setState({ ...nothing, slotId: slot.externalId });
    dialog.open(target);
  }

  const connect = (slot: Slot) => open(slot, { use: 'slot', instanceId: row.id, externalId: slot.externalId });

  function reconnect(slot: Slot): void {
    if (slot.authenticationId !== null) open(slot, { use: 'edit', authenticationId: slot.authenticationId });
  }

  function found({ authentication: after, before, isOtherAccount }: AuthDialogAnswer, target: AuthDialogTarget): void {
    const slot = slotOf(state.slotId);
    if (!slot) return;
    if (target.use === 'slot') {
      if (isOtherAccount && before) change({ asked: { slot, before, after, isNew: true } });
      else void attach(slot, after, false);
      return;
    }
    refresh('instance', row.id);
    if (isOtherAccount && before) change({ changed: { slot, before, after } });
    else showToast('on', connectionWords.get().reconnected({ slot: slotTitle(slot), account: accountLabel(after) }));
  }

  /** Puts a connection into a slot. The server has the last word on whether that needs asking first. */
  async function attach(slot: Slot, after: ShownAuthentication, isAccepted: boolean): Promise<void> {
    const { externalId } = slot;
    // What a dialog before came to is told by what comes of this.
    dialog.dismiss();
    setState({ ...nothing, slotId: externalId, isAttaching: true });
    const words = { slot: slotTitle(slot), account: accountLabel(after) };
    try {
      const value = { externalId, authenticationId: after.id, acceptsOtherAccount: isAccepted };
      const changed = await acrossSignIn(() => attachConnection(row.id, value));
      change({ isAttaching: false });
      tell(changed, words);
    } catch (error) {
      const problem = { vendor: row.vendor, instance: { id: row.id, name: row.name }, ...problemOf(error) };
      const before = connectionIn(slot);
      if (problem.code === 'other_account' && before && !isAccepted) {
        change({ isAttaching: false, asked: { slot, before, after, isNew: false } });
      } else {
        change({ isAttaching: false, failed: { slot, after, isAccepted, problem } });
      }
    } finally {
      refresh('instance', row.id);
      refresh('operation');
    }
  }

  function tell(changed: InstanceRowData, words: { slot: string; account: string }): void {
    const t = connectionWords.get();
    setPendingChange(row.id, { state: 'confirmed', row: changed });
    if (changed.operation?.state === 'running') {
      showToast('working', t.attaching(words));
    } else if (changed.status === 'unfinished' && changed.missing.length === 0) {
      showToast('unfinished', t.allThere(words), {
        label: t.finish,
        press: () => void changeInstance('finish', changed),
      });
    } else {
      showToast('on', t.attached(words));
    }
  }

  /** The person keeps what stands in the slot. */
  function keep({ before, after, isNew }: AskedChange): void {
    setState(nothing);
    dialog.dismiss();
    if (!isNew) return;
    showToast('off', connectionWords.get().kept({ before: accountLabel(before), after: accountLabel(after) }));
  }

  return {
    state,
    flow: dialog.flow,
    connect,
    reconnect,
    attach,
    keep,
    choose: (choosing: Slot) => {
      dialog.dismiss();
      setState({ ...nothing, choosing });
    },
    /** Closes what is shown about a choice or a change. */
    close: () => change({ choosing: null, changed: null }),
    /**
     * Does once more what failed or was blocked, or brings the open window to the front. To be called within the click.
     */
    tryAgain: () => {
      const { failed } = state;
      if (failed) void attach(failed.slot, failed.after, failed.isAccepted);
      else if (dialog.flow) dialog.open(dialog.flow.target);
    },
  };
}
