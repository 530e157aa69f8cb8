import { useState } from 'react';
import type { DemoPerson } from '#contract/endpoints/deployment.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import type { Session } from './session.ts';
import { leaveForOpenId, signInAs } from './sign-in.ts';
import styles from './SignInWays.module.css';

const messages = i18n('signInWays', {
  sandbox: 'This is a sandbox: the vendors are imitated. Choose who you want to be.',
  user: params<{ account: string }>('{account} · sees and changes its own instances'),
  viewOnly: params<{ account: string }>('{account} · may look only'),
  admin: 'Administrator · sees everybody’s instances',
  openId: 'Sign in',
  leaving: 'Leading you to your company’s sign-in',
  host: 'Open Jackfield from the product you use it with; it signs you in.',
  nobody: 'No way to sign in is set up here. Ask your administrator.',
});

interface SignInWaysProps {
  session: Pick<Session, 'demoPeople' | 'signIn'>;
  /** A new attempt begins (null), or the last one failed. */
  onFailure: (error: unknown) => void;
  /** The path of ours that an identity provider's sign-in comes back to. */
  returnTo: string;
}

/** The ways to sign in that this deployment has: on the sign-in page, and in place when a session has ended. */
export function SignInWays({ session, onFailure, returnTo }: SignInWaysProps) {
  const t = useMessages(messages);
  const [isBusy, setIsBusy] = useState(false);
  const { demoPeople, signIn } = session;

  function begin(signingIn: Promise<void>) {
    setIsBusy(true);
    onFailure(null);
    signingIn.catch((error: unknown) => {
      setIsBusy(false);
      onFailure(error);
    });
  }

  return (
    <>
      {signIn.openId && (
        <p className={styles['way']}>
          <Button
            variant="filled"
            disabledReason={isBusy ? t.leaving : null}
            onClick={() => begin(leaveForOpenId(returnTo))}
          >
            {t.openId}
          </Button>
        </p>
      )}
      {signIn.hostToken && <p className={styles['way']}>{t.host}</p>}
      {demoPeople.length > 0 && (
        <>
          <p className={styles['note']}>{t.sandbox}</p>
          <ul className={styles['people']}>
            {demoPeople.map((person) => (
              <li key={person.key}>
                <button type="button" disabled={isBusy} onClick={() => begin(signInAs(person.key))}>
                  <Icon name="person" />
                  <span>
                    <strong>{person.name}</strong>
                    <small>{roleOf(person)}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {demoPeople.length === 0 && !signIn.openId && !signIn.hostToken && <p>{t.nobody}</p>}
    </>
  );

  function roleOf(person: DemoPerson): string {
    if (person.role === 'admin') return t.admin;
    const account = person.accountName ?? '';
    return person.viewOnly ? t.viewOnly({ account }) : t.user({ account });
  }
}
