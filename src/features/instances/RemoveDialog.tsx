import { useState } from 'react';
import { removalWord } from '#contract/connectors.ts';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { abilitiesOf } from './abilities.ts';
import { changeInstance } from './change-instance.ts';
import type { ActionDialogProps } from './instance-actions.ts';
import { RemovalUsePart } from './RemovalUsePart.tsx';
import { SaveCopy } from './SaveCopy.tsx';
import styles from './RemoveDialog.module.css';

const messages = i18n('removeDialog', {
  title: params<{ name: string }>('Remove {name}?'),
  stops: params<{ vendor: string }>('Its workflows stop and its webhooks no longer answer, in {vendor} too.'),
  lost: 'Its settings are gone. The connections themselves stay yours.',
  credentials: params<{ vendor: string }>('Its settings and credentials are gone, in {vendor} too.'),
  unused: 'It goes only while no process flow uses it.',
  noUndo: 'This happens at once and cannot be undone.',
  id: 'Id',
  theId: 'id',
  type: 'Type its name to confirm',
  typeWord: params<{ word: string }>('Type {word} to confirm'),
  remove: 'Remove',
  cancel: 'Cancel',
  mismatch: 'Type the name first',
  mismatchWord: params<{ word: string }>('Type {word} first'),
  busy: 'Removing…',
});

/** Confirms a removal by its name. The dangerous button is last, off until the name is there, and never has the focus. */
export function RemoveDialog({ row, onClose }: ActionDialogProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { connectors: isOfConnector, deployables: isDeployable } = abilitiesOf(useSignedIn().vendors, row.vendor);
  const matches = isOfConnector ? typed === removalWord : typed.trim() === row.name.trim();

  async function submit() {
    if (!matches || isBusy) return;
    setIsBusy(true);
    const refused = await changeInstance('remove', row, isOfConnector ? removalWord : row.name);
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
            disabledReason={
              isBusy ? t.busy : matches ? null : isOfConnector ? t.mismatchWord({ word: removalWord }) : t.mismatch
            }
            onClick={() => void submit()}
          >
            {t.remove}
          </Button>
        </>
      }
    >
      {words && (
        <Banner tone="bad" urgent>
          {words.what} {words.changed} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      <ul className={styles['consequences']}>
        <li>{isOfConnector ? t.unused : t.stops({ vendor: vendorNames[row.vendor] })}</li>
        <li>{isOfConnector || isDeployable ? t.credentials({ vendor: vendorNames[row.vendor] }) : t.lost}</li>
        <li>{t.noUndo}</li>
      </ul>
      <p className={styles['which']}>
        <bdi>{row.name}</bdi> · {t.id} <CopyableId id={row.id} what={t.theId} />
      </p>
      {!isOfConnector && <RemovalUsePart row={row} />}
      <SaveCopy row={row} />
      <TextField
        label={isOfConnector ? t.typeWord({ word: removalWord }) : t.type}
        value={typed}
        takesFocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Dialog>
  );
}
