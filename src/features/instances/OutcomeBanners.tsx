import { useCallback, useEffect } from 'react';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { formatClock, momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { Button } from '#src/ui/Button.tsx';
import type { VendorOutcome } from './instance-list-query.ts';

const messages = i18n('outcomeBanners', {
  since: params<{ what: string; time: string }>('{what} Since {time}.'),
  silentSince: params<{ vendor: string; time: string }>('{vendor} does not answer since {time}.'),
  kept: params<{ time: string }>('What you see was read at {time}.'),
  neverRead: 'Nothing has been read from there yet.',
  tryingAgain: params<{ time: string }>('Trying again at {time}.'),
  missing: count({ one: '{count} is missing.', other: '{count} are missing.' }),
  tryAgain: 'Try again',
  notConnected: params<{ vendor: string }>('This account is not connected to {vendor}; nothing of it is shown.'),
  listFailed: params<{ what: string; next: string }>('The list could not be read. {what} {next}'),
});

type Outcome = Pick<VendorOutcome, 'vendor' | 'state' | 'code' | 'checkedAt' | 'failedSince' | 'retryAt'> & {
  missingCount?: number | null;
};

/** Nobody tells a page that a vendor answers again, so it asks while it says that one does not. */
const askAgainMs = 3_000;

/** One banner for each vendor that did not answer, and one when our own server did not. The rows read before stay. */
export function OutcomeBanners({
  outcomes,
  problem,
  noun = 'instance',
  onAgain,
}: {
  outcomes: readonly Outcome[];
  problem: ClientProblem | null;
  noun?: 'instance' | 'template' | 'vendor';
  /** Asks again, where the list is read by other means than `refresh` reaches. Has to stay the same between drawings. */
  onAgain?: () => void;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
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

  /** What failed and since when, how old is what is shown, and when it is asked again. */
  function sentencesOf(outcome: Outcome): string[] {
    const [since, checkedAt, retryAt] = [outcome.failedSince, outcome.checkedAt, outcome.retryAt].map(momentOf);
    const code = toProblemCode(outcome.code);
    const { what } = wordsOfProblem(problems, { ...plainProblem(code), vendor: outcome.vendor });
    const vendor = vendorNames[outcome.vendor];
    const failed =
      since == null
        ? what
        : code === 'vendor_unavailable'
          ? t.silentSince({ vendor, time: formatClock(since) })
          : t.since({ what, time: formatClock(since) });
    return [
      failed,
      ...(outcome.missingCount ? [t.missing(outcome.missingCount)] : []),
      checkedAt == null ? t.neverRead : t.kept({ time: formatClock(checkedAt) }),
      ...(retryAt == null ? [] : [t.tryingAgain({ time: formatClock(retryAt) })]),
    ];
  }
}
