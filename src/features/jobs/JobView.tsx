import type { ReactNode } from 'react';
import { MetadataView } from './MetadataView.tsx';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { ExactMoment } from './ExactMoment.tsx';
import { durationWords, exactDurationText } from './exact-time.ts';
import type { ExactTime, JobDetail } from './job-queries.ts';
import { jobState, jobWords } from './job-words.ts';
import styles from './JobView.module.css';
import { ReviewPlace } from './ReviewPlace.tsx';

const messages = i18n('jobView', {
  first: 'What it says',
  message: 'Message',
  noMessage: 'It says nothing.',
  outputFolder: 'Output folder',
  theFolder: 'output folder',
  review: 'Needs a person',
  fields: 'All fields',
  state: 'State',
  word: 'State at Instabase',
  id: 'Job',
  theId: 'job id',
  kind: 'Kind',
  startedBy: 'Started by',
  startedByNote: 'an internal id, not a username',
  theStarter: 'id of who started it',
  inputFolder: 'Input folder',
  theInput: 'input folder',
  started: 'Started',
  lastStarted: 'Last started',
  changed: 'Changed',
  finished: 'Finished',
  notYet: 'not yet',
  duration: 'Duration',
  solutionId: 'Solution',
  theSolution: 'solution id',
  metadata: 'Metadata',
});

/** A job as the vendor tells it: message and output folder first, then every field. */
export function JobView({ job }: { job: JobDetail }) {
  const t = useMessages(messages);
  const words = useMessages(jobWords);
  const { durationNanoseconds: duration } = job;
  const isOver = job.state !== 'running' && job.state !== 'paused' && job.state !== 'needs_person';
  const notOver = isOver ? words.notTold : t.notYet;
  return (
    <>
      <Panel title={t.first}>
        <dl className={styles['first']}>
          <dt>{t.message}</dt>
          <dd dir="auto">{job.message || t.noMessage}</dd>
          <dt>{t.outputFolder}</dt>
          <dd>{job.outputFolder === null ? words.notTold : <CopyableId id={job.outputFolder} what={t.theFolder} />}</dd>
        </dl>
      </Panel>
      {job.state === 'needs_person' && (
        <Panel title={t.review}>
          <ReviewPlace reviewUrl={job.reviewUrl} />
        </Panel>
      )}
      <Panel title={t.fields}>
        <DefinitionList
          entries={[
            [t.state, jobState(words, job).word],
            [t.word, <code key="word">{job.stateWord}</code>],
            [t.id, <CopyableId key="id" id={job.id} what={t.theId} />],
            [t.kind, job.kind ? <code key="kind">{job.kind}</code> : words.notTold],
            [
              t.startedBy,
              job.startedBy ? (
                <span key="by">
                  <CopyableId id={job.startedBy} what={t.theStarter} />{' '}
                  <small className={styles['quiet']}>{t.startedByNote}</small>
                </span>
              ) : (
                words.notTold
              ),
            ],
            [t.inputFolder, job.inputFolder && <CopyableId key="in" id={job.inputFolder} what={t.theInput} />],
            [t.started, moment(job.startedAt) ?? words.notTold],
            [t.lastStarted, moment(job.lastStartedAt) ?? words.notTold],
            [t.changed, moment(job.changedAt) ?? words.notTold],
            [t.finished, moment(job.finishedAt) ?? notOver],
            [
              t.duration,
              duration ? (
                <span key="duration">
                  {durationWords(duration) ?? duration} <code>{exactDurationText(duration)}</code>
                </span>
              ) : (
                notOver
              ),
            ],
            [
              t.solutionId,
              job.solutionId ? <CopyableId key="solution" id={job.solutionId} what={t.theSolution} /> : words.notTold,
            ],
          ]}
        />
      </Panel>
      <Panel title={t.metadata}>
        <MetadataView metadata={job.metadata} />
      </Panel>
    </>
  );
}

function moment(time: ExactTime | null): ReactNode {
  return time === null ? null : <ExactMoment time={time} isFull />;
}
