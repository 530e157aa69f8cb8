import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import styles from './JsonTree.module.css';

const messages = i18n('jsonTree', {
  entries: count({ one: '{count} entry', other: '{count} entries' }),
  rest: params<{ count: string }>('and {count} more'),
  emptyObject: 'no entries',
  emptyText: 'empty text',
});

/** More of one list would make the page slow; how many are left out is said. */
const mostEntries = 200;
/** Levels that are unfolded at first. */
const openDepth = 4;

/** What a program handed on, as a tree that folds. Everything in it comes from outside and is shown as text. */
export function JsonTree({ label, content }: { label: string; content: unknown }) {
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['tree']} role="region" aria-label={label} tabIndex={0} dir="ltr">
      {typeof content === 'string' ? <pre dir="auto">{content}</pre> : <Value value={content} depth={0} name={null} />}
    </div>
  );
}

function Value({ value, depth, name }: { value: unknown; depth: number; name: string | null }) {
  const t = useMessages(messages);
  const before = name === null ? null : <span className={styles['key']}>{name}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div className={styles['entry']}>
        {before}
        {value === '' ? <span className={styles['quiet']}>{t.emptyText}</span> : <bdi>{plain(value)}</bdi>}
      </div>
    );
  }
  const entries = Array.isArray(value)
    ? value.map((entry: unknown, index) => [String(index), entry] as const)
    : Object.entries(value);
  if (entries.length === 0) {
    return (
      <div className={styles['entry']}>
        {before}
        <span className={styles['quiet']}>{t.emptyObject}</span>
      </div>
    );
  }
  const left = entries.length - mostEntries;
  return (
    <details open={depth < openDepth}>
      <summary>
        {before}
        <span className={styles['quiet']}>{t.entries(entries.length)}</span>
      </summary>
      <ul className={styles['list']}>
        {entries.slice(0, mostEntries).map(([key, entry]) => (
          <li key={key}>
            <Value value={entry} depth={depth + 1} name={key} />
          </li>
        ))}
        {left > 0 && <li className={styles['quiet']}>{t.rest({ count: formatNumber(left) })}</li>}
      </ul>
    </details>
  );
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
