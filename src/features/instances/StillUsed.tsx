import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Vendor } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { actionOfKind, instanceWords } from './instance-words.ts';
import type { WorkUnderWay } from './removal-use-query.ts';
import styles from './StillUsed.module.css';

const messages = i18n('stillUsed', {
  title: 'What still uses it',
  reading: 'Looking what still uses it…',
  unknown: params<{ what: string }>('{what} What still uses it is not known now.'),
  again: 'Look again',
  running: params<{ what: string }>('“{what}” is under way here. It began'),
  waiting: params<{ what: string }>('“{what}” waits here for a person. It began'),
});

/** The part of a removal's dialog that says what the instance is used for. What is not known stands in nobody's way. */
export function StillUsed({
  vendor,
  isKnown,
  problem,
  work,
  onAgain,
  children,
}: {
  vendor: Vendor;
  isKnown: boolean;
  problem: ClientProblem | null;
  work: WorkUnderWay | null;
  onAgain: () => void;
  children: ReactNode;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const titleId = useId();
  const isReading = !isKnown && !problem;
  return (
    <section aria-labelledby={titleId} className={styles['use']}>
      <h3 id={titleId}>{t.title}</h3>
      {/* It stands there from the beginning, so that what it says later is read out. */}
      <p role="status" className={isReading ? styles['quiet'] : 'visually-hidden'}>
        {isReading ? t.reading : ''}
      </p>
      {problem && (
        <Banner
          tone="warn"
          action={
            <Button size="small" onClick={onAgain}>
              {t.again}
            </Button>
          }
        >
          {t.unknown({ what: wordsOfProblem(problems, { vendor, ...problem }).what })}
        </Banner>
      )}
      {isKnown && children}
      {work && <Work work={work} />}
    </section>
  );
}

/** Names work of ours that is not over, which a removal would cut short or wait for. */
export function Work({ work }: { work: WorkUnderWay }) {
  const t = useMessages(messages);
  const words = useMessages(instanceWords);
  const since = momentOf(work.startedAt);
  const what = words[actionOfKind[work.kind]];
  return (
    <p className={styles['work']}>
      {work.state === 'running' ? t.running({ what }) : t.waiting({ what })}{' '}
      {since !== null && <RelativeTime moment={since} />}
    </p>
  );
}
