import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { finishOpenId, leaveForOpenId } from '#src/features/session/sign-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { Logo } from '#src/ui/Logo.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { type Returned, takeReturned } from './returned.ts';
import styles from './ReturnPage.module.css';

const messages = i18n('returnPage', {
  title: 'Signing in',
  waiting: 'One moment: you are being signed in.',
  failedTitle: 'Not signed in',
  denied: 'The sign-in was given up, or you may not come in with that account.',
  providerFailed: 'Your company’s sign-in reports that something went wrong there.',
  nothing: 'Nothing was sent here. This is the page at which a sign-in comes back.',
  nothingChanged: 'Nothing was changed.',
  again: 'Try again',
  toSignIn: 'Go to the sign-in page',
});

/** Where the identity provider sends the browser back to. Opening it changes nothing; the page hands over what came. */
export function ReturnPage() {
  const t = useMessages(messages);
  // Read once: the address is emptied right after.
  const [returned] = useState(takeReturned);
  const [failure, setFailure] = useState<unknown>(null);
  const isHandedOver = useRef(false);

  useEffect(() => {
    history.replaceState(history.state, '', location.pathname);
    // The code and the state are good for one use.
    if (returned.kind !== 'answer' || isHandedOver.current) return;
    isHandedOver.current = true;
    finishOpenId(returned.answer).catch(setFailure);
  }, [returned]);

  const isWaiting = returned.kind === 'answer' && failure === null;
  return (
    <main className={styles['page']}>
      <div className={styles['column']}>
        <Logo />
        <PageHeader
          title={isWaiting ? t.title : t.failedTitle}
          documentTitle={isWaiting ? t.title : t.failedTitle}
          meta={isWaiting ? t.waiting : undefined}
        />
        {!isWaiting && <Failed returned={returned} failure={failure} onFailure={setFailure} />}
      </div>
    </main>
  );
}

function Failed({
  returned,
  failure,
  onFailure,
}: {
  returned: Returned;
  failure: unknown;
  onFailure: (error: unknown) => void;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const words = failure === null ? null : wordsOfProblem(problems, problemOf(failure));
  let text: ReactNode = t.nothing;
  if (words) text = `${words.what} ${words.next}`;
  else if (returned.kind === 'error') text = `${returned.isDenied ? t.denied : t.providerFailed} ${t.nothingChanged}`;
  return (
    <>
      <Banner tone="bad" urgent>
        {text}
        {words?.requestId && <RequestId id={words.requestId} />}
      </Banner>
      <p className={styles['actions']}>
        {(words || returned.kind === 'error') && (
          <Button variant="filled" onClick={() => void leaveForOpenId(paths.root.to()).catch(onFailure)}>
            {t.again}
          </Button>
        )}
        <ButtonLink to={paths.signIn.to()}>{t.toSignIn}</ButtonLink>
      </p>
    </>
  );
}
