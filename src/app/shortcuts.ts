import { tinykeys } from 'tinykeys';

/** What the shortcuts of every page do. */
export interface ShortcutActions {
  openPalette: () => void;
  openHelp: () => void;
  /** The keys that lead to a page after `g`. */
  pageKeys: readonly string[];
  goTo: (key: string) => void;
  /** Single keys may be turned off; asked at each press. */
  hasSingleKeys: () => boolean;
}

/** Listens for the shortcuts of every page until the function that it returns is called. */
export function listenForShortcuts(actions: ShortcutActions): () => void {
  const single = (act: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
    if (!actions.hasSingleKeys() || isTakenElsewhere(event)) return;
    act(event);
  };
  return tinykeys(window, {
    '$mod+k': (event) => {
      event.preventDefault();
      if (document.querySelector('[role="dialog"]') === null) actions.openPalette();
    },
    '/': single((event) => {
      const search = document.querySelector<HTMLElement>('main input[type="search"]');
      if (!search) return;
      event.preventDefault();
      search.focus();
    }),
    // By the character: where it stands, and whether Shift is needed for it, differs between keyboards.
    '?': single(actions.openHelp),
    'Shift+?': single(actions.openHelp),
    ...Object.fromEntries(actions.pageKeys.map((key) => [`g ${key}`, single(() => actions.goTo(key))])),
  });
}

/** Typing, menus and dialogs have keys of their own. */
function isTakenElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="menu"]') !== null) return true;
  const { target } = event;
  return target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable]') !== null;
}
