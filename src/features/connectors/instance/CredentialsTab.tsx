import { useEffect, useState } from 'react';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { instanceWords } from '#src/features/instances/instance-words.ts';
import { isConsentPage, leaveForConsent } from '#src/features/session/outing.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { useUnsavedChanges } from '#src/lib/unsaved-changes.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { showToast } from '#src/ui/toast.ts';
import { CheckReport } from '../form/CheckReport.tsx';
import { CredentialFields } from '../form/CredentialFields.tsx';
import { useFirstError } from '#src/lib/use-first-error.ts';
import type { ConnectorDetail } from './connector-instance-query.ts';
import { StoredCredentials } from './StoredCredentials.tsx';
import { useCredentialsForm } from './use-credentials-form.ts';
import styles from './DetailsTab.module.css';

type Connector = { connector: string };

const messages = i18n('credentialsTab', {
  method: 'Signs in by',
  fixed: 'It was chosen when the instance was added and stays. For another one, add another instance.',
  none: params<Connector>('\u2068{connector}\u2069 asks for no credentials: there is nothing to set.'),
  consent: params<Connector>(
    'You agree on a page of \u2068{connector}\u2069 itself and come back here. Until then what is stored goes on working.',
  ),
  save: 'Save credentials',
  signIn: 'Sign in again',
  checking: params<Connector>('Checking the credentials at \u2068{connector}\u2069…'),
  saved: params<{ name: string }>('Credentials of {name} were taken and saved'),
  unchanged: 'Nothing is changed',
  underWay: 'A change is under way; wait until it is done',
  checkFirst: params<Connector>('They are saved only when \u2068{connector}\u2069 takes them.'),
  reach: count({
    one: 'New ones hold at once, in {count} process flow.',
    other: 'New ones hold at once, in {count} process flows.',
  }),
  oldStay: 'Nothing was saved: the stored credentials are as they were, and what uses them goes on.',
  kept: 'What you entered is kept.',
  outdated: 'What is stored was changed elsewhere while you typed. What you typed is kept.',
  anew: 'Begin with what is stored now',
  badAddress: 'The page to agree on has no address that can be opened. Nothing was changed.',
});

export interface CredentialsTabProps {
  row: InstanceRowData;
  /** As read last; another object with each reading. */
  detail: ConnectorDetail;
}

/** How an instance signs in at the third party. Its owner may replace the credentials; the way stays. */
export function CredentialsTab({ row, detail }: CredentialsTabProps) {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  return (
    <div className={styles['form']}>
      <div>
        <DefinitionList entries={[[t.method, <bdi key="method">{detail.methodName}</bdi>]]} />
        <p className={styles['quiet']}>{t.fixed}</p>
      </div>
      {detail.methodKind === 'none' ? (
        <p>{t.none({ connector: detail.connectorName })}</p>
      ) : person.role === 'admin' ? (
        <OwnersAlone detail={detail} />
      ) : (
        <CredentialsForm row={row} detail={detail} />
      )}
    </div>
  );
}

/** For an admin, who sees what is stored and may change nothing of it. */
function OwnersAlone({ detail }: { detail: ConnectorDetail }) {
  const t = useMessages(messages);
  const { owner_only: reason } = useMessages(instanceWords);
  return (
    <>
      <StoredCredentials fields={detail.fields} />
      <div className={styles['save']}>
        <Button variant="filled" disabledReason={reason}>
          {detail.methodKind === 'consent' ? t.signIn : t.save}
        </Button>
        <p className={styles['quiet']}>{reason}</p>
      </div>
    </>
  );
}

function CredentialsForm({ row, detail }: CredentialsTabProps) {
  const t = useMessages(messages);
  const connector = { connector: detail.connectorName };
  const isConsent = detail.methodKind === 'consent';
  const [consentUrl, setConsentUrl] = useState<string | null>(null);
  const hasBadAddress = consentUrl !== null && !isConsentPage(consentUrl);
  const { form: element, focusFirstError } = useFirstError();
  const credentials = useCredentialsForm(row, detail, {
    saved: () =>
      showToast('on', t.saved({ name: row.name }), undefined, {
        link: { to: paths.connectorInstance.to(row.id), name: row.name },
      }),
    consent: setConsentUrl,
  });
  const { form, fields, isDirty, isChecking, problem } = credentials;
  useUnsavedChanges(isDirty);
  useEffect(() => {
    // Only now is what was typed let go of, and the browser does not ask whether to leave it.
    if (consentUrl !== null && !isDirty && isConsentPage(consentUrl)) {
      leaveForConsent(consentUrl, `${paths.connectorInstance.to(row.id)}?tab=authentication`);
    }
  }, [consentUrl, isDirty, row.id]);

  function reasonNow(): string | null {
    if (isChecking) return t.checking(connector);
    if (row.operation?.state === 'running') return t.underWay;
    return isDirty || isConsent ? null : t.unchanged;
  }

  const submit = form.handleSubmit(
    async () => {
      if (reasonNow() !== null) return;
      setConsentUrl(null);
      await credentials.save();
      focusFirstError();
    },
    () => focusFirstError(),
  );

  return (
    <form ref={element} noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
      {problem && <Refusal problem={problem} />}
      {hasBadAddress && (
        <Banner tone="bad" urgent>
          {t.badAddress}
        </Banner>
      )}
      {credentials.isOutdated && (
        <Banner
          tone="warn"
          action={
            <Button size="small" onClick={credentials.beginAnew}>
              {t.anew}
            </Button>
          }
        >
          {t.outdated}
        </Banner>
      )}
      {fields.length > 0 && (
        <fieldset disabled={isChecking} className={styles['fields']}>
          <CredentialFields key={credentials.round} control={form.control} fields={fields} />
        </fieldset>
      )}
      {isConsent && <p className={styles['quiet']}>{t.consent(connector)}</p>}
      <div className={styles['save']}>
        <Button type="submit" variant="filled" {...(isConsent && { icon: 'outside' })} disabledReason={reasonNow()}>
          {isConsent ? t.signIn : t.save}
        </Button>
        <p role="status" className={styles['quiet']}>
          {isChecking ? t.checking(connector) : null}
        </p>
      </div>
      {!isChecking && (
        <p className={styles['quiet']}>
          {!isConsent && t.checkFirst(connector)} {detail.flows.length > 0 && t.reach(detail.flows.length)}
        </p>
      )}
    </form>
  );
}

/** Why nothing was saved: the cause in words, then what was asked and answered. */
function Refusal({ problem }: { problem: ClientProblem }) {
  const t = useMessages(messages);
  const said = wordsOfProblem(useMessages(problemMessages), problem);
  const isRefused = problem.code === 'credentials_refused';
  return (
    <>
      <Banner tone="bad" urgent>
        {said.what} {said.quote && <q>{said.quote}</q>} {isRefused ? t.oldStay : said.changed} {t.kept} {said.next}{' '}
        {said.requestId && <RequestId id={said.requestId} />}
      </Banner>
      {problem.check && <CheckReport key={problem.requestId} check={problem.check} />}
    </>
  );
}
