import type { LookReason } from '#contract/endpoints/wizard-sessions.ts';
import { parseWizardMessage } from './wizard-message.ts';
import type { WizardMessage } from './wizard-message.ts';
import type { WizardWindow } from './wizard-window.ts';

const closedCheckMs = 1000;
const lookMs = 3000;
/** How long we ask on our own after the opening, and again after each return to our page. */
export const lookForMs = 120_000;

interface Watch {
  popup: WizardWindow;
  /** The only origin whose messages count. */
  origin: string;
  onMessage: (message: WizardMessage) => void;
  /** The window seems closed. Advice only: a wizard that isolates itself looks closed while it is open. */
  onClosed: () => void;
  onLook: (reason: Extract<LookReason, 'focus' | 'interval'>) => void;
  /** Nobody came back for two minutes; asking by ourselves ends until somebody does. */
  onQuiet: () => void;
}

export interface WizardWatch {
  /** Ends the looking and goes on listening, so that the window can still be closed by its `finish`. */
  stopLooking: () => void;
  /** Removes every listener and timer. */
  stop: () => void;
}

/** Listens to a wizard's window and reminds to look at the instance while it is open. */
export function watchWizard(watch: Watch): WizardWatch {
  let wasClosed = false;
  let isLooking = true;
  let lookUntil = Date.now() + lookForMs;
  let isQuiet = false;

  const onMessage = (event: MessageEvent) => {
    if (event.origin !== watch.origin || !watch.popup.isSource(event.source)) return;
    const message = parseWizardMessage(event.data);
    if (message) watch.onMessage(message);
  };

  const closedTimer = setInterval(() => {
    if (wasClosed || !watch.popup.closed) return;
    wasClosed = true;
    watch.onClosed();
  }, closedCheckMs);

  const lookTimer = setInterval(() => {
    if (!isLooking) return;
    if (Date.now() <= lookUntil) {
      watch.onLook('interval');
    } else if (!isQuiet) {
      isQuiet = true;
      watch.onQuiet();
    }
  }, lookMs);

  const onReturn = () => {
    if (!isLooking || document.visibilityState === 'hidden') return;
    lookUntil = Date.now() + lookForMs;
    isQuiet = false;
    watch.onLook('focus');
  };

  window.addEventListener('message', onMessage);
  window.addEventListener('focus', onReturn);
  document.addEventListener('visibilitychange', onReturn);

  return {
    stopLooking: () => {
      isLooking = false;
      clearInterval(lookTimer);
    },
    stop: () => {
      isLooking = false;
      clearInterval(closedTimer);
      clearInterval(lookTimer);
      window.removeEventListener('message', onMessage);
      window.removeEventListener('focus', onReturn);
      document.removeEventListener('visibilitychange', onReturn);
    },
  };
}
