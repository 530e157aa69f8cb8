/** What is needed of a window that shows a wizard. */
export interface WizardWindow {
  readonly closed: boolean;
  close: () => void;
  focus: () => void;
  navigate: (url: string) => void;
  /** Whether a message came from this very window. */
  isSource: (source: MessageEventSource | null) => boolean;
}

const width = 560;
const height = 760;

/**
 * Opens an empty window with a line of text, to be sent to the wizard as soon as its address is known. Must be called
 * within the click itself, before anything is awaited, or browsers block it. Null when it was blocked. Never with
 * `noopener`: the wizard answers through `window.opener`.
 */
export function openWizardWindow(name: string, text: string): WizardWindow | null {
  const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - width) / 2));
  const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - height) / 3));
  const popup = window.open('', name, `popup=yes,width=${width},height=${height},left=${left},top=${top}`);
  if (!popup || popup.closed) return null;
  writeCover(popup, text);
  return {
    get closed() {
      return popup.closed;
    },
    close: () => popup.close(),
    focus: () => popup.focus(),
    navigate: (url) => popup.location.replace(url),
    isSource: (source) => source === popup,
  };
}

function writeCover(popup: Window, text: string): void {
  try {
    const { document } = popup;
    document.title = text;
    document.documentElement.style.colorScheme = 'light dark';
    const line = document.createElement('p');
    line.textContent = text;
    line.style.font = '14px/22px system-ui, sans-serif';
    line.style.margin = '40vh 0 0';
    line.style.textAlign = 'center';
    document.body.replaceChildren(line);
  } catch {
    // A window of that name may already stand on the wizard's origin, where we cannot write; it is navigated anyway.
  }
}
