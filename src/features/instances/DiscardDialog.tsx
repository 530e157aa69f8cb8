import { useState } from 'react';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { changeInstance } from './change-instance.ts';
import type { ActionDialogProps } from './instance-actions.ts';

const messages = i18n('discardDialog', {
  title: params<{ name: string }>('Discard {name}?'),
  what: params<{ vendor: string }>(
    'Its set-up was never finished, so that nothing runs yet. It is removed, in {vendor} too, and cannot be brought back.',
  ),
  lost: 'What was entered in the wizard is lost. The connections themselves stay yours.',
  discard: 'Discard',
  cancel: 'Cancel',
  busy: 'Removing…',
});

/** Asks once before an unfinished set-up is given up. Nothing has ever run there, so that no name needs typing. */
export function DiscardDialog({ row, onClose }: ActionDialogProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit() {
    if (isBusy) return;
    setIsBusy(true);
    const refused = await changeInstance('discard', row);
    setIsBusy(false);
    if (refused) setProblem(refused);
    else onClose();
  }

  const words = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title({ name: row.name })}
      onClose={onClose}
      // Enter held down must not discard what it just opened.
      onSubmit={() => {}}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            {t.cancel}
          </Button>
          <Button variant="danger" disabledReason={isBusy ? t.busy : null} onClick={() => void submit()}>
            {t.discard}
          </Button>
        </>
      }
    >
      {words && (
        <Banner tone="bad" urgent>
          {words.what} {words.changed} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      <p>{t.what({ vendor: vendorNames[row.vendor] })}</p>
      <p>{t.lost}</p>
    </Dialog>
  );
}
