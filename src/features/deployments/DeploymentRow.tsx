import { memo } from 'react';
import { RowNoteSlot } from '#src/features/instances/RowNoteSlot.tsx';
import { applyChange, usePendingChange } from '#src/features/instances/pending-changes.ts';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { jobState, jobWords } from '#src/features/jobs/job-words.ts';
import { classNames } from '#src/lib/class-names.ts';
import { momentOf } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { LinkFromHere } from '#src/ui/LinkFromHere.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { deploymentColumnWords } from './deployment-columns.ts';
import type { DeploymentData } from './deployment-queries.ts';
import { deploymentWords, visibilityWord } from './deployment-words.ts';
import { DeploymentActions } from './DeploymentActions.tsx';
import styles from './DeploymentTable.module.css';

// oxlint-disable jsx-a11y/prefer-tag-over-role -- see DeploymentTable.tsx

/** One version of a deployed solution. */
export const DeploymentRow = memo(function DeploymentRow({
  deployment,
  isVersion,
  onRun,
  onVisibility,
}: {
  deployment: DeploymentData;
  /** It stands below a row that names it and the other versions. */
  isVersion: boolean;
  onRun: (deployment: DeploymentData) => void;
  onVisibility: (deployment: DeploymentData) => void;
}) {
  const t = useMessages(deploymentColumnWords);
  const words = useMessages(deploymentWords);
  const { person } = useSignedIn();
  const change = usePendingChange(deployment.row.id);
  const row = applyChange(deployment.row, change);
  const { name, version, owner, author, summary, visibility } = deployment;
  return (
    <div
      role="row"
      data-id={row.id}
      className={classNames(
        styles['row'],
        isVersion && styles['version'],
        change?.state === 'removed' && styles['gone'],
      )}
    >
      <div role="cell" className={styles['stateCell']}>
        <StatusLamp row={row} change={change} />
      </div>
      <div role="cell" className={styles['name']}>
        <LinkFromHere to={paths.deployment.to(row.id)} title={`${name} ${version}`}>
          {name}
        </LinkFromHere>
        {summary !== null && summary !== '' && (
          <bdi className={styles['summary']} title={summary}>
            {summary}
          </bdi>
        )}
      </div>
      <div role="cell" data-label={t.version} className={styles['number']}>
        <bdi title={version}>{version}</bdi>
      </div>
      <div role="cell" data-label={t.owner} className={styles['owner']}>
        <bdi title={owner}>{deployment.isPublic ? words.everybody : owner}</bdi>
        {person.role === 'admin' && !deployment.isPublic && <bdi className={styles['quiet']}>{row.account.name}</bdi>}
      </div>
      <div role="cell" data-label={t.author} className={styles['text']}>
        {author !== null && <bdi title={author}>{author}</bdi>}
      </div>
      <div role="cell" data-label={t.visibility} className={styles['visibilityCell']} data-visibility={visibility}>
        {visibilityWord(words, visibility)}
      </div>
      <div role="cell" data-label={t.newest_job} className={styles['job']}>
        <NewestJob deployment={deployment} />
      </div>
      <div role="cell" data-label={t.created} className={styles['time']}>
        <Time at={row.createdAt} />
      </div>
      <div role="cell" data-label={t.updated} className={styles['time']}>
        <Time at={deployment.updatedAt} />
      </div>
      <div role="cell" className={styles['actionsCell']}>
        <DeploymentActions
          deployment={deployment}
          mayChange={person.role === 'admin' || !deployment.isPublic}
          onRun={() => onRun(deployment)}
          onVisibility={() => onVisibility(deployment)}
        />
      </div>
      <div role="cell" className={styles['note']}>
        <RowNoteSlot row={row} change={change} />
      </div>
    </div>
  );
});

function NewestJob({ deployment: { row, newestJobId, newestJobState, newestJobAt } }: { deployment: DeploymentData }) {
  const words = useMessages(jobWords);
  if (newestJobId === null || newestJobState === null) return null;
  const { lamp, word } = jobState(words, { state: newestJobState });
  return (
    <LinkFromHere to={paths.job.to(row.id, newestJobId)} title={newestJobAt ?? newestJobId}>
      <Lamp kind={lamp} /> {word}
    </LinkFromHere>
  );
}

function Time({ at }: { at: string | null }) {
  const moment = momentOf(at);
  return moment === null ? null : <RelativeTime moment={moment} />;
}
