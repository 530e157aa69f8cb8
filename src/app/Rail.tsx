import { Link } from 'react-router-dom';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { useMedia } from '#src/lib/media.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import type { Destination } from './navigation.ts';
import styles from './Rail.module.css';

const messages = i18n('rail', { main: 'Main', more: 'More' });

/** So many stand beside each other on a phone, each wide enough for a thumb and its word. */
const mostOnPhone = 6;

/** The ways to all pages: beside the page, or below it on a phone, where what there is no room for is in a menu. */
export function Rail({ entries, current }: { entries: readonly Destination[]; current: Destination | undefined }) {
  const t = useMessages(messages);
  const isNarrow = useMedia('(max-width: 600px)');
  const hasMenu = isNarrow && entries.length > mostOnPhone;
  const shown = hasMenu ? entries.slice(0, mostOnPhone - 1) : entries;
  const rest = entries.slice(shown.length);
  return (
    <nav className={styles['rail']} aria-label={t.main}>
      {shown.map((entry) => (
        <Link
          key={entry.to}
          to={entry.to}
          className={styles['entry']}
          aria-current={entry === current ? 'page' : undefined}
        >
          <Icon name={entry.icon} />
          <span>{entry.label}</span>
        </Link>
      ))}
      {hasMenu && (
        <span className={styles['more']} data-current={rest.some((entry) => entry === current) || undefined}>
          <MenuButton
            label={t.more}
            variant="plain"
            icon="more"
            entries={() => rest.map(({ key, label, icon, to }) => ({ key, label, icon, to }))}
          >
            {rest.find((entry) => entry === current)?.label ?? t.more}
          </MenuButton>
        </span>
      )}
    </nav>
  );
}
