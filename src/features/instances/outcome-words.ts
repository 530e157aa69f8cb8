import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { formatClock, momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import type { VendorOutcome } from './instance-list-query.ts';

const messages = i18n('outcomeWords', {
  since: params<{ what: string; time: string }>('{what} Since {time}.'),
  silentSince: params<{ vendor: string; time: string }>('{vendor} does not answer since {time}.'),
  kept: params<{ time: string }>('What you see was read at {time}.'),
  neverRead: 'Nothing has been read from there yet.',
  tryingAgain: params<{ time: string }>('Trying again at {time}.'),
  missing: count({ one: '{count} is missing.', other: '{count} are missing.' }),
});

export type ToldOutcome = Pick<VendorOutcome, 'vendor' | 'state' | 'code' | 'checkedAt' | 'failedSince' | 'retryAt'> & {
  missingCount?: number | null;
};

/** Of a vendor that did not answer: what failed and since when, what lacks, how old is what is shown, when it is asked again. */
export function useOutcomeWords(): (outcome: ToldOutcome) => string[] {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  return (outcome) => {
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
  };
}
