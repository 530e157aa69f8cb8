import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { formatMoment, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { showToast } from '#src/ui/toast.ts';
import { replayRun } from './replay-run.ts';
import type { ReplayDialogProps } from './replay-run.ts';
import { runWords } from './run-words.ts';

const messages = i18n('replayDialog', {
  title: params<{ flow: string }>('Replay {flow}?'),
  what: params<{ flow: string; instance: string; time: string }>(
    '{flow} of {instance} runs once more with what began the run of {time}.',
  ),
  whatUndated: params<{ flow: string; instance: string }>(
    '{flow} of {instance} runs once more with what began this run.',
  ),
  again:
    'It works with the present version and settings. What the first run already did at other systems may be done a second time.',
  twice: 'It was replayed before.',
  replay: 'Replay',
  cancel: 'Cancel',
  busy: 'Starting…',
  started: params<{ flow: string }>('{flow} runs once more'),
});

/** Says what a replay does before it is begun, and leads to the new run. */
export function ReplayDialog({ instanceId, instanceName, run, onClose }: ReplayDialogProps) {
  const t = useMessages(messages);
  const words = useMessages(runWords);
  const problems = useMessages(problemMessages);
  const navigate = useNavigate();
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const flow = `\u2068${run.flowName ?? words.someFlow}\u2069`;
  const instance = `\u2068${instanceName}\u2069`;
  const startedAt = momentOf(run.startedAt);

  async function submit() {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    try {
      const runId = await replayRun(instanceId, run.id);
      onClose();
      refresh('instance', instanceId);
      const to = paths.instanceRun.to(instanceId, runId);
      showToast('working', t.started({ flow }), undefined, { link: { to, name: flow } });
      void navigate(to);
    } catch (error) {
      setProblem(problemOf(error));
      setIsBusy(false);
    }
  }

  const said = problem && wordsOfProblem(problems, problem, instanceName);
  return (
    <Dialog
      title={t.title({ flow })}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="filled" type="submit" autoFocus disabledReason={isBusy ? t.busy : null}>
            {t.replay}
          </Button>
        </>
      }
    >
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.quote && <q>{said.quote}</q>}{' '}
          {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      <p>
        {startedAt === null
          ? t.whatUndated({ flow, instance })
          : t.what({ flow, instance, time: formatMoment(startedAt) })}
      </p>
      <p>{t.again}</p>
      {run.wasReplayed && <p>{t.twice}</p>}
    </Dialog>
  );
}
