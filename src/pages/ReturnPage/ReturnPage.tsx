import { useEffect, useRef, useState } from 'react';
import { Navigate, useNavigate } from 'react-router-dom';
import { problemOf } from '#src/api/problem.ts';
import { takeOuting } from '#src/features/session/outing.ts';
import { finishConsent, finishOpenId } from '#src/features/session/sign-in.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Logo } from '#src/ui/Logo.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { ConsentFailed } from './ConsentFailed.tsx';
import { addressOf, takeReturned } from './returned.ts';
import { SignInFailed } from './SignInFailed.tsx';
import styles from './ReturnPage.module.css';

const messages = i18n('returnPage', {
  title: 'Signing in',
  waiting: 'One moment: you are being signed in.',
  failedTitle: 'Not signed in',
  consentTitle: 'Saving the instance',
  consentWaiting: 'One moment: what you agreed to is being checked and saved.',
  consentFailedTitle: 'Not saved',
});

/**
 * Where a third party sends the browser back to: the identity provider after a sign-in, or another system after it was asked
 * for consent. Opening it changes nothing; the page hands over what came.
 */
export function ReturnPage() {
  const t = useMessages(messages);
  const navigate = useNavigate();
  // Read once: the address is emptied right after.
  const [returned] = useState(takeReturned);
  const [outing] = useState(takeOuting);
  const [failure, setFailure] = useState<unknown>(null);
  const isHandedOver = useRef(false);

  useEffect(() => {
    history.replaceState(history.state, '', location.pathname);
    // The code and the state are good for one use.
    if (returned.kind !== 'answer' || isHandedOver.current) return;
    isHandedOver.current = true;
    const finished =
      outing?.kind === 'consent'
        ? finishConsent(returned.answer).then((path) => navigate(path, { replace: true }))
        : finishOpenId(returned.answer);
    finished.catch(setFailure);
  }, [returned, outing, navigate]);

  const problem = failure === null ? null : problemOf(failure);
  if (problem?.code === 'signed_out' && returned.kind === 'answer') {
    // The session ended at the other system. Nothing was used up: after signing in the same answer is handed over again.
    return <Navigate to={paths.signIn.to(addressOf(returned.answer))} replace />;
  }
  const isConsent = outing === null ? isOfConsent(problem?.code) : outing.kind === 'consent';
  const isWaiting = returned.kind === 'answer' && problem === null;
  const waitingTitle = isConsent ? t.consentTitle : t.title;
  const title = isWaiting ? waitingTitle : isConsent ? t.consentFailedTitle : t.failedTitle;
  return (
    <main className={styles['page']}>
      <div className={problem?.check ? styles['wide'] : styles['column']}>
        <Logo />
        <PageHeader
          title={title}
          documentTitle={title}
          meta={isWaiting ? (isConsent ? t.consentWaiting : t.waiting) : undefined}
        />
        {!isWaiting && isConsent && (
          <ConsentFailed
            returned={returned}
            problem={problem}
            backTo={outing?.kind === 'consent' ? outing.backTo : paths.connectors.to()}
          />
        )}
        {!isWaiting && !isConsent && <SignInFailed returned={returned} problem={problem} onFailure={setFailure} />}
      </div>
    </main>
  );
}

/** Where nobody remembers what the page was left for, as in another tab, the problem tells: a sign-in has but these. */
function isOfConsent(code: string | undefined): boolean {
  return (
    code !== undefined &&
    !['sign_in_refused', 'sign_in_unavailable', 'bad_input', 'internal', 'unreachable'].includes(code)
  );
}
