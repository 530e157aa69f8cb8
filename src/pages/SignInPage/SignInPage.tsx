import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router-dom';
import type { DemoPerson } from '#contract/endpoints/deployment.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { sessionQuery, signInAs } from '#src/features/session/session.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths, safeReturnPath } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { Logo } from '#src/ui/Logo.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './SignInPage.module.css';

const messages = i18n('signInPage', {
  title: 'Sign in',
  lead: 'Every integration you have, in one place.',
  sandbox: 'This is a sandbox: the vendors are imitated. Choose who you want to be.',
  user: params<{ account: string }>('{account} · sees and changes its own instances'),
  viewOnly: params<{ account: string }>('{account} · may look only'),
  admin: 'Administrator · sees everybody’s instances',
  nobody: 'No way to sign in is set up here. Ask your administrator.',
  again: 'Try again',
});

/** Who is at the page. Afterwards one is where one wanted to go. */
export function SignInPage() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [search] = useSearchParams();
  const { key: visit } = useLocation();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const [attempt, setAttempt] = useState<{ key: string | null; error: unknown }>({ key: null, error: null });

  if (session?.person) {
    return <Navigate to={safeReturnPath(search.get('from'), location.origin) ?? paths.instances.to()} replace />;
  }

  function signIn(key: string) {
    setAttempt({ key, error: null });
    signInAs(key).catch((failure: unknown) => setAttempt({ key: null, error: failure }));
  }

  const failure = attempt.error ?? error;
  const words = failure ? wordsOfProblem(problems, problemOf(failure)) : null;
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
            {words.what} {words.next}
          </Banner>
        )}
        {!session && !error && <SkeletonRows rows={4} rowHeight={65} />}
        {session && session.demoPeople.length === 0 && <p>{t.nobody}</p>}
        {session && session.demoPeople.length > 0 && (
          <>
            <p className={styles['note']}>{t.sandbox}</p>
            <ul className={styles['people']}>
              {session.demoPeople.map((person) => (
                <li key={person.key}>
                  <button type="button" disabled={attempt.key !== null} onClick={() => signIn(person.key)}>
                    <Icon name="person" />
                    <span>
                      <strong>{person.name}</strong>
                      <small>{roleOf(person)}</small>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </main>
  );

  function roleOf(person: DemoPerson): string {
    if (person.role === 'admin') return t.admin;
    const account = person.accountName ?? '';
    return person.viewOnly ? t.viewOnly({ account }) : t.user({ account });
  }
}
