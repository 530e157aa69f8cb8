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
  goTo: params<{ page: string }>('Go to {page}'),
  off: 'Single-key shortcuts are off; turn them on in the settings.',
  close: 'Close',
  nextKey: 'then',
});

/** Which keys do what. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  const { person } = useSignedIn();
  const hasSingleKeys = useStore(singleKeys);
  const modifier = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  const rows = [
    { what: t.palette, keys: [`${modifier} K`] },
    { what: t.search, keys: ['/'] },
    { what: t.help, keys: ['?'] },
    ...useDestinations(person).map(({ label, shortcut }) => ({
      what: t.goTo({ page: label }),
      keys: ['g', shortcut],
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
        {rows.map(({ what, keys }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && ` ${t.nextKey} `}
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
