import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogLine, LogSeverity } from '#contract/endpoints/runs.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { logHistoryQuery, withoutKnown } from './log-lines.ts';
import type { LogQuestion } from './log-lines.ts';
import { LogLines } from './LogLines.tsx';
import styles from './LogsPanel.module.css';
import { LogTools } from './LogTools.tsx';
import { runWords } from './run-words.ts';
import { useLogTail } from './use-log-tail.ts';

const messages = i18n('logsPanel', {
  label: 'Log',
  none: 'Nothing was logged in the last 24 hours.',
  noneOfRun: 'Nothing was logged.',
  noneMatch: 'No lines match.',
  waiting: 'Waiting for the first line…',
  older: 'Load older lines',
  loading: 'Loading…',
  newer: count({ one: '{count} new line', other: '{count} new lines' }),
  again: 'Try again',
  paused: 'New lines are not shown until the vendor answers again.',
});

/** How near the end one reads for new lines to be scrolled to. */
const nearEndPx = 40;

export interface LogsPanelProps {
  /** Ours, of the instance. */
  instanceId: string;
  /** One run's log; null: all of the instance's, of the last 24 hours. */
  run: { id: string; from: string; isUnderWay: boolean } | null;
}

/** What was logged, and what is logged now: new lines come at the end, and what one reads stays where it is. */
export function LogsPanel(props: LogsPanelProps) {
  const words = useMessages(runWords);
  const { person } = useSignedIn();
  if (person.viewOnly) {
    return (
      <Banner tone="note" lamp="off">
        {words.viewOnly}
      </Banner>
    );
  }
  return <Logs {...props} />;
}

function Logs({ instanceId, run }: LogsPanelProps) {
  const t = useMessages(messages);
  const [text, setText] = useState('');
  const [severities, setSeverities] = useState<LogSeverity[]>([]);
  const isUnderWay = run?.isUnderWay ?? false;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isFollowing = chosen ?? isUnderWay;
  const question: LogQuestion = {
    instanceId,
    runId: run?.id ?? null,
    severities,
    text,
    from: run?.from ?? null,
  };
  const history = useInfiniteQuery(logHistoryQuery(question));
  const isRead = history.data !== undefined;
  const before = history.data?.pages.flatMap((page) => page.lines).toReversed() ?? [];
  const tail = useLogTail(question, isFollowing && isRead, before.at(-1) ?? null);
  const lines = [...before, ...withoutKnown(new Set(before.map(({ lineId }) => lineId)), tail.lines)];
  const problem = history.error ? problemOf(history.error) : null;

  // The last lines of a run come with its end, when it is followed no more.
  const { refetch } = history;
  const wasUnderWay = useRef(isUnderWay);
  useEffect(() => {
    if (wasUnderWay.current && !isUnderWay) void refetch();
    wasUnderWay.current = isUnderWay;
  }, [isUnderWay, refetch]);

  return (
    <>
      <LogTools
        text={text}
        severities={severities}
        isFollowing={isFollowing}
        onText={setText}
        onSeverities={setSeverities}
        onFollow={setChosen}
      />
      <div className={styles['notices']}>
        {problem && <Failed problem={problem} onAgain={() => void history.refetch()} />}
        {tail.problem && !problem && <Failed problem={tail.problem} note={t.paused} />}
      </div>
      {!isRead && !problem && <SkeletonRows rows={6} rowHeight={22} />}
      {isRead && (
        <LogFrame
          key={JSON.stringify(question)}
          lines={lines}
          instanceId={instanceId}
          withRuns={run === null}
          isFollowing={isFollowing}
          none={
            isFollowing
              ? t.waiting
              : text !== '' || severities.length > 0
                ? t.noneMatch
                : run === null
                  ? t.none
                  : t.noneOfRun
          }
          older={history.hasNextPage ? { isLoading: history.isFetchingNextPage, load: history.fetchNextPage } : null}
        />
      )}
    </>
  );
}

function Failed({ problem, note, onAgain }: { problem: ClientProblem; note?: string; onAgain?: () => void }) {
  const t = useMessages(messages);
  const words = wordsOfProblem(useMessages(problemMessages), problem);
  return (
    <Banner
      tone={onAgain ? 'bad' : 'warn'}
      action={
        onAgain && (
          <Button size="small" onClick={onAgain}>
            {t.again}
          </Button>
        )
      }
    >
      {words.what} {note ?? words.next} {words.requestId && <RequestId id={words.requestId} />}
    </Banner>
  );
}

/** The lines in a frame of their own, which keeps the place that is read. */
function LogFrame({
  lines,
  instanceId,
  withRuns,
  isFollowing,
  none,
  older,
}: {
  lines: readonly LogLine[];
  instanceId: string;
  withRuns: boolean;
  isFollowing: boolean;
  none: string;
  older: { isLoading: boolean; load: () => Promise<unknown> } | null;
}) {
  const t = useMessages(messages);
  const frame = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const place = useRef({ first: '', heightPx: 0 });
  const [seenId, setSeenId] = useState<string | null>(null);
  const first = lines[0]?.lineId ?? '';
  const last = lines.at(-1)?.lineId ?? null;

  useLayoutEffect(() => {
    const box = frame.current;
    if (!box) return;
    const former = place.current;
    if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    else if (former.first !== '' && former.first !== first) box.scrollTop += box.scrollHeight - former.heightPx;
    place.current = { first, heightPx: box.scrollHeight };
  });

  function look() {
    const box = frame.current;
    if (!box) return;
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx;
    if (isAtEnd.current) setSeenId(null);
    else setSeenId((seen) => seen ?? last);
  }

  const seenAt = seenId === null ? -1 : lines.findIndex(({ lineId }) => lineId === seenId);
  const newCount = seenAt < 0 ? 0 : lines.length - 1 - seenAt;

  return (
    <div className={styles['frame']}>
      <div
        ref={frame}
        role="log"
        aria-label={t.label}
        aria-live={isFollowing ? 'polite' : 'off'}
        // What scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={styles['log']}
        onScroll={look}
      >
        {older && (
          <p className={styles['older']}>
            <Button
              size="small"
              variant="plain"
              disabledReason={older.isLoading ? t.loading : null}
              onClick={() => {
                isAtEnd.current = false;
                void older.load();
              }}
            >
              {t.older}
            </Button>
          </p>
        )}
        {lines.length === 0 ? (
          <p className={styles['empty']}>{none}</p>
        ) : (
          <LogLines lines={lines} instanceId={instanceId} withRuns={withRuns} />
        )}
      </div>
      {newCount > 0 && (
        <span className={styles['newer']}>
          <Button
            size="small"
            variant="filled"
            onClick={() => {
              const box = frame.current;
              if (box) box.scrollTop = box.scrollHeight;
              look();
            }}
          >
            {t.newer(newCount)}
          </Button>
        </span>
      )}
    </div>
  );
}
