import { focusPage, focusPageIfLost } from '#src/lib/focus-page.ts';
import { placeAfter } from './row-moving.ts';

/** A row that had the focus last, by its instance, and where it stood. */
export interface FocusedRow {
  id: string;
  index: number;
}

/** What the focus must know of the list that it moves in. Asked at each key, as rows come and go. */
export interface FocusedList {
  count: () => number;
  screenful: () => number;
  /** Where an instance stands now; -1 when it is not among the rows that were read. */
  indexOf: (id: string) => number;
  /** Scrolls to a row, so that it is read and drawn. */
  show: (index: number) => void;
  /** Told which row has the focus, so that it is not taken from the page while others come and go. */
  onFocus: (row: FocusedRow) => void;
  hasSingleKeys: () => boolean;
}

export interface RowFocus {
  /** To be called after each change of the rows: gives the focus back where a row was taken from under it. */
  settle: () => void;
  stop: () => void;
}

const focusable = 'a[href], button, input, select';

/** Lets keys move through the rows of a table, and keeps the focus in it whatever happens to them. */
export function followFocus(table: HTMLElement, list: FocusedList): RowFocus {
  /** Where the focus was last, and on which of the row's controls; -1: on the row itself. */
  let last: (FocusedRow & { control: number }) | null = null;
  /** `inside`: the focus is in a row. `elsewhere`: it went to another part of the page, such as a dialog. */
  let place: 'inside' | 'elsewhere' | 'nowhere' = 'nowhere';
  /** The row that a key leads to while it is being read. */
  let awaited: number | null = null;

  const rowAt = (index: number) => table.querySelector<HTMLElement>(`[role="row"][data-index="${index}"]`);

  const onFocusIn = ({ target }: FocusEvent) => {
    const row = rowOf(target);
    if (!row) return;
    const index = Number(row.dataset['index']);
    last = { id: row.dataset['id'] ?? '', index, control: controlsOf(row).findIndex((control) => control === target) };
    place = 'inside';
    awaited = null;
    list.onFocus({ id: last.id, index });
  };

  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node) {
      if (!rowOf(relatedTarget)) place = 'elsewhere';
      return;
    }
    // Browsers tell of a row that is taken away as of one that is left; only afterwards they can be told apart.
    queueMicrotask(() => {
      if (document.hasFocus() && document.activeElement === document.body && target instanceof Node) {
        if (target.isConnected) place = 'nowhere';
      }
    });
  };

  /** A dialog that closes after the row it was opened from is gone gives the focus to nobody. */
  const onFocusOutAnywhere = ({ relatedTarget }: FocusEvent) => {
    if (place === 'elsewhere' && relatedTarget === null) setTimeout(settle);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event.target);
    if (!row || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event, row)) event.preventDefault();
  };

  /** Returns whether the key was one of ours. */
  function act({ key, shiftKey, target }: KeyboardEvent, row: HTMLElement): boolean {
    const from = awaited ?? Number(row.dataset['index']);
    const next = placeAfter(key, from, { count: list.count(), screenful: list.screenful() });
    if (next !== null) {
      goTo(next);
      return true;
    }
    const controls = controlsOf(row);
    const at = controls.findIndex((control) => control === target);
    if (key === 'ArrowRight') {
      controls[Math.min(at + 1, controls.length - 1)]?.focus();
      return true;
    }
    if (key === 'ArrowLeft') {
      (controls[at - 1] ?? row).focus();
      return true;
    }
    if (key === 'Enter' && target === row) {
      row.querySelector<HTMLElement>('a[href]')?.click();
      return true;
    }
    if (key === ' ' && target === row) {
      const box = row.querySelector('input[type="checkbox"]');
      // As a press of it: with Shift, a stretch of rows is meant.
      box?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey }));
      return box !== null;
    }
    if (key === '.' && list.hasSingleKeys()) {
      const menu = row.querySelector<HTMLElement>('button[aria-haspopup="menu"]');
      // The menu gives the focus back to its button when it closes.
      menu?.focus();
      menu?.click();
      return true;
    }
    return false;
  }

  function goTo(index: number): void {
    const row = rowAt(index);
    if (!row) {
      awaited = index;
      list.show(index);
      return;
    }
    row.focus({ preventScroll: true });
    if (index === 0) window.scrollTo(0, 0);
    else row.scrollIntoView({ block: 'nearest' });
  }

  function settle(): void {
    if (awaited !== null) {
      if (rowAt(awaited)) goTo(awaited);
      return;
    }
    if (!last) return;
    const index = list.indexOf(last.id);
    if (index >= 0 && index !== last.index) {
      last.index = index;
      list.onFocus({ id: last.id, index });
    }
    if (place === 'nowhere' || document.activeElement !== document.body) return;
    if (index >= 0 && place === 'elsewhere') return;
    if (list.count() === 0) {
      focusPage();
      return;
    }
    const aim = index >= 0 ? index : Math.min(last.index, list.count() - 1);
    const row = rowAt(aim);
    if (!row) {
      awaited = aim;
      return;
    }
    // Nobody asked to go anywhere: what is read stays where it is.
    const control = index >= 0 ? controlsOf(row)[last.control] : undefined;
    (control ?? row).focus({ preventScroll: true });
  }

  function rowOf(target: EventTarget | null): HTMLElement | null {
    const row = target instanceof Element ? target.closest<HTMLElement>('[role="row"][data-index]') : null;
    return row && table.contains(row) ? row : null;
  }

  table.addEventListener('focusin', onFocusIn);
  table.addEventListener('focusout', onFocusOut);
  table.addEventListener('keydown', onKeyDown);
  document.addEventListener('focusout', onFocusOutAnywhere);
  // The focus may have come before this was loaded.
  if (document.activeElement && rowOf(document.activeElement)) {
    document.activeElement.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  }

  return {
    settle,
    stop: () => {
      table.removeEventListener('focusin', onFocusIn);
      table.removeEventListener('focusout', onFocusOut);
      table.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('focusout', onFocusOutAnywhere);
      // The table went with its last row, and with the focus in it.
      if (place === 'inside') focusPageIfLost();
    },
  };
}

function controlsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(focusable)];
}
