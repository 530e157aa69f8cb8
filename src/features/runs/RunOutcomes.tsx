import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import type { RunOutcome } from './run-queries.ts';

const messages = i18n('runOutcomes', {
  again: 'Try again',
  kept: 'Shown is what was read before.',
  incomplete: count({
    one: '{count} run could not be read and is not in this list.',
    other: '{count} runs could not be read and are not in this list.',
  }),
  notConnected: params<{ vendor: string }>('This account is not connected to {vendor}; it has no runs there.'),
  unsupported: params<{ vendor: string }>('{vendor} tells nothing of runs.'),
});

/** One banner for what our server could not do, and one per vendor that did not answer. What was read before stays. */
export function RunOutcomes({
  outcomes,
  problem,
  hasKept,
  onAgain,
}: {
  outcomes: readonly RunOutcome[];
  problem: ClientProblem | null;
  /** Something read before is on show. */
  hasKept: boolean;
  onAgain: () => void;
}) {
  const t = useMessages(messages);
  return (
    <>
      {problem && <Failed problem={problem} hasKept={hasKept} onAgain={onAgain} />}
      {outcomes.map((outcome) => {
        const vendor = vendorNames[outcome.vendor];
        if (isIncomplete(outcome)) {
          return (
            <Banner key={outcome.vendor} tone="warn" action={<Again onPress={onAgain} />}>
              {t.incomplete(outcome.missingCount ?? 0)}
            </Banner>
          );
        }
        if (outcome.state === 'failed') {
          const { code, retryAt } = outcome;
          return (
            <Failed
              key={outcome.vendor}
              hasKept={hasKept}
              onAgain={onAgain}
              problem={{ ...plainProblem(toProblemCode(code)), vendor: outcome.vendor, ...(retryAt && { retryAt }) }}
            />
          );
        }
        if (outcome.state !== 'not_connected' && outcome.state !== 'unsupported') return null;
        return (
          <Banner key={outcome.vendor} tone="warn" lamp="unknown">
            {outcome.state === 'unsupported' ? t.unsupported({ vendor }) : t.notConnected({ vendor })}
          </Banner>
        );
      })}
    </>
  );
}

/** The rows are as fresh as can be, only not all. */
export function isIncomplete({ state, missingCount }: RunOutcome): boolean {
  return state === 'failed' && Boolean(missingCount);
}

function Again({ onPress }: { onPress: () => void }) {
  const t = useMessages(messages);
  return (
    <Button size="small" onClick={onPress}>
      {t.again}
    </Button>
  );
}

function Failed({ problem, hasKept, onAgain }: { problem: ClientProblem; hasKept: boolean; onAgain: () => void }) {
  const t = useMessages(messages);
  const words = wordsOfProblem(useMessages(problemMessages), problem);
  return (
    <Banner tone="bad" action={<Again onPress={onAgain} />}>
      {words.what} {hasKept ? t.kept : words.next} {words.quote && <q>{words.quote}</q>}{' '}
      {words.requestId && <RequestId id={words.requestId} />}
    </Banner>
  );
}
