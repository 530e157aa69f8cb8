import { useState } from 'react';
import { removalWord } from '#contract/connectors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { removeConnector } from './change-connector.ts';
import type { ConnectorDialogProps } from './connector-dialogs.ts';
import { connectorWords } from './connector-words.ts';

const messages = i18n('removeConnectorDialog', {
  title: params<{ name: string }>('Remove {name}?'),
  empty: 'It has no instances, so nothing stops working.',
  again: 'It can be installed again from the marketplace.',
  type: params<{ word: string }>('Type {word} to confirm'),
  mismatch: params<{ word: string }>('Type {word} first'),
  remove: 'Remove',
  busy: 'Removing…',
});

/** Confirms the removal of a connector without instances by a word, which the dangerous button waits for. */
export function RemoveConnectorDialog({ connector, onClose }: ConnectorDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(connectorWords);
  const problems = useMessages(problemMessages);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const word = removalWord;
  const matches = typed === word;

  async function submit() {
    if (!matches || isBusy) return;
    setIsBusy(true);
    const refused = await removeConnector(connector);
    setIsBusy(false);
    if (refused) setProblem(refused);
    else onClose();
  }

  const said = problem && wordsOfProblem(problems, problem, connector.name);
  return (
    <Dialog
      title={t.title({ name: connector.name })}
      onClose={onClose}
      // Enter in the text box does nothing: a key held down must not remove what it just confirmed.
      onSubmit={() => {}}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            variant="danger"
            disabledReason={isBusy ? t.busy : matches ? null : t.mismatch({ word })}
            onClick={() => void submit()}
          >
            {t.remove}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      <p>{t.empty}</p>
      <p>{t.again}</p>
      <TextField
        label={t.type({ word })}
        value={typed}
        takesFocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Dialog>
  );
}
