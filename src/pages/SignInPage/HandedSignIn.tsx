import { useCallback, useEffect, useState } from 'react';
import type { Person } from '#contract/people.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { type HandedToken, leaveToken, seemsToName, redeemToken } from '#src/features/session/handed-token.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';

const messages = i18n('handedSignIn', {
  question: params<{ who: string }>('You come from your company’s product as {who}.'),
  someone: 'somebody without a name',
  ofAccount: params<{ name: string; account: string }>('{name} of {account}'),
  other: params<{ name: string }>('Here {name} is signed in at the moment.'),
  goOn: params<{ who: string }>('Continue as {who}'),
  stay: params<{ name: string }>('Stay {name}'),
  waiting: 'Signing you in',
  others: 'Sign in otherwise',
});

/**
 * Signs in with a token that came in the address. It asks first, because a link with somebody else's token would
 * otherwise put one, unnoticed, to work in that person's account; the same person again needs no question.
 */
export function HandedSignIn({
  handed,
  present,
}: {
  handed: HandedToken;
  /** Who is signed in here already. */
  present: Person | null;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const isSame = present !== null && seemsToName(handed, present);
  const [failure, setFailure] = useState<unknown>(null);

  const signIn = useCallback(() => {
    redeemToken().catch(setFailure);
  }, []);

  // What the token says may have changed since: the name, or what this person may do.
  useEffect(() => {
    if (isSame) signIn();
  }, [isSame, signIn]);

  if (failure) {
    const words = wordsOfProblem(problems, problemOf(failure));
    return (
      <Banner tone="bad" urgent action={<Button onClick={leaveToken}>{t.others}</Button>}>
        {words.what} {words.next} {words.requestId && <RequestId id={words.requestId} />}
      </Banner>
    );
  }
  const name = handed.name ?? t.someone;
  const who = handed.accountName ? t.ofAccount({ name, account: handed.accountName }) : name;
  return (
    <>
      <p>{t.question({ who })}</p>
      {present && <p>{t.other({ name: present.name })}</p>}
      <p>
        <Button variant="filled" disabledReason={handed.isUsed ? t.waiting : null} onClick={signIn}>
          {t.goOn({ who })}
        </Button>{' '}
        {present && <Button onClick={leaveToken}>{t.stay({ name: present.name })}</Button>}
      </p>
    </>
  );
}
