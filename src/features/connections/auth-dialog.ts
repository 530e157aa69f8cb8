import { atom } from 'nanostores';
import { plainProblem, problemOf } from '#src/api/problem.ts';
import { pause } from '#src/lib/pause.ts';
import { originOf } from '#src/features/wizard/wizard-flows.ts';
import type { WizardWindow } from '#src/features/wizard/wizard-window.ts';
import type { AuthDialogAnswer, AuthDialogFlow, AuthDialogTarget } from './auth-dialog-flow.ts';
import { isAuthDialogOpen } from './auth-dialog-flow.ts';
import { parseAuthMessage } from './auth-message.ts';
import type { AuthMessage } from './auth-message.ts';

/** What a dialog needs of the world. */
export interface AuthDialogPorts {
  /** Null when the browser blocked it. Called within the click. */
  openWindow: (name: string) => WizardWindow | null;
  start: (target: AuthDialogTarget) => Promise<{ authDialog: { id: string }; url: string; origin: string }>;
  look: (dialogId: string, authenticationId: string) => Promise<AuthDialogAnswer>;
  /** The origins from which the vendor may answer, as the server configured them. */
  allowedOrigins: () => readonly string[];
}

type FoundListener = (answer: AuthDialogAnswer, target: AuthDialogTarget) => void;

const closedCheckMs = 1000;
const lookAgainMs = 2000;
/** A vendor may answer reads from before the dialog's end for so long. */
const staleReadMs = 30_000;

/** What belongs to one opening and is never shown. */
interface Running {
  popup: WizardWindow;
  controller: AbortController;
  dialogId: string;
  /** It has said how it ended. What it says after that is not news. */
  hasEnded: boolean;
}

/**
 * One auth-only dialog at a time. Its messages are hints: the server says what came of it, and whoever listens decides what
 * to do about that. Only messages of that very window, from the origin that the server named, are heard.
 */
export function createAuthDialog(ports: AuthDialogPorts) {
  const flow = atom<AuthDialogFlow | null>(null);
  const listeners = new Set<FoundListener>();
  let running: Running | null = null;

  const update = (change: Partial<AuthDialogFlow>) => {
    const now = flow.get();
    if (now) flow.set({ ...now, ...change });
  };

  function open(target: AuthDialogTarget): void {
    const now = flow.get();
    if (now && isAuthDialogOpen(now) && isSame(now.target, target) && running && !running.popup.closed) {
      running.popup.focus();
      return;
    }
    release();
    const popup = ports.openWindow('connection');
    flow.set({ target, phase: popup ? 'opening' : 'blocked', problem: null, dialogError: null });
    if (!popup) return;
    const mine: Running = { popup, controller: new AbortController(), dialogId: '', hasEnded: false };
    running = mine;
    void begin(mine, target);
  }

  async function begin(mine: Running, target: AuthDialogTarget): Promise<void> {
    const { signal } = mine.controller;
    try {
      const { authDialog, url, origin } = await ports.start(target);
      if (signal.aborted) return;
      if (!ports.allowedOrigins().includes(origin) || originOf(url) !== origin) {
        fail(mine, { problem: plainProblem('vendor_garbled') });
        return;
      }
      mine.dialogId = authDialog.id;
      attend(mine, origin);
      update({ phase: 'waiting' });
      mine.popup.navigate(url);
    } catch (error) {
      if (!signal.aborted) fail(mine, { problem: problemOf(error) });
    }
  }

  /** Listens to the window and watches whether it is closed, until the opening is let go of. */
  function attend(mine: Running, origin: string): void {
    const { signal } = mine.controller;
    window.addEventListener(
      'message',
      (event) => {
        if (event.origin !== origin || !mine.popup.isSource(event.source)) return;
        const message = parseAuthMessage(event.data);
        if (message) hear(mine, message);
      },
      { signal },
    );
    const timer = setInterval(() => {
      if (!mine.popup.closed) return;
      clearInterval(timer);
      // Advice only: a window that isolates itself looks closed while it is open, so listening goes on.
      if (flow.get()?.phase === 'waiting') update({ phase: 'closed' });
    }, closedCheckMs);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  function hear(mine: Running, message: AuthMessage): void {
    if (mine.hasEnded) return;
    mine.hasEnded = true;
    mine.popup.close();
    if (message.kind === 'finish') {
      update({ phase: 'checking' });
      void look(mine, message.authenticationId);
    } else if (message.kind === 'close') {
      update({ phase: 'closed' });
      release();
    } else {
      fail(mine, { dialogError: message.text ?? '' });
    }
  }

  async function look(mine: Running, authenticationId: string): Promise<void> {
    const { signal } = mine.controller;
    const target = flow.get()?.target;
    try {
      const answer = await lookUntilListed(mine.dialogId, authenticationId, signal);
      if (signal.aborted || !target) return;
      update({ phase: 'found' });
      release();
      for (const tell of listeners) tell(answer, target);
    } catch (error) {
      if (!signal.aborted) fail(mine, { problem: problemOf(error) });
    }
  }

  async function lookUntilListed(
    dialogId: string,
    authenticationId: string,
    signal: AbortSignal,
  ): Promise<AuthDialogAnswer> {
    for (let waitedMs = 0; ; waitedMs += lookAgainMs) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- the next look only when this one found nothing
        return await ports.look(dialogId, authenticationId);
      } catch (error) {
        const isPerhapsLate = problemOf(error).code === 'not_found' && waitedMs < staleReadMs;
        if (!isPerhapsLate || signal.aborted) throw error;
        // oxlint-disable-next-line no-await-in-loop -- paces the looks
        await pause(lookAgainMs, signal);
      }
    }
  }

  function fail(mine: Running, why: Pick<Partial<AuthDialogFlow>, 'problem' | 'dialogError'>): void {
    mine.popup.close();
    update({ phase: 'failed', ...why });
    release();
  }

  /** Lets go of listeners and timers; a window that is open still is left to its own, with nobody to hear it. */
  function release(): void {
    running?.controller.abort();
    running = null;
  }

  return {
    flow,
    /** Opens a dialog. To be called within the click; a second press for the same brings its window to the front. */
    open,
    /** Has a listener told of every dialog that was finished. Returns what takes it back. */
    listen: (listener: FoundListener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** Takes the opening off the page and closes its window. */
    dismiss: () => {
      running?.popup.close();
      release();
      flow.set(null);
    },
  };
}

function isSame(one: AuthDialogTarget, other: AuthDialogTarget): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
