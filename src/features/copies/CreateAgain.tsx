import { useCallback } from 'react';
import { flushSync } from 'react-dom';
import type { Operation } from '#contract/operations.ts';
import { ActivateInWizardDialog } from '#src/features/catalogue/ActivateInWizardDialog.tsx';
import type { ActivateVersionDialogProps } from '#src/features/deployables/ActivateVersionDialog.tsx';
import type { DeployDialogProps } from '#src/features/deployments/DeployDialog.tsx';
import { useFollow } from '#src/features/deployments/follow-work.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { paths } from '#src/lib/paths.ts';
import type { Plan } from './plan-again.ts';

const ActivateVersionDialog = lazyPage<ActivateVersionDialogProps>(
  async () => (await import('#src/features/deployables/ActivateVersionDialog.tsx')).ActivateVersionDialog,
);
const DeployDialog = lazyPage<DeployDialogProps>(
  async () => (await import('#src/features/deployments/DeployDialog.tsx')).DeployDialog,
);

/** A plan that leads to a dialog; the other one leads to a page. */
export type DialogPlan = Exclude<Plan, { kind: 'connector' }>;

/** The dialog in which an instance of its vendor is created anyway, with what a copy holds filled in. */
export function CreateAgain({
  plan,
  notes,
  onClose,
}: {
  plan: DialogPlan;
  notes: readonly string[];
  onClose: () => void;
}) {
  const follow = useFollow(paths.deployments.to());
  const onBegun = useCallback(
    (operation: Operation) => {
      // Gone before anything leads away: a dialog with something typed would ask whether to leave.
      flushSync(onClose);
      follow(operation, null);
    },
    [follow, onClose],
  );
  switch (plan.kind) {
    case 'slots':
      return (
        <ActivateInWizardDialog template={plan.template} prefilled={{ ...plan.prefilled, notes }} onClose={onClose} />
      );
    case 'form':
      return (
        <ActivateVersionDialog
          vendor={plan.template.vendor}
          templateId={plan.template.id}
          title={plan.template.title}
          prefilled={{ ...plan.prefilled, notes }}
          onClose={onClose}
        />
      );
    case 'package':
      return <DeployDialog prefilled={{ packagePath: plan.packagePath, notes }} onClose={onClose} onBegun={onBegun} />;
  }
}
