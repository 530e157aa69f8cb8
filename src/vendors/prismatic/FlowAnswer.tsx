import { Link } from 'react-router-dom';
import type { FlowTestResponse } from '#contract/endpoints/runs.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import styles from './FlowTestDialog.module.css';

const messages = i18n('prismaticFlowAnswer', {
  title: params<{ code: string }>('It answered {code}'),
  untold: 'It was started; what it answered is not told',
  toRun: 'Open its run',
  noRun: 'Prismatic did not say which run it was; it is among the newest.',
  headers: 'Headers',
  body: 'Body',
  none: 'None',
  empty: 'Empty',
});

/** What a flow answered to a test, as it came from outside: shown as text. */
export function FlowAnswer({
  instanceId,
  answer: { statusCode, headers, body, runId },
  onLeave,
}: {
  instanceId: string;
  answer: FlowTestResponse;
  onLeave: () => void;
}) {
  const t = useMessages(messages);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <section className={styles['answer']}>
      <h3>{statusCode === null ? t.untold : t.title({ code: String(statusCode) })}</h3>
      {runId === null ? (
        <p className={styles['quiet']}>{t.noRun}</p>
      ) : (
        <p>
          <Link to={paths.instanceRun.to(instanceId, runId)} onClick={onLeave}>
            {t.toRun}
          </Link>
        </p>
      )}
      <dl className={styles['parts']}>
        <div>
          <dt>{t.body}</dt>
          <dd>{body ? <pre dir="auto">{body}</pre> : <span className={styles['quiet']}>{t.empty}</span>}</dd>
        </div>
        <div>
          <dt>{t.headers}</dt>
          <dd>
            {lines.length > 0 ? (
              <pre dir="ltr">{lines.join('\n')}</pre>
            ) : (
              <span className={styles['quiet']}>{t.none}</span>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
