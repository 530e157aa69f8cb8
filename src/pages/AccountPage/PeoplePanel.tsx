import { Suspense, useState } from 'react';
import { deletePersonSessions } from '#contract/endpoints/session.ts';
import { send } from '#src/api/http.ts';
import type { AccountPersonData } from '#src/features/accounts/account-queries.ts';
import { useLookOnly } from '#src/features/session/look-only.ts';
import { momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from '#src/ui/Button.tsx';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import styles from './PeoplePanel.module.css';

// The dialog brings heavy code that few visits need.
const EndSessionsDialog = lazyPage(async () => (await import('./EndSessionsDialog.tsx')).EndSessionsDialog);

const messages = i18n('peoplePanel', {
  title: 'People',
  none: 'Nobody signs in for this account.',
  viewOnly: 'may look only',
  sessions: count({ one: '{count} session', other: '{count} sessions' }),
  end: 'End sessions',
  of: params<{ name: string }>('of {name}'),
  idOf: params<{ name: string }>('id of {name}'),
  noneToEnd: 'Signed in nowhere',
  seen: 'last seen',
});

/** Who signs in for an account and how often at present, for the admin to end it. */
export function PeoplePanel({ people, onEnded }: { people: readonly AccountPersonData[]; onEnded: () => void }) {
  const t = useMessages(messages);
  const lookOnly = useLookOnly();
  const [ending, setEnding] = useState<AccountPersonData | null>(null);

  return (
    <Panel title={t.title}>
      {people.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ul className={styles['people']}>
        {people.map((person) => (
          <li key={person.id}>
            <span>
              <bdi>{person.name}</bdi> <CopyButton text={person.id} what={t.idOf({ name: person.name })} />{' '}
              {person.viewOnly && <span className={styles['quiet']}>{t.viewOnly}</span>} <LastSeen person={person} />
            </span>
            <span className={styles['quiet']}>{t.sessions(person.sessionCount)}</span>
            <Button
              size="small"
              aria-haspopup="dialog"
              disabledReason={lookOnly ?? (person.sessionCount === 0 ? t.noneToEnd : null)}
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
            name={ending.name}
            end={() => send(deletePersonSessions, { params: { id: ending.id } })}
            onClose={(isEnded) => {
              setEnding(null);
              if (isEnded) onEnded();
            }}
          />
        </Suspense>
      )}
    </Panel>
  );
}

function LastSeen({ person }: { person: AccountPersonData }) {
  const t = useMessages(messages);
  const seenAt = momentOf(person.lastSeenAt);
  if (seenAt === null) return null;
  return (
    <span className={styles['quiet']}>
      {t.seen} <RelativeTime moment={seenAt} />
    </span>
  );
}
