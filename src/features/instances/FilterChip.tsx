import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import styles from './FilterChip.module.css';

const messages = i18n('filterChip', { remove: params<{ what: string }>('{what}, remove this filter') });

/** One thing that a list is narrowed to, and the way to take it back. */
export function FilterChip({ text, onRemove }: { text: string; onRemove: () => void }) {
  const t = useMessages(messages);
  return (
    <button
      type="button"
      className={styles['chip']}
      aria-label={t.remove({ what: text })}
      title={text}
      onClick={onRemove}
    >
      <bdi>{text}</bdi> <span aria-hidden="true">×</span>
    </button>
  );
}
