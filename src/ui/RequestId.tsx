import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { CopyButton } from './CopyButton.tsx';
import styles from './RequestId.module.css';

const messages = i18n('requestId', { request: params<{ id: string }>('Request {id}'), what: 'request id' });

const shownLength = 8;

/** The number by which an administrator finds a failed request in the log; the whole of it on hover and when copied. */
export function RequestId({ id }: { id: string }) {
  const t = useMessages(messages);
  return (
    <span className={styles['request']} title={id}>
      {t.request({ id: id.slice(0, shownLength) })}
      <CopyButton text={id} what={t.what} />
    </span>
  );
}
