import type { KeyboardEvent } from 'react';

/**
 * Enter takes what the open list of an Autocomplete offers and never sends the form as well: its mark on an option comes
 * a drawing later than the key that moved it, so without this a quick Down, Enter on a slow machine leaves the page.
 */
export function keepEnterInOpenList(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLElement)) return;
  if (event.target.getAttribute('aria-expanded') === 'true') event.preventDefault();
}
