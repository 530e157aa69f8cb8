import { Suspense, useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { wizards } from '#src/features/wizard/wizards.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { changeInstance } from './change-instance.ts';
import { StartActionContext } from './instance-actions.ts';
import type { ActionDialogProps, ActionTarget, StartAction } from './instance-actions.ts';
import { isWizardAction } from './row-actions.ts';
import type { WizardAction } from './row-actions.ts';

const RenameDialog = lazyPage<ActionDialogProps>(async () => (await import('./RenameDialog.tsx')).RenameDialog);
const DiscardDialog = lazyPage<ActionDialogProps>(async () => (await import('./DiscardDialog.tsx')).DiscardDialog);
const RemoveDialog = lazyPage<ActionDialogProps>(async () => (await import('./RemoveDialog.tsx')).RemoveDialog);

const dialogs = { rename: RenameDialog, remove: RemoveDialog, discard: DiscardDialog };

interface OpenedDialog {
  action: keyof typeof dialogs;
  row: ActionTarget;
  /** The page that it was opened over. */
  over: string;
}

/** Within the click, whatever has to be done before the wizard is asked for: only then is its window not blocked. */
function openWizard(action: WizardAction, row: ActionTarget): void {
  const target = { instanceId: row.id, name: row.name, vendor: row.vendor };
  const isBoth = action === 'update' && row.update === 'needs_both';
  if (isBoth) wizards.open(target, undefined, async () => (await import('./upgrade-first.ts')).upgradeFirst(row));
  else wizards.open(target);
}

/** Holds the dialogs that actions open, so that they outlive the row they were opened from. */
export function InstanceActionsProvider({ children }: { children: ReactNode }) {
  const [dialog, setDialog] = useState<OpenedDialog | null>(null);

  const start = useCallback<StartAction>((action, row) => {
    if (isWizardAction(action)) openWizard(action, row);
    else if (action === 'rename' || action === 'remove' || action === 'discard') {
      setDialog({ action, row, over: window.location.pathname });
    } else void changeInstance(action, row);
  }, []);

  const close = useCallback(() => setDialog(null), []);
  const { pathname } = useLocation();
  // Going back or forward leaves the page that it was opened over, and coming back again does not open it.
  if (dialog && dialog.over !== pathname) setDialog(null);
  const Opened = dialogs[dialog?.action ?? 'rename'];

  return (
    <StartActionContext value={start}>
      {children}
      {dialog && (
        <PanelBoundary key={dialog.row.id}>
          <Suspense fallback={null}>
            <Opened row={dialog.row} onClose={close} />
          </Suspense>
        </PanelBoundary>
      )}
    </StartActionContext>
  );
}
