import { useEffect, useState } from 'react';
import type { Person } from '#contract/people.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { formatClock } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { askWhoIsIn, stopLooking } from './session.ts';
import styles from './ViewedBanner.module.css';

const messages = i18n('viewedBanner', {
  text: params<{ account: string }>('You look as {account}. Nothing can be changed.'),
  until: params<{ time: string }>('It ends by itself at {time}.'),
  stop: 'Stop looking',
  busy: 'Stopping…',
});

/** The server's clock and ours may differ a little. */
const graceMs = 1_000;

/** Stands on every page while an administrator looks as an account, and leads back. */
export function ViewedBanner({ account, until }: { account: NonNullable<Person['account']>; until: string }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const words = failure === null ? null : wordsOfProblem(problems, problemOf(failure));

  useEffect(() => {
    const timer = setTimeout(() => void askWhoIsIn(), Math.max(0, Date.parse(until) - Date.now()) + graceMs);
    return () => clearTimeout(timer);
  }, [until]);

  function stop() {
    setIsBusy(true);
    setFailure(null);
    stopLooking().catch((error: unknown) => {
      setIsBusy(false);
      setFailure(error);
    });
  }

  return (
    <div className={styles['viewed']}>
      <Banner
        tone="warn"
        lamp="attention"
        action={
          <Button size="small" disabledReason={isBusy ? t.busy : null} onClick={stop}>
            {t.stop}
          </Button>
        }
      >
        <strong>
          <bdi>{t.text({ account: account.name })}</bdi>
        </strong>{' '}
        {t.until({ time: formatClock(Date.parse(until)) })} {words && `${words.what} ${words.next}`}
      </Banner>
    </div>
  );
}
