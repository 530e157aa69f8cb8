import { useState } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { updateConnector } from './change-connector.ts';
import type { ConnectorDialogProps } from './connector-dialogs.ts';
import { connectorWords } from './connector-words.ts';

const messages = i18n('updateConnectorDialog', {
  title: params<{ name: string }>('Update {name}?'),
  versions: params<{ from: string; to: string }>('From version {from} to version {to}.'),
  version: params<{ to: string }>('To version {to}.'),
  reaches: count({
    one: 'It reaches its {count} instance, and every process flow that uses it, at once.',
    other: 'It reaches all its {count} instances, and every process flow that uses them, at once.',
  }),
  reachesNone: 'It has no instances yet.',
  noUndo: 'There is no way back to the version before.',
  update: 'Update',
  busy: 'Updating…',
});

/** Says what an update of a connector reaches before it is made. */
export function UpdateConnectorDialog({ connector, instanceCount, onClose }: ConnectorDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(connectorWords);
  const problems = useMessages(problemMessages);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { name, version, newerVersion } = connector;
  const to = newerVersion ?? '';

  async function submit() {
    if (isBusy) return;
    setIsBusy(true);
    const refused = await updateConnector(connector);
    setIsBusy(false);
    if (refused) setProblem(refused);
    else onClose();
  }

  const said = problem && wordsOfProblem(problems, problem, name);
  return (
    <Dialog
      title={t.title({ name })}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" variant="filled" disabledReason={isBusy ? t.busy : null}>
            {t.update}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      <p>{version === null ? t.version({ to }) : t.versions({ from: version, to })}</p>
      <p>{instanceCount === 0 ? t.reachesNone : t.reaches(instanceCount)}</p>
      <p>{t.noUndo}</p>
    </Dialog>
  );
}
