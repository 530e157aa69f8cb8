import { useId, useState } from 'react';
import type { Export } from '#contract/endpoints/exports.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { formatClock, formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { beginExportAnew, exportAddress, giveUpExport } from './act-on-export.ts';
import { formatBytes, formatShare } from './export-format.ts';
import { isUnderWay } from './export-queries.ts';
import { exportWords, rowsOf } from './export-words.ts';
import styles from './ExportsPopover.module.css';

const messages = i18n('exportItem', {
  running: params<{ done: string; all: string }>('{done} of {all} rows written'),
  counting: 'Counting the rows…',
  succeeded: 'Ready',
  kept: params<{ time: string }>('kept until {time}'),
  failed: 'It could not be written.',
  stopped: 'Given up',
  expired: 'Expired; a file is kept for an hour.',
  progress: params<{ what: string }>('Export of {what}'),
  stop: 'Stop',
  again: 'Try again',
  exportAgain: 'Export again',
});

const lamps: Record<Export['state'], LampKind> = {
  running: 'working',
  succeeded: 'on',
  failed: 'failed',
  stopped: 'off',
  expired: 'off',
};

/** One file: what is in it, how it stands, and what can be done with it. */
export function ExportItem({ one }: { one: Export }) {
  const t = useMessages(messages);
  const words = useMessages(exportWords);
  const problems = useMessages(problemMessages);
  const nameId = useId();
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const startedAt = momentOf(one.startedAt);
  const keptUntil = momentOf(one.keptUntil);
  const { state } = one;

  async function act(action: (asked: Export) => Promise<void>) {
    setIsSending(true);
    setProblem(null);
    try {
      await action(one);
    } catch (error) {
      setProblem(problemOf(error));
    }
    setIsSending(false);
  }

  return (
    <li>
      <Lamp kind={lamps[state]} />
      <div className={styles['words']}>
        <p id={nameId}>{rowsOf(words, one)}</p>
        {isUnderWay(one) && (
          <progress
            className={styles['progress']}
            aria-label={t.progress({ what: rowsOf(words, one) })}
            {...(one.rowsAll ? { value: one.rowsDone, max: one.rowsAll } : {})}
          >
            {one.rowsAll ? formatShare(one.rowsDone, one.rowsAll) : null}
          </progress>
        )}
        <p className={styles['about']}>
          <span>{said()}</span>
          {startedAt !== null && <RelativeTime moment={startedAt} step="fiveSeconds" />}
        </p>
        {problem && <p role="alert">{wordsOfProblem(problems, problem).what}</p>}
      </div>
      <span className={styles['actions']}>
        {state === 'succeeded' && (
          <a className={styles['download']} href={exportAddress(one)} download aria-describedby={nameId}>
            {words.download}
          </a>
        )}
        {state === 'running' && actionOf(t.stop, giveUpExport)}
        {(state === 'failed' || state === 'stopped') && actionOf(t.again, beginExportAnew)}
        {state === 'expired' && actionOf(t.exportAgain, beginExportAnew)}
      </span>
    </li>
  );

  function actionOf(label: string, does: (asked: Export) => Promise<void>) {
    return (
      <Button
        size="small"
        aria-describedby={nameId}
        onClick={() => {
          if (!isSending) void act(does);
        }}
      >
        {label}
      </Button>
    );
  }

  function said(): string {
    switch (state) {
      case 'running':
        return one.rowsAll === null
          ? t.counting
          : t.running({ done: formatNumber(one.rowsDone), all: formatNumber(one.rowsAll) });
      case 'succeeded': {
        const size = one.bytes === null ? null : formatBytes(one.bytes);
        const kept = keptUntil === null ? null : t.kept({ time: formatClock(keptUntil) });
        return [t.succeeded, size, kept].filter(Boolean).join(' · ');
      }
      case 'failed': {
        const cause = one.problemCode && wordsOfProblem(problems, plainProblem(one.problemCode)).what;
        return [t.failed, cause].filter(Boolean).join(' ');
      }
      default:
        return t[state];
    }
  }
}
