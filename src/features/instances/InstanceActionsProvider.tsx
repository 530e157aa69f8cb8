import { Suspense, useCallback, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { Vendor } from '#contract/vendors.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { wizards } from '#src/features/wizard/wizards.ts';
import { fromHere } from '#src/lib/from-here.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { paths } from '#src/lib/paths.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { abilitiesOf, instancePath, runsPath } from './abilities.ts';
import { changeInstance } from './change-instance.ts';
import { isPaused, StartActionContext } from './instance-actions.ts';
import type { ActionDialogProps, ActionTarget, StartAction } from './instance-actions.ts';
import { isWizardAction } from './row-actions.ts';
import type { RowAction, WizardAction } from './row-actions.ts';

const RenameDialog = lazyPage<ActionDialogProps>(async () => (await import('./RenameDialog.tsx')).RenameDialog);
const DiscardDialog = lazyPage<ActionDialogProps>(async () => (await import('./DiscardDialog.tsx')).DiscardDialog);
const DeployDialog = lazyPage<ActionDialogProps>(async () => (await import('./DeployDialog.tsx')).DeployDialog);
const RemoveDialog = lazyPage<ActionDialogProps>(async () => (await import('./RemoveDialog.tsx')).RemoveDialog);

const dialogs = { rename: RenameDialog, remove: RemoveDialog, discard: DiscardDialog, deploy: DeployDialog };

type VendorDialogs = Partial<Record<Vendor, ComponentType<ActionDialogProps>>>;

const noDialogs: VendorDialogs = {};

interface OpenedDialog {
  action: keyof typeof dialogs | 'update';
  row: ActionTarget;
  /** The page that it was opened over. */
  over: string;
}

/** Whether an action begins with a question. To deploy is one only where it turns on what was turned off. */
function asksFirst(action: RowAction, row: ActionTarget): action is keyof typeof dialogs {
  return action === 'rename' || action === 'remove' || action === 'discard' || (action === 'deploy' && isPaused(row));
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
  updateDialogs = {},
  children,
}: {
  /** Where a vendor's removal needs a dialog of its own. */
  removeDialogs?: VendorDialogs;
  /** Where a newer version is chosen in a dialog of ours. */
  updateDialogs?: VendorDialogs;
  children: ReactNode;
}) {
  const { vendors } = useSignedIn();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<OpenedDialog | null>(null);

  const start = useCallback<StartAction>(
    (action, row) => {
      if (isWizardAction(action)) {
        const { wizard, deployables } = abilitiesOf(vendors, row.vendor);
        if (wizard) openWizard(action, row);
        else if (!deployables) void navigate(instancePath(vendors, row), { state: fromHere() });
        else if (action === 'update') setDialog({ action, row, over: window.location.pathname });
        else void navigate(paths.configure.to(row.id), { state: fromHere() });
      } else if (action === 'view_runs') {
        void navigate(runsPath(vendors, row), { state: fromHere() });
      } else if (asksFirst(action, row)) {
        setDialog({ action, row, over: window.location.pathname });
      } else void changeInstance(action, row);
    },
    [vendors, navigate],
  );

  const close = useCallback(() => setDialog(null), []);
  const { pathname } = useLocation();
  // Going back or forward leaves the page that it was opened over, and coming back again does not open it.
  if (dialog && dialog.over !== pathname) setDialog(null);
  const ofVendor = {
    rename: noDialogs,
    discard: noDialogs,
    deploy: noDialogs,
    remove: removeDialogs,
    update: updateDialogs,
  };
  const Opened =
    ofVendor[dialog?.action ?? 'rename'][dialog?.row.vendor ?? 'tray'] ??
    (dialog?.action === 'update' ? null : dialogs[dialog?.action ?? 'rename']);

  return (
    <StartActionContext value={start}>
      {children}
      {dialog && Opened && (
        <PanelBoundary key={dialog.row.id}>
          <Suspense fallback={null}>
            <Opened row={dialog.row} onClose={close} />
          </Suspense>
        </PanelBoundary>
      )}
    </StartActionContext>
  );
}
