import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';

/** What failed, whether anything was changed, and what to do. */
export function Failure({ problem }: { problem: ClientProblem | null }) {
  const problems = useMessages(problemMessages);
  if (!problem) return null;
  const { what, changed, next, quote, requestId } = wordsOfProblem(problems, problem);
  return (
    <Banner tone="bad" urgent>
      {what} {changed} {next} {quote && <q>{quote}</q>} {requestId && <RequestId id={requestId} />}
    </Banner>
  );
}
