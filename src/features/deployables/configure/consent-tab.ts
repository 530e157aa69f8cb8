/** A tab for a third party's page. */
export interface ConsentTab {
  navigate: (url: string) => void;
  close: () => void;
}

/**
 * Opens an empty tab, to be sent to the third party's page as soon as its address is known. Must be called within the click
 * itself, before anything is awaited, or browsers block it. Null when it was blocked. Its way back to us is cut off before
 * anything foreign is loaded in it, which `noopener` would do too, but then we could not send it on.
 */
export function openConsentTab(text: string): ConsentTab | null {
  const tab = window.open('', '_blank');
  if (!tab || tab.closed) return null;
  tab.opener = null;
  const line = tab.document.createElement('p');
  line.textContent = text;
  tab.document.title = text;
  tab.document.documentElement.style.colorScheme = 'light dark';
  tab.document.body.replaceChildren(line);
  return { navigate: (url) => tab.location.replace(url), close: () => tab.close() };
}
