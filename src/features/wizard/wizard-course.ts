import type { LookReason, WizardSession } from '#contract/endpoints/wizard-sessions.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { pause } from '#src/lib/pause.ts';
import type { FlowBook, Running } from './flow-book.ts';
import { watchWizard } from './watch-wizard.ts';
import type { WizardWatch } from './watch-wizard.ts';
import { isOperationOver } from './wizard-flow.ts';
import type { WizardMessage } from './wizard-message.ts';
import type { WizardPorts } from './wizard-ports.ts';
import type { WizardWindow } from './wizard-window.ts';

export const pollMs = 1000;
// A vendor may answer reads from before the finish for so long; what is missing after that is missing.
const staleReadMs = 30_000;
// After the server saw that all is configured, its operation may for a moment still be waiting for the person.
const waitingPollsAllowed = 5;

/**
 * What happens from the moment a wizard is on show: what it says and what becomes of its window are reasons to ask the
 * server, and only the server's answers move a flow on.
 */
export function createCourse(book: FlowBook, ports: WizardPorts) {
  const { find, update, release, settle, isSettled, guarded } = book;

  /** Listens to the wizard in this window, whose messages count from this origin only. */
  function attend(id: string, mine: Running, popup: WizardWindow, origin: string): WizardWatch {
    return watchWizard({
      popup,
      origin,
      onMessage: (message) => {
        if (message.kind === 'validate') void validate(id, mine, (answer) => popup.tell(answer, origin), message.data);
        else hear(id, mine, message);
      },
      onClosed: () => {
        update(id, { isClosed: true, isSilent: false, validation: null });
        if (isSettled(id)) release(id);
        else if (!mine.isFollowing) {
          // A frame that goes gives our page the focus, which is a reason to look by itself, a moment before.
          mine.untold ??= 'closed';
          if (!mine.isLooking) void look(id, mine, mine.untold);
        }
      },
      onLook: (reason) => {
        if (!mine.isLooking) void look(id, mine, mine.untold ?? reason);
      },
      // Somebody who comes back makes it look again.
      onQuiet: () => {
        if (find(id)?.phase === 'checking' && !mine.isFollowing) update(id, { phase: 'unfinished' });
      },
      // A window of its own shows what is wrong with it; a frame stays empty.
      onSilent: () => {
        if (popup.frame) update(id, { isSilent: true });
      },
    });
  }

  /**
   * Answers a wizard that waits to have a screen checked, whatever it told: at once that it is under way, then what came of
   * it. Of two checks the newest alone is answered; one that is given up here is answered too, so that no wizard waits on.
   */
  async function validate(id: string, mine: Running, tell: (answer: unknown) => void, told: unknown): Promise<void> {
    const sessionId = find(id)?.session?.id;
    mine.validation?.abort();
    const checking = new AbortController();
    mine.validation = checking;
    const abort = () => checking.abort();
    mine.controller.signal.addEventListener('abort', abort);
    tell(validationAnswer({ inProgress: true }));
    update(id, { validation: 'checking' });
    const { errors, isUnchecked } = sessionId
      ? await ports.validate(sessionId, told, checking.signal)
      : { errors: {}, isUnchecked: true };
    mine.controller.signal.removeEventListener('abort', abort);
    if (mine.validation !== checking) return;
    mine.validation = null;
    tell(validationAnswer({ inProgress: false, errors }));
    update(id, { validation: isUnchecked ? 'unchecked' : null });
  }

  function hear(id: string, mine: Running, message: Exclude<WizardMessage, { kind: 'validate' }>): void {
    if (message.kind === 'ready') {
      if (!find(id)?.isReady) update(id, { isReady: true, isSilent: false });
      return;
    }
    if (mine.hasEnded) return;
    mine.hasEnded = true;
    mine.popup?.close();
    update(id, { isClosed: true, isSilent: false, validation: null });
    if (isSettled(id) || mine.isFollowing) {
      if (isSettled(id)) release(id);
      return;
    }
    if (message.kind === 'error') update(id, { wizardError: message.text ?? '' });
    if (message.kind === 'finish') {
      mine.finishedAt = Date.now();
      update(id, { phase: 'checking' });
    }
    void look(id, mine, message.kind);
  }

  async function look(id: string, mine: Running, reason: LookReason): Promise<void> {
    const session = find(id)?.session;
    // One look at a time; only what the wizard itself said is worth a second one beside it.
    const isNews = reason === 'finish' || reason === 'cancel' || reason === 'error';
    if (!session || (mine.isLooking && !isNews)) return;
    mine.isLooking = true;
    if (isNews) mine.untold = reason;
    let isTold = false;
    try {
      const answer = await ports.look(session.id, reason);
      if (mine.untold === reason) mine.untold = null;
      if (mine.controller.signal.aborted) return;
      judge(id, mine, reason, answer.wizardSession, answer.problem);
      isTold = true;
    } catch (error) {
      if (mine.controller.signal.aborted) return;
      const problem = problemOf(error);
      if (problem.code === 'not_found' || reason === 'cancel' || reason === 'error')
        settle(id, { phase: 'failed', problem });
      else update(id, { problem });
    } finally {
      mine.isLooking = false;
    }
    const isOver = mine.isFollowing || mine.controller.signal.aborted;
    if (isTold && !isOver && mine.untold === 'closed') await look(id, mine, 'closed');
  }

  function judge(
    id: string,
    mine: Running,
    reason: LookReason,
    session: WizardSession,
    problem: ClientProblem | null,
  ): void {
    update(id, { session, problem, operation: session.operation ?? find(id)?.operation ?? null });
    if (session.state === 'configured') {
      if (mine.isFollowing) return;
      mine.isFollowing = true;
      mine.watch?.stopLooking();
      update(id, { phase: 'checking' });
      void guarded(id, mine, (signal) => follow(id, signal));
      return;
    }
    const outcome = session.state === 'unchanged' ? 'unchanged' : 'unfinished';
    if (reason === 'cancel' || reason === 'error') settle(id, { phase: reason === 'error' ? 'failed' : outcome });
    else if (reason === 'finish' && session.state === 'unchanged') settle(id, { phase: 'unchanged' });
    // The window is gone, but a finish may still come from one that only looks closed: listening goes on.
    else if (reason === 'closed') update(id, { phase: outcome });
    else if (mine.finishedAt !== null && Date.now() - mine.finishedAt >= staleReadMs) update(id, { phase: outcome });
    ports.changed(session.instanceId);
  }

  /** Watches the server's work after the wizard until it is over. */
  async function follow(id: string, signal: AbortSignal): Promise<void> {
    let waitingPolls = 0;
    let operation = find(id)?.operation ?? null;
    while (operation && !isOperationOver(operation)) {
      if (operation.state === 'waiting_for_person' && ++waitingPolls > waitingPollsAllowed) {
        settle(id, { phase: 'unfinished' });
        return;
      }
      ports.changed(operation.instanceId);
      await pause(pollMs, signal);
      if (signal.aborted) return;
      operation = await ports.readOperation(operation.id);
      if (signal.aborted) return;
      update(id, { operation });
    }
    settle(
      id,
      operation && operation.state !== 'succeeded'
        ? { phase: 'failed', problem: operation.problem }
        : { phase: 'done', problem: null },
    );
  }

  return { attend, follow };
}

function validationAnswer(data: { inProgress: true } | { inProgress: false; errors: Record<string, string> }) {
  return { type: 'tray.configPopup.client.validation', data };
}
