import { useStore } from '@nanostores/react';
import { Link } from 'react-router-dom';
import type { LogLine } from '#contract/endpoints/runs.ts';
import { formatClock, formatMoment, momentOf } from '#src/lib/format.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import { severityLamps, severityWords } from './log-words.ts';
import styles from './LogsPanel.module.css';

const messages = i18n('logLines', { run: 'Run' });

/** Lines of a log, the oldest first. Their text comes from outside and is shown as text. */
export function LogLines({
  lines,
  instanceId,
  withRuns,
}: {
  lines: readonly LogLine[];
  instanceId: string;
  /** Each leads to its run: not on the page of a run. */
  withRuns: boolean;
}) {
  const t = useMessages(messages);
  const words = useMessages(severityWords);
  // The times are told in it.
  useStore(timeZone);
  return (
    <ol className={styles['lines']}>
      {lines.map((line) => {
        const moment = momentOf(line.at);
        const lamp = severityLamps[line.severity];
        return (
          <li key={line.lineId} className={styles['line']}>
            <time dateTime={line.at} title={moment === null ? line.at : formatMoment(moment)}>
              {moment === null ? line.at : formatClock(moment)}
            </time>
            <span className={styles['level']}>
              {lamp && <Lamp kind={lamp} />}
              {words[line.severity] ?? words.unknown}
            </span>
            <span className={styles['message']}>
              <span dir="auto">{line.message}</span>
              {(line.flowName !== null || line.stepName !== null || (withRuns && line.runId !== null)) && (
                <span className={styles['where']}>
                  {line.flowName !== null && withRuns && <bdi>{line.flowName}</bdi>}
                  {line.stepName !== null && <bdi>{line.stepName}</bdi>}
                  {withRuns && line.runId !== null && (
                    <Link to={paths.instanceRun.to(instanceId, line.runId)}>{t.run}</Link>
                  )}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
