import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteOtherSessions, deleteOwnSession, getOwnSessions } from '#contract/endpoints/session.ts';
import type { OwnSession } from '#contract/endpoints/session.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { showToast } from '#src/ui/toast.ts';
import styles from './SessionsPanel.module.css';

const messages = i18n('sessionsPanel', {
  title: 'Sessions',
  note: 'Where you are signed in at present. End what you do not know.',
  unknown: 'Unknown browser',
  isThis: 'this one',
  started: 'Signed in',
  seen: 'last used',
  end: 'End',
  of: params<{ device: string }>('session on {device}'),
  endOthers: 'End all others',
  onlyThis: 'You are signed in nowhere else',
  busy: 'Ending…',
  ended: params<{ device: string }>('The session on {device} was ended'),
  endedOthers: count({ one: '{count} other session was ended', other: '{count} other sessions were ended' }),
  again: 'Try again',
});

const ownSessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  // Somebody may have signed in as the same person a moment ago, which is what one comes here to see.
  staleTime: 0,
  refetchOnWindowFocus: 'always',
  queryFn: ({ signal }) => send(getOwnSessions, { signal }),
});

/** One's own sessions, to see where one is signed in and to end what should not be. */
export function SessionsPanel() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { data, error, refetch } = useQuery(ownSessionsQuery);
  const [ending, setEnding] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const shownError = failure ?? error;
  const problem = shownError ? problemOf(shownError) : null;
  const words = problem && wordsOfProblem(problems, problem);
  const deviceOf = (session: OwnSession) => session.device ?? t.unknown;

  async function end(key: string, ask: () => Promise<{ ended: number }>, say: (ended: number) => string) {
    if (ending !== null) return;
    setEnding(key);
    setFailure(null);
    try {
      const { ended } = await ask();
      showToast('off', say(ended));
    } catch (thrown) {
      // It ended by itself meanwhile: the list shows what is left.
      if (problemOf(thrown).code !== 'not_found') setFailure(thrown);
    }
    await refetch();
    setEnding(null);
  }

  const busy = ending === null ? null : t.busy;
  return (
    <Panel title={t.title} note={t.note}>
      {words && (
        <Banner
          tone="bad"
          urgent
          action={
            <Button
              size="small"
              onClick={() => {
                setFailure(null);
                void refetch();
              }}
            >
              {t.again}
            </Button>
          }
        >
          {words.what} {words.changed} {words.next} {words.requestId && <RequestId id={words.requestId} />}
        </Banner>
      )}
      {!data && !error && <SkeletonRows rows={2} rowHeight={53} />}
      {data && (
        <>
          <ul className={styles['sessions']}>
            {data.sessions.map((session) => (
              <li key={session.id}>
                <div className={styles['words']}>
                  <p>
                    {deviceOf(session)} {session.isThis && <strong className={styles['this']}>{t.isThis}</strong>}
                  </p>
                  <p className={styles['quiet']}>
                    {t.started} <RelativeTime moment={momentOf(session.startedAt) ?? 0} /> · {t.seen}{' '}
                    <RelativeTime moment={momentOf(session.lastSeenAt) ?? 0} />
                  </p>
                </div>
                {!session.isThis && (
                  <Button
                    size="small"
                    disabledReason={busy}
                    onClick={() =>
                      void end(
                        session.id,
                        () => send(deleteOwnSession, { params: { id: session.id } }),
                        () => t.ended({ device: deviceOf(session) }),
                      )
                    }
                  >
                    {t.end} <span className="visually-hidden">{t.of({ device: deviceOf(session) })}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <Button
            disabledReason={busy ?? (data.sessions.some(({ isThis }) => !isThis) ? null : t.onlyThis)}
            onClick={() => void end('others', () => send(deleteOtherSessions), t.endedOthers)}
          >
            {t.endOthers}
          </Button>
        </>
      )}
    </Panel>
  );
}
