import { useState } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { changeInstance } from './change-instance.ts';
import type { ActionDialogProps } from './instance-actions.ts';

const messages = i18n('deployDialog', {
  title: params<{ name: string }>('Deploy {name}?'),
  what: 'It is paused. Deploying puts what is stored to work and enables it, so that its flows run again.',
  deploy: 'Deploy and enable',
  cancel: 'Cancel',
  busy: 'Deploying…',
});

/** Asks once before a paused instance is deployed, because that enables it too. */
export function DeployDialog({ row, onClose }: ActionDialogProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit() {
    if (isBusy) return;
    setIsBusy(true);
    const refused = await changeInstance('deploy', row);
    setIsBusy(false);
    if (refused) setProblem(refused);
    else onClose();
  }

  const words = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title({ name: row.name })}
      onClose={onClose}
      // Enter held down must not deploy what it just opened.
      onSubmit={() => {}}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            {t.cancel}
          </Button>
          <Button variant="filled" disabledReason={isBusy ? t.busy : null} onClick={() => void submit()}>
            {t.deploy}
          </Button>
        </>
      }
    >
      {words && (
        <Banner tone="bad" urgent>
          {words.what} {words.quote && <q>{words.quote}</q>} {words.changed} {words.next}{' '}
          {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      <p>{t.what}</p>
    </Dialog>
  );
}
