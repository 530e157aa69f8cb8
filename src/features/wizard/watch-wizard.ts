import type { LookReason } from '#contract/endpoints/wizard-sessions.ts';
import { parseWizardMessage } from './wizard-message.ts';
import type { WizardMessage } from './wizard-message.ts';
import type { WizardWindow } from './wizard-window.ts';

const closedCheckMs = 1000;
const lookMs = 3000;
/** How long we ask on our own after the opening, and again after each return to our page. */
export const lookForMs = 120_000;
/** A wizard that has not said `ready` for so long does not show; a browser tells nobody that it refused a frame. */
export const silentMs = 15_000;

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
  /** Nothing readable came from it since the opening. */
  onSilent: () => void;
}

export interface WizardWatch {
  /** Looks now whether the window is closed, instead of within a second. */
  checkClosed: () => void;
  /** Ends the looking and goes on listening, so that the window can still be closed by its `finish`. */
  stopLooking: () => void;
  /** Removes every listener and timer. */
  stop: () => void;
}

/** Listens to a wizard's window and reminds to look at the instance while it is open. */
export function watchWizard(watch: Watch): WizardWatch {
  let isLooking = true;
  let lookUntil = 0;
  let lookTimer: ReturnType<typeof setInterval> | undefined;

  const silentTimer = setTimeout(watch.onSilent, silentMs);

  const onMessage = (event: MessageEvent) => {
    if (event.origin !== watch.origin || !watch.popup.isSource(event.source)) return;
    const message = parseWizardMessage(event.data);
    if (!message) return;
    clearTimeout(silentTimer);
    watch.onMessage(message);
  };

  const checkClosed = () => {
    if (!watch.popup.closed) return;
    clearInterval(closedTimer);
    clearTimeout(silentTimer);
    watch.onClosed();
  };
  const closedTimer = setInterval(checkClosed, closedCheckMs);

  const lookForAWhile = () => {
    lookUntil = Date.now() + lookForMs;
    lookTimer ??= setInterval(() => {
      if (Date.now() <= lookUntil) {
        watch.onLook('interval');
        return;
      }
      stopTimer();
      watch.onQuiet();
    }, lookMs);
  };
  const stopTimer = () => {
    clearInterval(lookTimer);
    lookTimer = undefined;
  };

  const onReturn = () => {
    if (!isLooking || document.visibilityState === 'hidden') return;
    lookForAWhile();
    watch.onLook('focus');
  };

  lookForAWhile();
  window.addEventListener('message', onMessage);
  window.addEventListener('focus', onReturn);
  document.addEventListener('visibilitychange', onReturn);

  const stopLooking = () => {
    isLooking = false;
    stopTimer();
  };
  return {
    checkClosed,
    stopLooking,
    stop: () => {
      stopLooking();
      clearTimeout(silentTimer);
      clearInterval(closedTimer);
      window.removeEventListener('message', onMessage);
      window.removeEventListener('focus', onReturn);
      document.removeEventListener('visibilitychange', onReturn);
    },
  };
}
