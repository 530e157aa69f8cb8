import { Suspense, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { singleKeys } from '#src/lib/preferences.ts';
import { Button } from '#src/ui/Button.tsx';
import type { Destination } from './navigation.ts';
import type { CommandPaletteProps } from './palette/CommandPalette.tsx';

const messages = i18n('quickAccess', { search: 'Search' });

const CommandPalette = lazyPage<CommandPaletteProps>(
  async () => (await import('./palette/CommandPalette.tsx')).CommandPalette,
);
const ShortcutsDialog = lazyPage<{ onClose: () => void }>(
  async () => (await import('./ShortcutsDialog.tsx')).ShortcutsDialog,
);

/** The button that opens the palette, and the shortcuts of every page. All behind it is loaded when it is needed. */
export function QuickAccess({ destinations }: { destinations: readonly Destination[] }) {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const [opened, setOpened] = useState<'palette' | 'help' | null>(null);
  const goTo = useRef<Readonly<Record<string, () => void>>>({});
  useEffect(() => {
    goTo.current = Object.fromEntries(destinations.map(({ shortcut, to }) => [shortcut, () => void navigate(to)]));
  });

  useEffect(() => {
    let stop = () => {};
    let isGone = false;
    void import('./shortcuts.ts').then(({ listenForShortcuts }) => {
      if (isGone) return;
      stop = listenForShortcuts({
        openPalette: () => setOpened('palette'),
        openHelp: () => setOpened('help'),
        pageKeys: Object.keys(goTo.current),
        goTo: (key) => goTo.current[key]?.(),
        hasSingleKeys: () => singleKeys.get(),
      });
    });
    return () => {
      isGone = true;
      stop();
    };
  }, []);

  const close = () => setOpened(null);
  return (
    <>
      <Button variant="plain" icon="search" iconOnly aria-haspopup="dialog" onClick={() => setOpened('palette')}>
        {t.search}
      </Button>
      <Suspense fallback={null}>
        {opened === 'palette' && <CommandPalette onClose={close} onHelp={() => setOpened('help')} />}
        {opened === 'help' && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </>
  );
}
