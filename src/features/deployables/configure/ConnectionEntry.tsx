import { useId } from 'react';
import type { StoredConnection } from '#contract/deployables.ts';
import type { FormConnection } from '#contract/instance-form.ts';
import { momentOf } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { entryWords, wordOfEntry } from '../entry-words.ts';
import { fieldId, inputId, maySet, titleOf } from '../form-entries.ts';
import { configureWords, connectionWords } from './configure-words.ts';
import { ConsentActions } from './ConsentActions.tsx';
import { InputEntry } from './InputEntry.tsx';
import type { ConfigureForm } from './use-configure-form.ts';
import type { Consents } from './use-consents.ts';
import type { WizardAbout } from '../wizard-about.ts';
import styles from './Configure.module.css';

/** A connection of an instance: how it stands, what it asks for, and the consent it needs. */
export function ConnectionEntry({
  connection,
  stored,
  form,
  consents,
  about,
}: {
  connection: FormConnection;
  stored: StoredConnection | undefined;
  form: ConfigureForm;
  consents: Consents;
  about: WizardAbout;
}) {
  const t = useMessages(connectionWords);
  const c = useMessages(configureWords);
  const e = useMessages(entryWords);
  const titleId = useId();
  const label = titleOf(connection);
  const problem = form.problems[fieldId(connection.key)];
  const isMine = maySet(connection, 'connection', about.isAdmin);
  const state = stateOf(connection, stored);
  const refreshedAt = momentOf(stored?.lastRefreshedAt);
  return (
    <section aria-labelledby={titleId} className={styles['connection']}>
      <h3 id={titleId}>
        <bdi>{label}</bdi>
      </h3>
      {!connection.isPerUser && (
        <p className={styles['state']}>
          <Lamp kind={state.lamp} />
          <span>
            {t[state.word]}
            {state.word === 'active' && refreshedAt !== null && (
              <span className={styles['quiet']}>
                {' '}
                · {t.refreshed} <RelativeTime moment={refreshedAt} />
              </span>
            )}
          </span>
        </p>
      )}
      <p className={styles['quiet']}>
        <bdi>{connection.methodName}</bdi>
      </p>
      {[connection.description, connection.help].map(
        (text) =>
          text && (
            <p key={text} dir="auto" className={styles['prose']}>
              {text}
            </p>
          ),
      )}
      {connection.isForOperator && <p className={styles['quiet']}>{c.operatorNote}</p>}
      {problem && (
        <p role="alert" className={styles['error']} data-invalid tabIndex={-1}>
          {wordOfEntry(e, problem, label)}
        </p>
      )}
      {connection.isPerUser ? (
        <p>{c.perUser({ label, vendor: about.vendorName })}</p>
      ) : isMine ? (
        <>
          {connection.inputs.map((input) => (
            <InputEntry
              key={inputId(connection.key, input.name)}
              {...{ connection, input, form, about }}
              isStored={stored?.inputs.find(({ name }) => name === input.name)?.isStored ?? false}
            />
          ))}
          {connection.needsConsent && <ConsentActions {...{ connection, stored, consents }} />}
        </>
      ) : (
        <p>{t.ownerOnly({ account: about.accountName })}</p>
      )}
    </section>
  );
}

type Word = 'active' | 'waitingConsent' | 'waiting' | 'failed' | 'unknown';

function stateOf(connection: FormConnection, stored: StoredConnection | undefined): { lamp: LampKind; word: Word } {
  switch (stored?.status) {
    case 'active':
      return { lamp: 'on', word: 'active' };
    case 'failed':
      return { lamp: 'failed', word: 'failed' };
    case 'unknown':
      return { lamp: 'unknown', word: 'unknown' };
    default:
      return { lamp: 'unfinished', word: connection.needsConsent ? 'waitingConsent' : 'waiting' };
  }
}
