import { queryOptions, useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { getAccountPeople } from '#contract/endpoints/session.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './PeoplePanel.module.css';

// The dialog brings heavy code that few visits need.
const EndSessionsDialog = lazyPage(async () => (await import('./EndSessionsDialog.tsx')).EndSessionsDialog);

const messages = i18n('peoplePanel', {
  title: params<{ name: string }>('People of {name}'),
  none: 'Nobody signs in for this account.',
  viewOnly: 'may look only',
  sessions: count({ one: '{count} session', other: '{count} sessions' }),
  end: 'End sessions',
  of: params<{ name: string }>('of {name}'),
  noneToEnd: 'Signed in nowhere',
  again: 'Try again',
});

export type AccountPerson = Awaited<ReturnType<typeof readPeople>>['people'][number];

function readPeople(accountId: string) {
  return send(getAccountPeople, { params: { id: accountId } });
}

function peopleQuery(accountId: string) {
  return queryOptions({ queryKey: ['people', accountId], queryFn: () => readPeople(accountId) });
}

/** Who signs in for an account and how often at present, for the admin to end it. */
export function PeoplePanel({ account }: { account: { id: string; name: string } }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { data, error, refetch } = useQuery(peopleQuery(account.id));
  const [ending, setEnding] = useState<AccountPerson | null>(null);
  const words = error && wordsOfProblem(problems, problemOf(error));

  return (
    <Panel title={t.title({ name: account.name })}>
      {words && (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => void refetch()}>
              {t.again}
            </Button>
          }
        >
          {words.what} {words.next}
        </Banner>
      )}
      {!data && !error && <SkeletonRows rows={2} rowHeight={40} />}
      {data?.people.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ul className={styles['people']}>
        {data?.people.map((person) => (
          <li key={person.id}>
            <span>
              <bdi>{person.name}</bdi> {person.viewOnly && <span className={styles['quiet']}>{t.viewOnly}</span>}
            </span>
            <span className={styles['quiet']}>{t.sessions(person.sessions)}</span>
            <Button
              size="small"
              aria-haspopup="dialog"
              disabledReason={person.sessions === 0 ? t.noneToEnd : null}
              onClick={() => setEnding(person)}
            >
              {t.end} <span className="visually-hidden">{t.of({ name: person.name })}</span>
            </Button>
          </li>
        ))}
      </ul>
      {ending && (
        <Suspense fallback={null}>
          <EndSessionsDialog
            person={ending}
            onClose={(isEnded) => {
              setEnding(null);
              if (isEnded) void refetch();
            }}
          />
        </Suspense>
      )}
    </Panel>
  );
}
