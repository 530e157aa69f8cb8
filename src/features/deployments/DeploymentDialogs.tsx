import { Suspense, useCallback } from 'react';
import { flushSync } from 'react-dom';
import type { Operation } from '#contract/operations.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import type { DeploymentData } from './deployment-queries.ts';
import type { DeployDialogProps } from './DeployDialog.tsx';
import { useFollow } from './follow-work.ts';
import type { RunDialogProps, RunFolders } from './run/RunDialog.tsx';
import type { VisibilityDialogProps } from './VisibilityDialog.tsx';

const DeployDialog = lazyPage<DeployDialogProps>(async () => (await import('./DeployDialog.tsx')).DeployDialog);
const RunDialog = lazyPage<RunDialogProps>(async () => (await import('./run/RunDialog.tsx')).RunDialog);
const VisibilityDialog = lazyPage<VisibilityDialogProps>(
  async () => (await import('./VisibilityDialog.tsx')).VisibilityDialog,
);

/** Which dialog is open, and about which solution. A run without one is by name. */
export type AskedDialog =
  | { ask: 'deploy' }
  | { ask: 'run'; deployment: Pick<DeploymentData, 'name' | 'version' | 'owner' | 'row'> | null; folders?: RunFolders }
  | { ask: 'visibility'; deployment: DeploymentData };

/** The dialogs of deployed solutions. What they begin is followed on the page. */
export function DeploymentDialogs({ asked, onClose }: { asked: AskedDialog | null; onClose: () => void }) {
  const follow = useFollow();
  const onBegun = useCallback(
    (operation: Operation, space: string | null) => {
      // Gone before anything leads away: a dialog with something typed would ask whether to leave.
      flushSync(onClose);
      follow(operation, space);
    },
    [follow, onClose],
  );
  if (asked === null) return null;
  return (
    <PanelBoundary key={asked.ask}>
      <Suspense fallback={null}>
        {asked.ask === 'deploy' && <DeployDialog onClose={onClose} onBegun={(operation) => onBegun(operation, null)} />}
        {asked.ask === 'run' && (
          <RunDialog
            deployment={asked.deployment}
            folders={asked.folders ?? null}
            onClose={onClose}
            onBegun={onBegun}
          />
        )}
        {asked.ask === 'visibility' && <VisibilityDialog deployment={asked.deployment} onClose={onClose} />}
      </Suspense>
    </PanelBoundary>
  );
}
