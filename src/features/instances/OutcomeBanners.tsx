import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import { formatClock, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { Button } from '#src/ui/Button.tsx';
import type { VendorOutcome } from './instance-list-query.ts';

const messages = i18n('outcomeBanners', {
  since: params<{ what: string; time: string }>('{what} Since {time}.'),
  kept: 'What you see is what was read before.',
  neverRead: 'Nothing has been read from there yet.',
  tryAgain: 'Try again',
  notConnected: params<{ vendor: string }>('This account is not connected to {vendor}; nothing of it is shown.'),
  listFailed: params<{ what: string; next: string }>('The list could not be read. {what} {next}'),
});

type Outcome = Pick<VendorOutcome, 'vendor' | 'state' | 'code' | 'checkedAt' | 'failedSince'>;

/** One banner for each vendor that did not answer, and one when our own server did not. The rows read before stay. */
export function OutcomeBanners({
  outcomes,
  problem,
  noun = 'instance',
}: {
  outcomes: readonly Outcome[];
  problem: ClientProblem | null;
  noun?: 'instance' | 'template';
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const again = (
    <Button size="small" onClick={() => refresh(noun)}>
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
        const since = momentOf(outcome.failedSince);
        const { what } = wordsOfProblem(problems, {
          ...plainProblem(toProblemCode(outcome.code)),
          vendor: outcome.vendor,
        });
        return (
          <Banner key={outcome.vendor} tone="bad" action={again}>
            {since === null ? what : t.since({ what, time: formatClock(since) })}{' '}
            {outcome.checkedAt == null ? t.neverRead : t.kept}
          </Banner>
        );
      })}
    </>
  );
}
