import { Suspense } from 'react';
import { abilitiesOf } from '#src/features/instances/abilities.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import type { ActivateVersionDialogProps } from '#src/features/deployables/ActivateVersionDialog.tsx';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { type ActivateDialogProps, ActivateInWizardDialog } from './ActivateInWizardDialog.tsx';

const ActivateVersionDialog = lazyPage<ActivateVersionDialogProps>(
  async () => (await import('#src/features/deployables/ActivateVersionDialog.tsx')).ActivateVersionDialog,
);

/** Names a new instance and starts its activation: what follows is the vendor's own wizard, or a form of ours. */
export function ActivateDialog({ template, onClose }: ActivateDialogProps) {
  const { vendors } = useSignedIn();
  if (!abilitiesOf(vendors, template.vendor).deployables) {
    return <ActivateInWizardDialog template={template} onClose={onClose} />;
  }
  return (
    <Suspense fallback={null}>
      <ActivateVersionDialog
        vendor={template.vendor}
        templateId={template.id}
        title={template.title}
        onClose={onClose}
      />
    </Suspense>
  );
}
