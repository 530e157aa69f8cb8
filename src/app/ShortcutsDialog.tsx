import { useStore } from '@nanostores/react';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { singleKeys } from '#src/lib/preferences.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { useDestinations } from './navigation.ts';
import styles from './ShortcutsDialog.module.css';

const messages = i18n('shortcuts', {
  title: 'Keyboard shortcuts',
  palette: 'Search and commands',
  search: 'Search in the list',
  help: 'This help',
  rows: 'In a list: to the next row, the one before',
  ends: 'To the first row, the last one',
  screens: 'A screenful on, back',
  controls: 'Into a row’s buttons, and out again',
  open: 'Open the row',
  rowMenu: 'The row’s menu',
  or: 'or',
  goTo: params<{ page: string }>('Go to {page}'),
  off: 'Single-key shortcuts are off; turn them on in the settings.',
  close: 'Close',
  nextKey: 'then',
});

/** Which keys do what. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  const signedIn = useSignedIn();
  const hasSingleKeys = useStore(singleKeys);
  const modifier = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  const rows = [
    { what: t.palette, keys: [`${modifier} K`] },
    { what: t.search, keys: ['/'] },
    { what: t.help, keys: ['?'] },
    { what: t.rows, keys: ['↓', '↑'], isEither: true },
    { what: t.ends, keys: ['Home', 'End'], isEither: true },
    { what: t.screens, keys: ['Page ↓', 'Page ↑'], isEither: true },
    { what: t.controls, keys: ['→', '←'], isEither: true },
    { what: t.open, keys: ['Enter'] },
    { what: t.rowMenu, keys: ['.'] },
    ...useDestinations(signedIn).map(({ label, shortcut }) => ({
      what: t.goTo({ page: label }),
      keys: ['g', shortcut],
      isEither: false,
    })),
  ];
  return (
    <Dialog
      title={t.title}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" variant="filled">
          {t.close}
        </Button>
      }
    >
      {!hasSingleKeys && <p>{t.off}</p>}
      <dl className={styles['keys']}>
        {rows.map(({ what, keys, isEither }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && ` ${isEither ? t.or : t.nextKey} `}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
