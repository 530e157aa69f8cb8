import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import type { AuthDialogFlow, AuthDialogPhase } from './auth-dialog-flow.ts';
import { connectionWords } from './connection-words.ts';
import styles from './ConnectionsPanel.module.css';

const lamps: Record<AuthDialogPhase, LampKind> = {
  opening: 'working',
  blocked: 'attention',
  waiting: 'attention',
  checking: 'working',
  found: 'on',
  closed: 'off',
  failed: 'failed',
};

/** How the vendor's dialog about a slot goes, what it came to, and what can be done about it. */
export function ConnectionProgress({
  flow,
  vendor,
  isAttaching,
  problem,
  onTryAgain,
}: {
  flow: AuthDialogFlow | null;
  vendor: Vendor;
  isAttaching: boolean;
  /** Why attaching failed. */
  problem: ClientProblem | null;
  onTryAgain: () => void;
}) {
  const t = useMessages(connectionWords);
  const problems = useMessages(problemMessages);
  const names = { vendor: vendorNames[vendor] };
  const phase = flow?.phase ?? 'found';
  const failure = problem ?? (phase === 'failed' ? (flow?.problem ?? null) : null);
  const words = failure && wordsOfProblem(problems, { vendor, ...failure });
  const lamp = problem ? 'failed' : isAttaching ? 'working' : lamps[phase];
  const sentence = sentenceOf();
  const button = buttonOf();

  return (
    <div className={styles['progress']} aria-live="polite">
      {sentence !== null && (
        <p>
          <Lamp kind={lamp} />
          <span>
            {sentence}
            {words?.quote && <q>{words.quote}</q>} {words?.requestId && <RequestId id={words.requestId} />}
          </span>
        </p>
      )}
      {button !== null && (
        <Button size="small" onClick={onTryAgain}>
          {button}
        </Button>
      )}
    </div>
  );

  function sentenceOf(): string | null {
    if (problem && words) return `${words.what} ${words.changed} ${words.next} `;
    if (isAttaching) return t.connecting;
    if (phase === 'found') return null;
    if (phase === 'closed') return t.closed;
    if (phase !== 'failed') return t[phase](names);
    if (flow?.dialogError) return `${t.failed} ${t.dialogSaid({ ...names, quote: flow.dialogError })}`;
    if (failure?.code === 'not_found') return t.notListed(names);
    return words ? `${words.what} ${words.changed} ${words.next} ` : t.failed;
  }

  function buttonOf(): string | null {
    if (problem) return t.tryAgain;
    if (isAttaching) return null;
    if (phase === 'blocked') return t.openNow;
    if (phase === 'waiting') return t.toWindow;
    return phase === 'failed' ? t.tryAgain : null;
  }
}
