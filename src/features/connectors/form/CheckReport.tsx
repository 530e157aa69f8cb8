import { useState } from 'react';
import type { CredentialCheck } from '#contract/connectors.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyButton } from '#src/ui/CopyButton.tsx';
import { Tabs } from '#src/ui/Tabs.tsx';
import styles from './CheckReport.module.css';

const messages = i18n('checkReport', {
  about: 'The failed check',
  unauthorized: 'The other system answered 401: it does not know these credentials.',
  forbidden: 'The other system answered 403: it knows these credentials, but they may not do what is needed.',
  broken: params<{ code: string }>('The other system answered {code}: it failed itself. The credentials may be right.'),
  other: params<{ code: string }>('The other system answered {code}, which is no acceptance.'),
  noAnswer: 'The other system did not answer in time, so the credentials could not be checked.',
  request: 'Request',
  response: 'Response',
  theRequest: 'the request',
  theResponse: 'the response',
  method: 'Method',
  url: 'URL',
  code: 'Code',
  headers: 'Headers',
  body: 'Body',
  noHeaders: 'None',
  noBody: 'Empty',
  noCode: 'No answer came.',
  noCodeWhy: params<{ why: string }>('No answer came: {why}'),
  masked: 'Secrets are replaced by a mask before they leave the server.',
});

type Words = ReturnType<typeof messages.get>;

/** What a third party was asked with the credentials, and what it answered. All of it is text from outside: shown as text. */
export function CheckReport({ check }: { check: CredentialCheck }) {
  const t = useMessages(messages);
  const [shown, setShown] = useState<'request' | 'response'>('response');
  return (
    <section aria-label={t.about} className={styles['report']}>
      <p className={styles['cause']}>{causeOf(t, check)}</p>
      <Tabs
        label={t.about}
        shown={shown}
        onShow={setShown}
        tabs={[
          { key: 'request', label: t.request, panel: <RequestPart request={check.request} /> },
          { key: 'response', label: t.response, panel: <ResponsePart response={check.response} /> },
        ]}
      />
      <p className={styles['masked']}>{t.masked}</p>
    </section>
  );
}

function causeOf(t: Words, { response: { statusCode } }: CredentialCheck): string {
  if (statusCode === null) return t.noAnswer;
  if (statusCode === 401) return t.unauthorized;
  if (statusCode === 403) return t.forbidden;
  const code = String(statusCode);
  return statusCode >= 500 ? t.broken({ code }) : t.other({ code });
}

function RequestPart({ request }: { request: CredentialCheck['request'] }) {
  const t = useMessages(messages);
  const { method, url, headers, body } = request;
  return (
    <>
      <Copy what={t.theRequest} lines={[`${method} ${url}`, ...headerLines(headers), '', body ?? '']} />
      <dl className={styles['parts']}>
        <Part term={t.method} text={method} />
        <Part term={t.url} text={url} />
        <Part term={t.headers} text={headerLines(headers).join('\n') || null} empty={t.noHeaders} />
        <Part term={t.body} text={body || null} empty={t.noBody} />
      </dl>
    </>
  );
}

function ResponsePart({ response }: { response: CredentialCheck['response'] }) {
  const t = useMessages(messages);
  const { statusCode, headers, body, message } = response;
  if (statusCode === null) {
    return <p className={styles['none']}>{message ? t.noCodeWhy({ why: message }) : t.noCode}</p>;
  }
  return (
    <>
      <Copy what={t.theResponse} lines={[String(statusCode), ...headerLines(headers), '', body ?? '']} />
      <dl className={styles['parts']}>
        <Part term={t.code} text={String(statusCode)} />
        <Part term={t.headers} text={headerLines(headers).join('\n') || null} empty={t.noHeaders} />
        <Part term={t.body} text={body || null} empty={t.noBody} />
      </dl>
    </>
  );
}

function Copy({ what, lines }: { what: string; lines: string[] }) {
  return (
    <div className={styles['copy']}>
      <CopyButton text={lines.join('\n').trimEnd()} what={what} />
    </div>
  );
}

function headerLines(headers: Record<string, string>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function Part({ term, text, empty }: { term: string; text: string | null; empty?: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text === null ? <span className={styles['none']}>{empty}</span> : <pre dir="ltr">{text}</pre>}</dd>
    </div>
  );
}
