import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';

const messages = i18n('failedAccountRead', { again: 'Try again' });

/** Something could not be read; what was read before stays on show below. */
export function FailedRead({ problem, onAgain }: { problem: ClientProblem; onAgain: () => void }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { what, next, requestId } = wordsOfProblem(problems, problem);
  return (
    <Banner
      tone="bad"
      action={
        <Button size="small" onClick={onAgain}>
          {t.again}
        </Button>
      }
    >
      {what} {next} {requestId && <RequestId id={requestId} />}
    </Banner>
  );
}
