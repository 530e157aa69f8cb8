import { Suspense, useState } from 'react';
import { type BulkAction, bulkActions } from '#contract/bulks.ts';
import { count as counted, i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { useMedia } from '#src/lib/media.ts';
import { Button } from '#src/ui/Button.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import type { BulkSelection } from './bulk-selection.ts';
import { bulkMessages } from './bulk-words.ts';
import type { BulkDialogProps } from './BulkDialog.tsx';
import styles from './BulkBar.module.css';

const messages = i18n('bulkBar', {
  label: 'What to do with the selection',
  selected: counted({ one: '{count} selected', other: '{count} selected' }),
  clear: 'Clear the selection',
  actions: 'Actions',
});

const BulkDialog = lazyPage<BulkDialogProps>(async () => (await import('./BulkDialog.tsx')).BulkDialog);

/** How many instances are selected and what can be done with all of them. Each opens a dialog that says first what would happen. */
export function BulkBar({
  selection,
  count,
  onClear,
}: {
  selection: BulkSelection;
  count: number;
  onClear: () => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(bulkMessages);
  const isNarrow = useMedia('(max-width: 720px)');
  const [action, setAction] = useState<BulkAction | null>(null);
  return (
    <section className={styles['bar']} aria-label={t.label}>
      <output className={styles['count']}>{t.selected(count)}</output>
      {isNarrow ? (
        <MenuButton
          label={t.label}
          size="small"
          entries={() =>
            bulkActions.map((each) => ({ key: each, label: words[each], onSelect: () => setAction(each) }))
          }
        >
          {t.actions}
        </MenuButton>
      ) : (
        <div className={styles['actions']}>
          {bulkActions.map((each) => (
            <Button key={each} size="small" aria-haspopup="dialog" onClick={() => setAction(each)}>
              {words[each]}
            </Button>
          ))}
        </div>
      )}
      <Button size="small" variant="plain" onClick={onClear}>
        {t.clear}
      </Button>
      {action && (
        <Suspense fallback={null}>
          <BulkDialog
            source={{ action, selection, selected: count }}
            onClose={() => setAction(null)}
            onStarted={() => {
              setAction(null);
              onClear();
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
