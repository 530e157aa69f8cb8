import type { WizardWindow } from './wizard-window.ts';

/**
 * What the vendor's page may do in our frame (HTML standard, the `sandbox` attribute): run its own script as its own
 * origin, send its forms, and open windows that are no longer sandboxed, in which its services ask for permission. It may
 * not lead our page elsewhere. A sandbox with script and origin holds, because that origin is never ours.
 */
const granted = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox';

/** Makes a frame for a wizard, empty and shown nowhere yet. `title` is its name to a screen reader. */
export function createWizardFrame(title: string): WizardWindow {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.setAttribute('sandbox', granted);
  frame.referrerPolicy = 'no-referrer';
  let isClosed = false;
  return {
    frame,
    get closed() {
      return isClosed;
    },
    close: () => {
      isClosed = true;
      frame.remove();
    },
    focus: () => frame.focus(),
    navigate: (url) => {
      if (!isClosed) frame.src = url;
    },
    rename: () => {},
    tell: (message, origin) => frame.contentWindow?.postMessage(message, origin),
    // A frame that is shown nowhere has no window, and a message may have no source.
    isSource: (source) => source !== null && source === frame.contentWindow,
  };
}
