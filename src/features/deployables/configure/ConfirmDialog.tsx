import { useState } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';

/** Asks before something is taken back, does it, and says why when it could not be done. */
export function ConfirmDialog({
  title,
  text,
  action,
  cancel,
  onConfirm,
  onClose,
}: {
  title: string;
  text: string;
  action: string;
  cancel: string;
  onConfirm: () => Promise<ClientProblem | null>;
  onClose: () => void;
}) {
  const problems = useMessages(problemMessages);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const words = problem && wordsOfProblem(problems, problem);

  async function confirm() {
    if (isBusy) return;
    setIsBusy(true);
    const refused = await onConfirm();
    setIsBusy(false);
    if (refused) setProblem(refused);
    else onClose();
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void confirm()}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" variant="danger" disabledReason={isBusy ? '…' : null}>
            {action}
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
      <p>{text}</p>
    </Dialog>
  );
}
