import type { Operation } from '#contract/operations.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { FollowedOperation, useFollowed } from './FollowedOperation.tsx';

const messages = i18n('activationBegun', {
  done: params<{ name: string }>('{name} is deployed and works from now on.'),
  open: 'Open the instance',
  again: 'Change and try again',
  close: 'Close',
});

/** An activation that is under way: its steps, then the wizard where something is asked, else the finished instance. */
export function ActivationBegun({
  title,
  begun,
  onClose,
  onAgain,
}: {
  title: string;
  begun: Operation;
  onClose: () => void;
  /** Back to what was entered, with why it failed. */
  onAgain: (why: ClientProblem | null) => void;
}) {
  const t = useMessages(messages);
  const { data } = useFollowed(begun);
  const { state, instanceId, problem } = data;
  // Once there is an instance, a second try would make a second one.
  const mayAgain = (state === 'failed' || state === 'stopped') && instanceId === null;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <>
          <Button onClick={onClose} autoFocus>
            {t.close}
          </Button>
          {mayAgain && (
            <Button variant="filled" onClick={() => onAgain(problem)}>
              {t.again}
            </Button>
          )}
          {instanceId !== null && state !== 'running' && (
            <ButtonLink variant="filled" to={paths.instance.to(instanceId)}>
              {t.open}
            </ButtonLink>
          )}
        </>
      }
    >
      <FollowedOperation begun={begun} doneText={t.done({ name: data.name })} onLedOn={onClose} />
    </Dialog>
  );
}
