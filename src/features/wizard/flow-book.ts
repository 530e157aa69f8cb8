import { atom } from 'nanostores';
import type { LookReason } from '#contract/endpoints/wizard-sessions.ts';
import { problemOf } from '#src/api/problem.ts';
import type { WizardWatch } from './watch-wizard.ts';
import type { WizardFlow } from './wizard-flow.ts';
import type { WizardWindow } from './wizard-window.ts';

/** What belongs to a flow and is never shown: its window, its listeners, and whether it was given up. */
export interface Running {
  popup: WizardWindow | null;
  watch: WizardWatch | null;
  controller: AbortController;
  isLooking: boolean;
  isFollowing: boolean;
  /** The wizard has said how it ended. What it says after that is not news. */
  hasEnded: boolean;
  /** When it said that it is finished. */
  finishedAt: number | null;
  /** Ends the check of a screen that is under way. */
  validation: AbortController | null;
  /** What the wizard said at its end, until the server has taken it. */
  untold: LookReason | null;
}

export type FlowBook = ReturnType<typeof createFlowBook>;

/** Keeps the flows that are shown, and what each of them holds: every flow that ends lets go of all of it. */
export function createFlowBook(changed: (instanceId: string | null) => void) {
  const flows = atom<readonly WizardFlow[]>([]);
  const running = new Map<string, Running>();

  const find = (id: string) => flows.get().find((flow) => flow.id === id);
  const runningOf = (id: string) => running.get(id);

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
      validation: null,
      untold: null,
    };
    running.set(flow.id, mine);
    flows.set([flow, ...flows.get().filter((other) => other.id !== flow.id && other.instanceId !== flow.id)]);
    return mine;
  }

  /** Lets go of window, listeners and timers. A frame is a part of our page and goes with them; a window stays. */
  function release(id: string): void {
    const mine = running.get(id);
    if (!mine) return;
    mine.controller.abort();
    mine.watch?.stop();
    running.delete(id);
    if (!mine.popup?.frame) return;
    mine.popup.close();
    if (find(id)?.isClosed === false) update(id, { isClosed: true });
  }

  /** Ends a flow: shows how, and lets go of what it held. */
  function settle(id: string, change: Partial<WizardFlow>): void {
    update(id, change);
    const mine = running.get(id);
    // The server may have found everything there before the person pressed Finish: the window is closed when they do.
    if (change.phase === 'done' && mine?.watch && mine.popup?.closed === false) mine.watch.stopLooking();
    else release(id);
    changed(find(id)?.instanceId ?? null);
  }

  const isSettled = (id: string) => {
    const flow = find(id);
    return flow === undefined || flow.phase === 'done';
  };

  /** Does work that ends with the flow; its failure ends the flow. */
  async function guarded(id: string, mine: Running, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await work(mine.controller.signal);
    } catch (error) {
      if (mine.controller.signal.aborted) return;
      if (!mine.watch) mine.popup?.close();
      settle(id, { phase: 'failed', problem: problemOf(error) });
    }
  }

  /** Takes a flow off the page. Whatever the server does goes on. */
  function dismiss(id: string): void {
    release(id);
    flows.set(flows.get().filter((flow) => flow.id !== id));
  }

  /** Forgets everything, and closes every window. */
  function clear(): void {
    for (const [id, mine] of running) {
      mine.popup?.close();
      release(id);
    }
    flows.set([]);
  }

  return { flows, find, runningOf, update, begin, release, settle, isSettled, guarded, dismiss, clear };
}
