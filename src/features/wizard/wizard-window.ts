/** What is needed of the window or the frame that shows a wizard. */
export interface WizardWindow {
  /** Null for a window of its own; else what the page has to show. */
  readonly frame: HTMLIFrameElement | null;
  readonly closed: boolean;
  close: () => void;
  focus: () => void;
  navigate: (url: string) => void;
  /** Makes a window found again under another name: an activation's, once its instance is known. */
  rename: (name: string) => void;
  /** Says something to whatever page of this origin it shows; to any other, and when it is closed, nothing. */
  tell: (message: unknown, origin: string) => void;
  /** Whether a message came from this very window. */
  isSource: (source: MessageEventSource | null) => boolean;
}

const width = 560;
const height = 760;
const tabKey = 'jackfield.tab';

/**
 * Opens an empty window with a line of text, to be sent to the wizard as soon as its address is known. Must be called
 * within the click itself, before anything is awaited, or browsers block it. Null when it was blocked. Never with
 * `noopener`: the wizard answers through `window.opener`.
 */
export function openWizardWindow(name: string, text: string): WizardWindow | null {
  const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - width) / 2));
  const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - height) / 3));
  const features = `popup=yes,width=${width},height=${height},left=${left},top=${top}`;
  const popup = window.open('', nameInTab(name), features);
  if (!popup || popup.closed) return null;
  writeCover(popup, text);
  return {
    frame: null,
    get closed() {
      return popup.closed;
    },
    close: () => popup.close(),
    focus: () => popup.focus(),
    navigate: (url) => popup.location.replace(url),
    rename: (next) => {
      try {
        popup.name = nameInTab(next);
      } catch {
        // It stands on the wizard's origin already, having been found by this very name.
      }
    },
    tell: (message, origin) => {
      if (!popup.closed) popup.postMessage(message, origin);
    },
    isSource: (source) => source === popup,
  };
}

function nameInTab(name: string): string {
  return `jackfield-${tabId()}-${name}`;
}

/**
 * This tab's own name. It outlives a reload, so that a wizard that is open still is opened in the same window again; and no
 * other tab has it, so that none takes over the window of another.
 */
function tabId(): string {
  try {
    const known = sessionStorage.getItem(tabKey);
    if (known !== null) return known;
    const id = crypto.randomUUID();
    sessionStorage.setItem(tabKey, id);
    return id;
  } catch {
    // Where storage is refused, a window is merely not found again after a reload.
    return crypto.randomUUID();
  }
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
