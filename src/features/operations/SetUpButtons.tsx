import type { Operation } from '#contract/operations.ts';
import { useStartAction } from '#src/features/instances/instance-actions.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';

const actions = ['continue', 'finish', 'discard'] as const;

/** What may be done with a set-up that waits for its person; the same as in its row of the list. */
export function SetUpButtons({ target }: { target: Pick<Operation, 'instanceId' | 'name' | 'vendor'> }) {
  const t = useMessages(instanceWords);
  const { person } = useSignedIn();
  const start = useStartAction();
  const { instanceId, name, vendor } = target;
  if (instanceId === null) return null;
  const off = person.viewOnly ? t.view_only : person.role === 'admin' ? t.owner_only : null;
  return actions.map((action) => (
    <Button
      key={action}
      size="small"
      variant={action === 'continue' ? 'outlined' : 'plain'}
      disabledReason={off}
      onClick={() => start(action, { id: instanceId, name, vendor })}
    >
      {t[action]}
    </Button>
  ));
}
