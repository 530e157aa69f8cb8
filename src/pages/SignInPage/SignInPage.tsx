import { useStore } from '@nanostores/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router-dom';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { handedToken, holdsToken, takeToken } from '#src/features/session/handed-token.ts';
import { sessionQuery } from '#src/features/session/session.ts';
import { SignInWays } from '#src/features/session/SignInWays.tsx';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths, safeReturnPath } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Logo } from '#src/ui/Logo.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { HandedSignIn } from './HandedSignIn.tsx';
import styles from './SignInPage.module.css';

const messages = i18n('signInPage', {
  title: 'Sign in',
  lead: 'Every integration you have, in one place.',
  again: 'Try again',
});

/** Who is at the page. Afterwards one is where one wanted to go. */
export function SignInPage() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [search] = useSearchParams();
  const { key: visit } = useLocation();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const [failure, setFailure] = useState<unknown>(null);
  const isAwaited = useTokenFromAddress();
  const handed = useStore(handedToken);
  const returnTo = safeReturnPath(search.get('from'), location.origin) ?? paths.instances.to();

  if (session?.person && !handed && !isAwaited) return <Navigate to={returnTo} replace />;

  const problem = failure ?? error;
  const words = problem ? wordsOfProblem(problems, problemOf(problem)) : null;
  return (
    <main className={styles['page']} key={visit}>
      <div className={styles['column']}>
        <Logo />
        <PageHeader title={t.title} documentTitle={t.title} meta={t.lead} />
        {words && (
          <Banner
            tone="bad"
            urgent
            action={
              error && (
                <Button size="small" onClick={() => void refetch()}>
                  {t.again}
                </Button>
              )
            }
          >
            {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
          </Banner>
        )}
        {!session && !error && <SkeletonRows rows={4} rowHeight={65} />}
        {session && handed && <HandedSignIn handed={handed} present={session.person} />}
        {session && !handed && !isAwaited && (
          <SignInWays session={session} onFailure={setFailure} returnTo={returnTo} />
        )}
      </div>
    </main>
  );
}

/** Takes a token out of the address before anything else is done. True until that is done. */
function useTokenFromAddress(): boolean {
  const [isAwaited, setIsAwaited] = useState(() => holdsToken(location.hash));
  useEffect(() => {
    const take = () => {
      takeToken();
      setIsAwaited(false);
    };
    take();
    // The page may be open already when the product opens it again with a token.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return isAwaited;
}
