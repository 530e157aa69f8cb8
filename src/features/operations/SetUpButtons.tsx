import type { Operation } from '#contract/operations.ts';
import { useStartAction } from '#src/features/instances/instance-actions.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { abilitiesOf } from '#src/features/instances/abilities.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';

const ofSetUp = ['continue', 'finish', 'discard'] as const;

/**
 * What may be done with a set-up that waits for its person; the same as in its row of the list. `isUpdate`: it was at work
 * before, and is not given up for a version that asks for more.
 */
export function SetUpButtons({
  target,
  isUpdate = false,
}: {
  target: Pick<Operation, 'instanceId' | 'name' | 'vendor'>;
  isUpdate?: boolean;
}) {
  const t = useMessages(instanceWords);
  const { person, vendors } = useSignedIn();
  const start = useStartAction();
  const { instanceId, name, vendor } = target;
  if (instanceId === null) return null;
  const { deployables } = abilitiesOf(vendors, vendor);
  return ofSetUp.slice(0, isUpdate ? 1 : ofSetUp.length).map((action) => (
    <Button
      key={action}
      size="small"
      variant={action === 'continue' ? 'outlined' : 'plain'}
      disabledReason={offReason(action)}
      onClick={() => start(action, { id: instanceId, name, vendor })}
    >
      {t[action]}
    </Button>
  ));

  function offReason(action: (typeof ofSetUp)[number]): string | null {
    if (person.viewOnly) return t.view_only;
    if (person.role !== 'admin') return null;
    return deployables && action === 'continue' ? null : t.owner_only;
  }
}
