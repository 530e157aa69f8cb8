import { plainProblem } from '#src/api/problem.ts';
import { pause } from '#src/lib/pause.ts';
import { createFlowBook } from './flow-book.ts';
import type { Running } from './flow-book.ts';
import { createCourse, pollMs } from './wizard-course.ts';
import { isOperationOver, isOver } from './wizard-flow.ts';
import type { WizardPlace } from './wizard-flow.ts';
import type { Activation, Preparation, WizardPorts, WizardTarget } from './wizard-ports.ts';

/**
 * The wizards that are open, kept outside React so that they outlive navigation. Nothing here removes, disables or
 * creates anything because a window closed: a window only gives reasons to look.
 */
export function createWizardFlows(ports: WizardPorts) {
  const book = createFlowBook(ports.changed);
  const { flows, find, runningOf, update, begin, settle, guarded, dismiss, clear } = book;
  const { attend, follow } = createCourse(book, ports);

  /** Makes an instance and opens its wizard. To be called within the click. */
  function activate(activation: Activation): void {
    if (find(activation.key)) {
      runningOf(activation.key)?.popup?.focus();
      return;
    }
    const popup = activation.needsNoWizard ? null : ports.openWindow(activation.key, activation.vendor);
    const { key: id, vendor, name } = activation;
    const mine = begin(
      { ...emptyFlow, id, kind: 'activate', vendor, name, phase: 'creating', startedAt: Date.now() },
      popup,
    );
    void guarded(id, mine, async (signal) => {
      let operation = await ports.startActivation(activation);
      while (operation.instanceId === null && !isOperationOver(operation)) {
        if (signal.aborted) return;
        update(id, { operation });
        await pause(pollMs, signal);
        if (signal.aborted) return;
        operation = await ports.readOperation(operation.id);
      }
      if (signal.aborted) return;
      update(id, { operation, instanceId: operation.instanceId });
      ports.changed(operation.instanceId);
      if (operation.instanceId === null || operation.state === 'failed') {
        popup?.close();
        settle(id, { phase: 'failed', problem: operation.problem ?? plainProblem('internal', 'unknown') });
        return;
      }
      if (operation.state !== 'waiting_for_person' && operation.steps.some(({ step }) => step === 'checking')) {
        // Nothing is missing, so that nobody has to do anything: it goes on by itself.
        popup?.close();
        update(id, { phase: 'checking' });
        await follow(id, signal);
        return;
      }
      await connect(id, mine, operation.instanceId);
    });
  }

  /**
   * Opens the wizard of an instance that exists; a second press brings the first one to the front. To be called within the
   * click. Where it was shown in a frame the last time it is again, unless a place is named. `prepare`: what has to be done
   * before the wizard is asked for; where it fails, the window closes and nothing is opened.
   */
  function open(target: WizardTarget, wanted?: WizardPlace, prepare?: Preparation): void {
    const known = flows.get().find((flow) => flow.instanceId === target.instanceId);
    const former = known && runningOf(known.id);
    const place = wanted ?? known?.place ?? 'window';
    if (former?.popup && !former.popup.closed) {
      if (known?.place === place) {
        former.popup.focus();
        return;
      }
      former.popup.close();
    }
    const popup =
      place === 'frame' ? ports.openFrame(target.vendor) : ports.openWindow(target.instanceId, target.vendor);
    const id = known?.id ?? target.instanceId;
    const mine = begin(
      {
        ...emptyFlow,
        ...target,
        id,
        kind: known?.kind ?? 'configure',
        operation: known?.kind === 'activate' ? known.operation : null,
        phase: 'opening',
        place,
        startedAt: Date.now(),
      },
      popup,
    );
    void guarded(id, mine, async (signal) => {
      if (prepare && !(await isPrepared(prepare, signal))) {
        if (signal.aborted) return;
        // Whoever prepared it says why.
        popup?.close();
        dismiss(id);
        return;
      }
      if (!signal.aborted) await connect(id, mine, target.instanceId);
    });
  }

  async function isPrepared(prepare: Preparation, signal: AbortSignal): Promise<boolean> {
    const { problem, operationId } = await prepare();
    if (problem !== null || operationId === null) return problem === null;
    let operation = await ports.readOperation(operationId);
    while (!isOperationOver(operation) && !signal.aborted) {
      await pause(pollMs, signal);
      if (!signal.aborted) operation = await ports.readOperation(operationId);
    }
    return operation.state === 'succeeded';
  }

  async function connect(id: string, mine: Running, instanceId: string): Promise<void> {
    const { popup } = mine;
    if (!popup) {
      update(id, { phase: 'blocked' });
      return;
    }
    update(id, { phase: 'opening' });
    const { wizardSession, url, origin } = await ports.openSession(instanceId);
    if (mine.controller.signal.aborted) return;
    if (!ports.allowedOrigins().includes(origin) || originOf(url) !== origin) {
      popup.close();
      settle(id, { phase: 'failed', problem: plainProblem('vendor_garbled') });
      return;
    }
    mine.watch = attend(id, mine, popup, origin);
    update(id, {
      phase: 'waiting',
      kind: wizardSession.operation?.kind === 'activate' ? 'activate' : 'configure',
      session: wizardSession,
      operation: wizardSession.operation ?? find(id)?.operation ?? null,
    });
    popup.rename(instanceId);
    popup.navigate(url);
  }

  /** Closes a wizard's frame. As with a window, the server is asked how the instance stands, and nothing is undone. */
  function leave(id: string): void {
    const mine = runningOf(id);
    mine?.popup?.close();
    update(id, { isClosed: true });
    mine?.watch?.checkClosed();
  }

  /** Takes an instance that no longer exists off the page. */
  function forget(instanceId: string): void {
    for (const flow of flows.get()) if (flow.instanceId === instanceId) dismiss(flow.id);
  }

  /** The frame in which a flow's wizard is shown; null when it is in a window, or over. */
  const frameOf = (id: string) => runningOf(id)?.popup?.frame ?? null;

  /** Whether a person is in the middle of one. */
  const isAnyOpen = () => flows.get().some((flow) => !isOver(flow));

  return { flows, activate, open, leave, frameOf, isAnyOpen, dismiss, forget, clear };
}

const emptyFlow = {
  instanceId: null,
  place: 'window',
  isReady: false,
  isClosed: false,
  isSilent: false,
  session: null,
  operation: null,
  problem: null,
  validation: null,
  wizardError: null,
} as const;

/** The origin of an address; null when it is none. */
export function originOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}
