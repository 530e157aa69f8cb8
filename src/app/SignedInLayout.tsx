import { useStore } from '@nanostores/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { identityOf } from '#contract/people.ts';
import { followEvents } from '#src/api/events.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { interrupted } from '#src/features/session/interruption.ts';
import { sessionQuery } from '#src/features/session/session.ts';
import { SessionOver } from '#src/features/session/SessionOver.tsx';
import { SignedInContext } from '#src/features/session/signed-in.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { Shell } from './Shell.tsx';
import styles from './Shell.module.css';

const messages = i18n('signedInLayout', { again: 'Try again', loading: 'Jackfield' });

/** The pages behind the sign-in. Who is not signed in is led there and comes back afterwards. */
export function SignedInLayout() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { pathname, search, hash } = useLocation();
  const { data: session, error, refetch } = useQuery(sessionQuery);

  const signedIn = useMemo<SignedIn | null>(
    () => (session?.person ? { ...session, person: session.person } : null),
    [session],
  );
  useEffect(() => {
    if (!session) document.title = t.loading;
  }, [session, t]);

  // Nobody is told anything while a session that ended waits to be begun again.
  const isInterrupted = useStore(interrupted) !== null;
  const followed = isInterrupted ? null : session?.person ? identityOf(session.person) : null;
  useEffect(() => (followed === null ? undefined : followEvents(followed)), [followed]);

  if (signedIn) {
    return (
      <SignedInContext value={signedIn}>
        <Shell />
        <SessionOver session={signedIn} />
      </SignedInContext>
    );
  }
  if (session) return <Navigate to={paths.signIn.to(pathname + search + hash)} replace />;
  if (!error) return null;
  const words = wordsOfProblem(problems, problemOf(error));
  return (
    <main className={styles['alone']}>
      <Banner
        tone="bad"
        urgent
        action={
          <Button size="small" onClick={() => void refetch()}>
            {t.again}
          </Button>
        }
      >
        {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
      </Banner>
    </main>
  );
}
