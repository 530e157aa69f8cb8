import { useStore } from '@nanostores/react';
import { useEffect, useRef, useState } from 'react';
import { registerWork } from '#src/lib/open-work.ts';
import { createAuthDialog } from './auth-dialog.ts';
import { isAuthDialogOpen } from './auth-dialog-flow.ts';
import type { AuthDialogAnswer, AuthDialogFlow, AuthDialogTarget } from './auth-dialog-flow.ts';
import { authDialogPorts } from './auth-dialog-ports.ts';

export interface AuthDialogHandle {
  /** The opening that is on show; null before the first, and after it was dismissed. */
  flow: AuthDialogFlow | null;
  /** Opens the vendor's dialog. To be called within the click, before anything is awaited; a second time it is focused. */
  open: (target: AuthDialogTarget) => void;
  /** Takes the opening off the page and closes its window. */
  dismiss: () => void;
}

/**
 * One auth-only dialog of a vendor at a time, for the component that uses it: it goes with the component. `onFound` is
 * called once for each dialog that was finished, with what the server says came of it; nothing is attached by this.
 */
export function useAuthDialog(onFound: (answer: AuthDialogAnswer, target: AuthDialogTarget) => void): AuthDialogHandle {
  const [dialog] = useState(() => createAuthDialog(authDialogPorts));
  const flow = useStore(dialog.flow);
  const latest = useRef(onFound);
  useEffect(() => {
    latest.current = onFound;
  }, [onFound]);
  useEffect(() => {
    const stopListening = dialog.listen((answer, target) => latest.current(answer, target));
    const withdraw = registerWork(() => isAuthDialogOpen(dialog.flow.get()));
    return () => {
      stopListening();
      withdraw();
      dialog.dismiss();
    };
  }, [dialog]);
  return { flow, open: dialog.open, dismiss: dialog.dismiss };
}
