import type { ReactNode } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { leaveForOpenId } from '#src/features/session/sign-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { ButtonLink } from '#src/ui/ButtonLink.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import type { Returned } from './returned.ts';
import styles from './ReturnPage.module.css';

const messages = i18n('signInFailed', {
  denied: 'The sign-in was given up, or you may not come in with that account.',
  providerFailed: 'Your company’s sign-in reports that something went wrong there.',
  nothing: 'Nothing was sent here. This is the page at which a sign-in comes back.',
  nothingChanged: 'Nothing was changed.',
  again: 'Try again',
  toSignIn: 'Go to the sign-in page',
});

/** Why nobody was signed in, and the way to begin again. */
export function SignInFailed({
  returned,
  problem,
  onFailure,
}: {
  returned: Returned;
  problem: ClientProblem | null;
  onFailure: (error: unknown) => void;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const words = problem && wordsOfProblem(problems, problem);
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
