import { useState } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { changeInstance } from '#src/features/instances/change-instance.ts';
import type { ActionDialogProps } from '#src/features/instances/instance-actions.ts';
import { SaveCopy } from '#src/features/instances/SaveCopy.tsx';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import styles from './RemoveDeploymentDialog.module.css';
import { SolutionUsePart } from './SolutionUsePart.tsx';

const messages = i18n('removeDeploymentDialog', {
  title: params<{ name: string }>('Remove {name}?'),
  version: 'This version is removed; other versions of the same name stay.',
  job: 'Instabase does it as a job. Until that is over, the row says that it is being removed.',
  output: 'What its jobs have written stays in its folders.',
  noUndo: 'It cannot be undone; the package can be deployed again.',
  theId: 'id',
  type: 'Type its name to confirm',
  remove: 'Remove',
  cancel: 'Cancel',
  mismatch: 'Type the name first',
  busy: 'Being sent…',
});

/** Confirms a removal by the solution's name and version. The dangerous button is last and off until both are there. */
export function RemoveDeploymentDialog({ row, onClose }: ActionDialogProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const matches = typed.trim() === row.name.trim();

  async function submit() {
    if (!matches || isBusy) return;
    setIsBusy(true);
    const refused = await changeInstance('remove', row, row.name);
    setIsBusy(false);
    if (refused) setProblem(refused);
    else onClose();
  }

  const words = problem && wordsOfProblem(problems, problem);
  return (
    <Dialog
      title={t.title({ name: row.name })}
      onClose={onClose}
      // Enter in the text box does nothing: a key held down must not remove what it just confirmed.
      onSubmit={() => {}}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button
            variant="danger"
            disabledReason={isBusy ? t.busy : matches ? null : t.mismatch}
            onClick={() => void submit()}
          >
            {t.remove}
          </Button>
        </>
      }
    >
      {words && (
        <Banner tone="bad" urgent>
          {words.what} {words.changed} {words.next} {words.quote && <q>{words.quote}</q>}{' '}
          {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      <ul className={styles['consequences']}>
        <li>{t.version}</li>
        <li>{t.job}</li>
        <li>{t.output}</li>
        <li>{t.noUndo}</li>
      </ul>
      <p className={styles['which']}>
        <bdi>{row.name}</bdi> <CopyableId id={row.id} what={t.theId} />
      </p>
      <SolutionUsePart row={row} />
      <SaveCopy row={row} />
      <TextField
        label={t.type}
        value={typed}
        takesFocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Dialog>
  );
}
