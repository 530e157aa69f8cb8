import { Suspense, useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { wizards } from '#src/features/wizard/wizards.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { changeInstance } from './change-instance.ts';
import { StartActionContext } from './instance-actions.ts';
import type { ActionDialogProps, ActionTarget, StartAction } from './instance-actions.ts';
import { isWizardAction } from './row-actions.ts';

const RenameDialog = lazyPage<ActionDialogProps>(async () => (await import('./RenameDialog.tsx')).RenameDialog);
const DiscardDialog = lazyPage<ActionDialogProps>(async () => (await import('./DiscardDialog.tsx')).DiscardDialog);
const RemoveDialog = lazyPage<ActionDialogProps>(async () => (await import('./RemoveDialog.tsx')).RemoveDialog);

const dialogs = { rename: RenameDialog, remove: RemoveDialog, discard: DiscardDialog };

/** Holds the dialogs that actions open, so that they outlive the row they were opened from. */
export function InstanceActionsProvider({ children }: { children: ReactNode }) {
  const [dialog, setDialog] = useState<{ action: keyof typeof dialogs; row: ActionTarget } | null>(null);

  const start = useCallback<StartAction>((action, row) => {
    if (isWizardAction(action)) wizards.open({ instanceId: row.id, name: row.name, vendor: row.vendor });
    else if (action === 'rename' || action === 'remove' || action === 'discard') setDialog({ action, row });
    else void changeInstance(action, row);
  }, []);

  const close = useCallback(() => setDialog(null), []);
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
