import { memo } from 'react';
import { momentOf } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { LinkFromHere } from '#src/ui/LinkFromHere.tsx';
import { jobColumnWords } from './job-columns.ts';
import { ExactMoment } from './ExactMoment.tsx';
import { durationWords, exactDurationText } from './exact-time.ts';
import { jobPath } from './job-path.ts';
import type { JobData } from './job-queries.ts';
import { jobState, jobWords } from './job-words.ts';
import styles from './JobTable.module.css';
import { ReviewLink } from './ReviewPlace.tsx';

// oxlint-disable jsx-a11y/prefer-tag-over-role -- see JobTable.tsx

/** One job. It stands at its place of a list of which only a part is in the page. */
export const JobRow = memo(function JobRow({
  job,
  index,
  isOfOne,
  topPx,
}: {
  job: JobData;
  index: number;
  isOfOne: boolean;
  topPx: number;
}) {
  const t = useMessages(jobColumnWords);
  const words = useMessages(jobWords);
  const { lamp, word } = jobState(words, job);
  const { row, durationNanoseconds: duration } = job;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles['row']} style={{ top: topPx }}>
      <div role="cell" className={styles['state']}>
        <Lamp kind={lamp} />{' '}
        <span>
          {word}
          {job.state === 'needs_person' && (
            <small>
              <ReviewLink reviewUrl={job.reviewUrl} jobPage={row && jobPath(row.id, job.id, job.outputFolder)} />
            </small>
          )}
        </span>
      </div>
      <div role="cell" data-label={t.started} className={styles['quiet']}>
        {job.startedAt && momentOf(job.startedAt.at) !== null ? <ExactMoment time={job.startedAt} /> : words.notTold}
      </div>
      <div role="cell" data-label={t.duration} className={styles['number']}>
        {duration !== null && <span title={exactDurationText(duration)}>{durationWords(duration) ?? duration}</span>}
      </div>
      {!isOfOne && (
        <div role="cell" data-label={t.solution} className={styles['solution']}>
          {row ? (
            <LinkFromHere to={paths.deployment.to(row.id)} title={row.name}>
              {row.name}
            </LinkFromHere>
          ) : (
            <code title={job.solutionId ?? ''}>{job.solutionId}</code>
          )}
        </div>
      )}
      <div role="cell" className={styles['said']}>
        {job.message !== null && <bdi title={job.message}>{job.message}</bdi>}
        {job.outputFolder !== null && (
          <bdi className={styles['folder']} title={job.outputFolder}>
            {job.outputFolder}
          </bdi>
        )}
      </div>
      <div role="cell" className={styles['id']}>
        {row ? (
          <LinkFromHere to={jobPath(row.id, job.id, job.outputFolder)} title={job.id}>
            {job.id}
          </LinkFromHere>
        ) : (
          <code title={job.id}>{job.id}</code>
        )}
      </div>
    </div>
  );
});
