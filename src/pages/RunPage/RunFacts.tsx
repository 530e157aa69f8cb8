import { Link } from 'react-router-dom';
import { formatStretch } from '#src/features/runs/duration.ts';
import type { RunData } from '#src/features/runs/run-queries.ts';
import { retryWord, runWords, triggerWord } from '#src/features/runs/run-words.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';

const messages = i18n('runFacts', {
  title: 'About',
  instance: 'Instance',
  owner: 'Owner',
  flow: 'Flow',
  trigger: 'Started by',
  test: 'Test run',
  yes: 'yes',
  started: 'Started',
  ended: 'Ended',
  duration: 'Duration',
  steps: 'Steps',
  retries: 'Retries',
  replayOf: 'Replay of',
  formerRun: 'an earlier run',
  wasReplayed: 'Replayed since',
  id: 'Id',
  runId: 'run id',
});

/** What is known of a run besides its steps. */
export function RunFacts({ instanceId, run }: { instanceId: string; run: RunData }) {
  const t = useMessages(messages);
  const words = useMessages(runWords);
  const { person } = useSignedIn();
  return (
    <Panel title={t.title}>
      <DefinitionList
        entries={[
          [
            t.instance,
            <Link key="instance" to={paths.instance.to(instanceId)}>
              <bdi>{run.row?.name ?? run.instanceName}</bdi>
            </Link>,
          ],
          [t.owner, person.role === 'admin' && run.row ? <bdi key="owner">{run.row.account.name}</bdi> : null],
          [t.flow, run.flowName === null ? null : <bdi key="flow">{run.flowName}</bdi>],
          [t.trigger, triggerWord(words, run.trigger)],
          [t.test, run.isTest ? t.yes : null],
          [t.started, <Moment key="started" at={run.startedAt} />],
          [t.ended, run.endedAt === null ? null : <Moment key="ended" at={run.endedAt} />],
          [t.duration, formatStretch(run.startedAt, run.endedAt)],
          [t.steps, run.stepCount === null ? null : formatNumber(run.stepCount)],
          [t.retries, retryWord(words, run)],
          [
            t.replayOf,
            run.replayOf === null ? null : (
              <Link key="replayOf" to={paths.instanceRun.to(instanceId, run.replayOf)}>
                {t.formerRun}
              </Link>
            ),
          ],
          [t.wasReplayed, run.wasReplayed ? t.yes : null],
          [t.id, <CopyableId key="id" id={run.id} what={t.runId} />],
        ]}
      />
    </Panel>
  );
}

function Moment({ at }: { at: string }) {
  const moment = momentOf(at);
  return moment === null ? at : <RelativeTime moment={moment} step="fiveSeconds" />;
}
