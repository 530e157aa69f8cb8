import { memo } from 'react';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { classNames } from '#src/lib/class-names.ts';
import { momentOf } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { LinkFromHere } from '#src/ui/LinkFromHere.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { formatStretch } from './duration.ts';
import type { RunData } from './run-queries.ts';
import { retryWord, runWords, shownRunState, triggerWord } from './run-words.ts';
import styles from './RunTable.module.css';

// oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are grids, and cards on a phone, as in the list of instances

/**
 * One run: how it went, which flow of what, what began it, when and for how long, and why it failed. Remembered, because a list
 * of thousands is drawn anew whenever its newest are asked for.
 */
export const RunRow = memo(function RunRow({
  run,
  instanceId,
  onReplay,
}: {
  run: RunData;
  instanceId: string | null;
  onReplay: (run: RunData) => void;
}) {
  const t = useMessages(runWords);
  const { person } = useSignedIn();
  const { lamp, word } = shownRunState(t, run);
  const owner = instanceId ?? run.row?.id ?? null;
  const flow = run.flowName ?? t.someFlow;
  const startedAt = momentOf(run.startedAt);
  const retries = retryWord(t, run);
  const withInstance = instanceId === null;

  return (
    <div role="row" className={classNames(styles['row'], withInstance && styles['withInstance'])}>
      <div role="cell" className={styles['state']}>
        <Lamp kind={lamp} />
        <span>{word}</span>
      </div>
      <div role="cell" className={styles['name']}>
        {owner === null ? (
          <bdi>{flow}</bdi>
        ) : (
          <LinkFromHere to={paths.instanceRun.to(owner, run.id)} title={flow}>
            {flow}
          </LinkFromHere>
        )}
      </div>
      {withInstance && (
        <div role="cell" className={styles['instance']}>
          {run.row === null ? (
            <bdi className={styles['quiet']}>{run.instanceName}</bdi>
          ) : (
            <LinkFromHere to={paths.instance.to(run.row.id)} title={run.row.name}>
              {run.row.name}
            </LinkFromHere>
          )}
          {person.role === 'admin' && run.row !== null && (
            <bdi className={styles['quiet']} title={run.row.account.name}>
              {run.row.account.name}
            </bdi>
          )}
        </div>
      )}
      <div role="cell" className={styles['trigger']}>
        <span>{triggerWord(t, run.trigger)}</span>
        {run.isTest && run.trigger !== 'test' && <span className={styles['tag']}>{t.isTest}</span>}
        {run.replayOf !== null && <span className={styles['tag']}>{t.isReplay}</span>}
        {retries !== null && <span className={styles['tag']}>{retries}</span>}
      </div>
      <div role="cell" className={styles['started']}>
        {startedAt !== null && <RelativeTime moment={startedAt} />}
      </div>
      <div role="cell" className={classNames(styles['number'], styles['lasted'])}>
        {formatStretch(run.startedAt, run.endedAt)}
      </div>
      <div role="cell" className={styles['action']}>
        {run.state === 'failed' && run.wasReplayed && <span className={styles['tag']}>{t.replayed}</span>}
        {run.state === 'failed' && !run.wasReplayed && owner !== null && (
          <Button size="small" disabledReason={person.viewOnly ? t.viewOnly : null} onClick={() => onReplay(run)}>
            {t.replay}
          </Button>
        )}
      </div>
      {run.error !== null && (
        <div role="cell" className={styles['cause']}>
          <q>{run.error}</q>
        </div>
      )}
    </div>
  );
});
