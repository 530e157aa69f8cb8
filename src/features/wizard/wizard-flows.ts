import { atom } from 'nanostores';
import type { LookReason, WizardSession } from '#contract/endpoints/wizard-sessions.ts';
import { plainProblem, problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { pause } from '#src/lib/pause.ts';
import { watchWizard } from './watch-wizard.ts';
import type { WizardWatch } from './watch-wizard.ts';
import { isOperationOver } from './wizard-flow.ts';
import type { WizardFlow } from './wizard-flow.ts';
import type { Activation, WizardPorts, WizardTarget } from './wizard-ports.ts';
import type { WizardMessage } from './wizard-message.ts';
import type { WizardWindow } from './wizard-window.ts';

/** What belongs to a flow and is never shown: its window, its listeners, and whether it was given up. */
interface Running {
  popup: WizardWindow | null;
  watch: WizardWatch | null;
  controller: AbortController;
  isLooking: boolean;
  isFollowing: boolean;
  /** The wizard has said how it ended. What it says after that is not news. */
  hasEnded: boolean;
  /** When it said that it is finished. */
  finishedAt: number | null;
  /** What the wizard said at its end, until the server has taken it. */
  untold: LookReason | null;
}

const pollMs = 1000;
// A vendor may answer reads from before the finish for so long; what is missing after that is missing.
const staleReadMs = 30_000;
// After the server saw that all is configured, its operation may for a moment still be waiting for the person.
const waitingPollsAllowed = 5;

/**
 * The wizards that are open, kept outside React so that they outlive navigation. Nothing here removes, disables or
 * creates anything because a window closed: a window only gives reasons to look.
 */
export function createWizardFlows(ports: WizardPorts) {
  const flows = atom<readonly WizardFlow[]>([]);
  const running = new Map<string, Running>();

  const find = (id: string) => flows.get().find((flow) => flow.id === id);

  function update(id: string, change: Partial<WizardFlow>): void {
    flows.set(flows.get().map((flow) => (flow.id === id ? { ...flow, ...change } : flow)));
  }

  function begin(flow: WizardFlow, popup: WizardWindow | null): Running {
    release(flow.id);
    const mine: Running = {
      popup,
      watch: null,
      controller: new AbortController(),
      isLooking: false,
      isFollowing: false,
      hasEnded: false,
      finishedAt: null,
      untold: null,
    };
    running.set(flow.id, mine);
    flows.set([flow, ...flows.get().filter((other) => other.id !== flow.id && other.instanceId !== flow.id)]);
    return mine;
  }

  function release(id: string): void {
    const mine = running.get(id);
    if (!mine) return;
    mine.controller.abort();
    mine.watch?.stop();
    running.delete(id);
  }

  /** Ends a flow: shows how, and lets go of window, listeners and timers. */
  function settle(id: string, change: Partial<WizardFlow>): void {
    update(id, change);
    const mine = running.get(id);
    // The server may have found everything there before the person pressed Finish: the window is closed when they do.
    if (change.phase === 'done' && mine?.watch && mine.popup?.closed === false) mine.watch.stopLooking();
    else release(id);
    ports.changed(find(id)?.instanceId ?? null);
  }

  function fail(id: string, error: unknown): void {
    const mine = running.get(id);
    if (mine && !mine.watch) mine.popup?.close();
    settle(id, { phase: 'failed', problem: problemOf(error) });
  }

  /** Makes an instance and opens its wizard. To be called within the click. */
  function activate(activation: Activation): void {
    if (find(activation.key)) {
      running.get(activation.key)?.popup?.focus();
      return;
    }
    const popup = ports.openWindow(`jackfield-${activation.key}`, activation.vendor);
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
      await connect(id, mine, operation.instanceId);
    });
  }

  /** Opens the wizard of an instance that exists; a second press brings the first window to the front. */
  function open(target: WizardTarget): void {
    const known = flows.get().find((flow) => flow.instanceId === target.instanceId);
    const former = known && running.get(known.id);
    if (former?.popup && !former.popup.closed) {
      former.popup.focus();
      return;
    }
    const popup = ports.openWindow(`jackfield-${target.instanceId}`, target.vendor);
    const id = known?.id ?? target.instanceId;
    const mine = begin(
      {
        ...emptyFlow,
        ...target,
        id,
        kind: known?.kind ?? 'configure',
        operation: known?.kind === 'activate' ? known.operation : null,
        phase: 'opening',
        startedAt: Date.now(),
      },
      popup,
    );
    void guarded(id, mine, () => connect(id, mine, target.instanceId));
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
    mine.watch = watchWizard({
      popup,
      origin,
      onMessage: (message) => hear(id, mine, message),
      onClosed: () => {
        update(id, { isClosed: true });
        if (isSettled(id)) release(id);
        else if (!mine.isFollowing && !mine.isLooking) void look(id, mine, mine.untold ?? 'closed');
      },
      onLook: (reason) => {
        if (!mine.isLooking) void look(id, mine, mine.untold ?? reason);
      },
      onQuiet: () => {
        const phase = find(id)?.phase;
        if (phase === 'checking') settle(id, { phase: 'unfinished' });
        else if (popup.closed) release(id);
      },
    });
    update(id, {
      phase: 'waiting',
      kind: wizardSession.operation?.kind === 'activate' ? 'activate' : 'configure',
      session: wizardSession,
      operation: wizardSession.operation ?? find(id)?.operation ?? null,
    });
    popup.navigate(url);
  }

  const isSettled = (id: string) => {
    const flow = find(id);
    return flow === undefined || flow.phase === 'done';
  };

  function hear(id: string, mine: Running, message: WizardMessage): void {
    if (message.kind === 'ready') {
      if (!find(id)?.isReady) update(id, { isReady: true });
      return;
    }
    if (mine.hasEnded) return;
    mine.hasEnded = true;
    mine.popup?.close();
    if (isSettled(id) || mine.isFollowing) {
      if (isSettled(id)) release(id);
      return;
    }
    if (message.kind === 'error') update(id, { wizardError: message.text ?? '' });
    if (message.kind === 'finish') {
      mine.finishedAt = Date.now();
      update(id, { phase: 'checking', isClosed: true });
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
    try {
      const answer = await ports.look(session.id, reason);
      if (isNews) mine.untold = null;
      if (!mine.controller.signal.aborted) judge(id, mine, reason, answer.wizardSession, answer.problem);
    } catch (error) {
      if (mine.controller.signal.aborted) return;
      const problem = problemOf(error);
      if (problem.code === 'not_found' || reason === 'cancel' || reason === 'error')
        settle(id, { phase: 'failed', problem });
      else update(id, { problem });
    } finally {
      mine.isLooking = false;
    }
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

  async function guarded(id: string, mine: Running, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await work(mine.controller.signal);
    } catch (error) {
      if (!mine.controller.signal.aborted) fail(id, error);
    }
  }

  /** Takes a flow off the page. Whatever the server does goes on. */
  function dismiss(id: string): void {
    release(id);
    flows.set(flows.get().filter((flow) => flow.id !== id));
  }

  /** Takes an instance that no longer exists off the page. */
  function forget(instanceId: string): void {
    for (const flow of flows.get()) if (flow.instanceId === instanceId) dismiss(flow.id);
  }

  /** Forgets everything: another person is at the page. */
  function clear(): void {
    for (const [id, mine] of running) {
      mine.popup?.close();
      release(id);
    }
    flows.set([]);
  }

  return { flows, activate, open, dismiss, forget, clear };
}

const emptyFlow = {
  instanceId: null,
  isReady: false,
  isClosed: false,
  session: null,
  operation: null,
  problem: null,
  wizardError: null,
} as const;

function originOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}
