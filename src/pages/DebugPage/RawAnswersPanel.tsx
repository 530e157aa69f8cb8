import { useState } from 'react';
import { useQuery } from 'urql';
import type { Vendor } from '#contract/vendors.ts';
import { vendorNames } from '#contract/vendors.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { debugAnswersQuery } from '#src/features/instances/debug-answers-query.ts';
import type { VendorAnswer } from '#src/features/instances/debug-answers-query.ts';
import { JsonTree } from '#src/features/runs/JsonTree.tsx';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './DebugView.module.css';

const messages = i18n('debugAnswers', {
  title: params<{ vendor: string }>('What {vendor} answers'),
  note: 'Asked just now, as it came. What looks like a secret is masked, and nothing of it is kept.',
  answer: params<{ status: string; ms: string }>('{status}, {ms} ms'),
  noStatus: 'no answer',
  noJson: 'What came back was no JSON.',
  shortened: 'Too long to be shown whole; what is left out is marked.',
  none: 'Nothing was asked.',
  again: 'Ask again',
  asking: 'Being asked',
  copy: 'the answer',
});

/** The vendor's own answers about the instance, asked for when the view is opened. */
export function RawAnswersPanel({ instanceId, vendor }: { instanceId: string; vendor: Vendor }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [{ data, error, fetching }, ask] = useQuery({
    query: debugAnswersQuery,
    variables: { id: instanceId },
    requestPolicy: 'network-only',
  });
  const told = data?.debugAnswers;
  const ours = error ? problemOfGraphError(error) : null;
  const problem = ours ?? (told?.problemCode ? { ...plainProblem(toProblemCode(told.problemCode)), vendor } : null);
  const hasBroken = told?.answers.some(({ text }) => text === null) ?? false;
  return (
    <Panel title={t.title({ vendor: vendorNames[vendor] })} note={t.note}>
      {!told && !ours && <SkeletonRows rows={2} />}
      {problem && !hasBroken && <p>{wordsOfProblem(problems, problem).what}</p>}
      {told?.answers.length === 0 && !problem && <p className={styles['quiet']}>{t.none}</p>}
      {told?.answers.map((answer, index) => (
        // The same may be asked twice, and none is moved.
        // oxlint-disable-next-line react/no-array-index-key
        <Answer key={`${index} ${answer.request}`} answer={answer} />
      ))}
      {(told ?? ours) && (
        <Button
          size="small"
          variant="plain"
          disabledReason={fetching ? t.asking : null}
          onClick={() => ask({ requestPolicy: 'network-only' })}
        >
          {t.again}
        </Button>
      )}
    </Panel>
  );
}

function Answer({ answer }: { answer: VendorAnswer }) {
  const t = useMessages(messages);
  const [isOpen, setIsOpen] = useState(false);
  const { request, status, tookMs, text, isShortened } = answer;
  const said = t.answer({
    status: status === null ? t.noStatus : String(status),
    ms: formatNumber(tookMs),
  });
  return (
    <div className={styles['answer']}>
      <Disclosure label={request} isOpen={isOpen} onToggle={setIsOpen}>
        {isOpen && text !== null && (
          <>
            {isShortened && <p className={styles['quiet']}>{t.shortened}</p>}
            <JsonTree label={request} content={JSON.parse(text)} />
            <CopyButton text={text} what={t.copy} />
          </>
        )}
      </Disclosure>
      <span className={styles['quiet']}>{said}</span>
      {text === null && <p>{t.noJson}</p>}
    </div>
  );
}
