import { useCallback, useEffect } from 'react';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { Button } from '#src/ui/Button.tsx';
import { useOutcomeWords } from './outcome-words.ts';
import type { ToldOutcome } from './outcome-words.ts';

const messages = i18n('outcomeBanners', {
  tryAgain: 'Try again',
  notConnected: params<{ vendor: string }>('This account is not connected to {vendor}; nothing of it is shown.'),
  listFailed: params<{ what: string; next: string }>('The list could not be read. {what} {next}'),
});

/** Nobody tells a page that a vendor answers again, so it asks while it says that one does not. */
const askAgainMs = 3_000;

/** One banner for each vendor that did not answer, and one when our own server did not. The rows read before stay. */
export function OutcomeBanners({
  outcomes,
  problem,
  noun = 'instance',
  onAgain,
}: {
  outcomes: readonly ToldOutcome[];
  problem: ClientProblem | null;
  noun?: 'instance' | 'template' | 'vendor';
  /** Asks again, where the list is read by other means than `refresh` reaches. Has to stay the same between drawings. */
  onAgain?: () => void;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const sentencesOf = useOutcomeWords();
  const askAgain = useCallback(() => (onAgain ? onAgain() : refresh(noun)), [onAgain, noun]);
  const hasFailed = outcomes.some(({ state }) => state === 'failed');
  useEffect(() => {
    if (!hasFailed) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') askAgain();
    }, askAgainMs);
    return () => clearInterval(timer);
  }, [hasFailed, askAgain]);
  const again = (
    <Button size="small" onClick={askAgain}>
      {t.tryAgain}
    </Button>
  );
  const listWords = problem && wordsOfProblem(problems, problem);

  return (
    <>
      {listWords && (
        <Banner tone="bad" action={again}>
          {t.listFailed({ what: listWords.what, next: listWords.next })}{' '}
          {listWords.requestId && <RequestId id={listWords.requestId} />}
        </Banner>
      )}
      {outcomes.map((outcome) => {
        if (outcome.state === 'not_connected') {
          return (
            <Banner key={outcome.vendor} tone="warn" lamp="unknown">
              {t.notConnected({ vendor: vendorNames[outcome.vendor] })}
            </Banner>
          );
        }
        if (outcome.state !== 'failed') return null;
        return (
          <Banner key={outcome.vendor} tone="bad" action={again}>
            {sentencesOf(outcome).join(' ')}
          </Banner>
        );
      })}
    </>
  );
}
