/** Puts the focus on the page's heading, where a navigation puts it too, or else on its content. Scrolls nothing. */
export function focusPage(): void {
  const content = document.getElementById('content');
  const goal = content?.querySelector<HTMLElement>('h1[tabindex]') ?? content;
  goal?.focus({ preventScroll: true });
}

/** The same where nothing has the focus, because what had it is gone: the next Tab would begin at the top of the page. */
export function focusPageIfLost(): void {
  if (document.activeElement === document.body) focusPage();
}
