import { Suspense, useCallback, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { Vendor } from '#contract/vendors.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { wizards } from '#src/features/wizard/wizards.ts';
import { fromHere } from '#src/lib/from-here.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { abilitiesOf, instancePath } from './abilities.ts';
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
export function InstanceActionsProvider({
  removeDialogs = {},
  children,
}: {
  /** Where a vendor's removal needs a dialog of its own. */
  removeDialogs?: Partial<Record<Vendor, ComponentType<ActionDialogProps>>>;
  children: ReactNode;
}) {
  const { vendors } = useSignedIn();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<OpenedDialog | null>(null);

  const start = useCallback<StartAction>(
    (action, row) => {
      if (isWizardAction(action)) {
        if (abilitiesOf(vendors, row.vendor).wizard) openWizard(action, row);
        else void navigate(instancePath(vendors, row), { state: fromHere() });
      } else if (action === 'rename' || action === 'remove' || action === 'discard') {
        setDialog({ action, row, over: window.location.pathname });
      } else void changeInstance(action, row);
    },
    [vendors, navigate],
  );

  const close = useCallback(() => setDialog(null), []);
  const { pathname } = useLocation();
  // Going back or forward leaves the page that it was opened over, and coming back again does not open it.
  if (dialog && dialog.over !== pathname) setDialog(null);
  const ofVendor = dialog?.action === 'remove' ? removeDialogs[dialog.row.vendor] : undefined;
  const Opened = ofVendor ?? dialogs[dialog?.action ?? 'rename'];

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
