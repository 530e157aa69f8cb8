import MuiDialog from '@mui/material/Dialog';
import { useEffect, useId, useState } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { giveUpInterrupted } from './session.ts';
import type { Session } from './session.ts';
import { SignInWays } from './SignInWays.tsx';
import styles from './SignInAgain.module.css';

const messages = i18n('signInAgain', {
  title: 'You were signed out',
  lead: 'Sign in again to go on. What you were doing is kept for you and shown to nobody else.',
  elsewhere: 'Sign in in a new window',
  leave: 'Leave it and go to the sign-in page',
});

/** Over the hidden page, when a session ended in the middle of something: the way back to it for the same person. */
export function SignInAgain({ session }: { session: Session }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const titleId = useId();
  const [failure, setFailure] = useState<unknown>(null);
  const { openId, hostToken } = session.signIn;

  useEffect(() => {
    // The page's own title may name something of the former person's.
    const former = document.title;
    document.title = `${t.title} · Jackfield`;
    return () => {
      document.title = former;
    };
  }, [t]);

  const words = failure ? wordsOfProblem(problems, problemOf(failure)) : null;
  return (
    <MuiDialog
      open
      aria-labelledby={titleId}
      transitionDuration={0}
      className={styles['over'] ?? ''}
      slotProps={{
        paper: { className: styles['paper'] ?? '', elevation: 0 },
        backdrop: { className: styles['backdrop'] ?? '' },
      }}
    >
      <div className={styles['content']}>
        <h2 id={titleId} tabIndex={-1} className={styles['title']}>
          {t.title}
        </h2>
        <p>{t.lead}</p>
        {words && (
          <Banner tone="bad" urgent>
            {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
          </Banner>
        )}
        {session.demoPeople.length > 0 && (
          <SignInWays
            session={{ ...session, signIn: { openId: false, hostToken: false } }}
            onFailure={setFailure}
            returnTo={paths.root.to()}
          />
        )}
        {(openId || hostToken) && (
          // Signing in there leaves this page as it is; it hears of it and goes on.
          <a href={paths.signIn.to()} target="_blank" rel="noopener">
            {t.elsewhere}
          </a>
        )}
        <Button variant="plain" onClick={giveUpInterrupted}>
          {t.leave}
        </Button>
      </div>
    </MuiDialog>
  );
}
