import { useId } from 'react';
import { i18n, locale, useMessages } from '#src/lib/i18n.ts';
import styles from './OperationProgress.module.css';

const messages = i18n('operationProgress', { progress: 'Progress' });

/** How far a vendor's job is, as a bar with its percentage. `share`: from 0 to 1, as the vendor tells. */
export function OperationProgress({ share }: { share: number }) {
  const t = useMessages(messages);
  const id = useId();
  const shown = Math.min(1, Math.max(0, share));
  return (
    <p className={styles['progress']}>
      <progress aria-label={t.progress} aria-describedby={id} max={1} value={shown} />
      <span id={id}>{new Intl.NumberFormat(locale.get(), { style: 'percent' }).format(shown)}</span>
    </p>
  );
}
