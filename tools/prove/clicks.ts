import { setTimeout as wait } from 'node:timers/promises';
import { signIn } from '../../e2e/support/api-client.ts';
import { percentile } from './report.ts';

/** How long somebody waited for the answers to their clicks. */
export interface Waited {
  clicks: number;
  p95Ms: number;
  longestMs: number;
}

/** Somebody who works on an instance of their own while much else goes on, one click after the other. */
export interface Clicker {
  /** Has them wait while something is done that takes the server away. */
  pausedWhile: (work: () => Promise<void>) => Promise<void>;
  /** Ends it. Rejects with what went wrong meanwhile. */
  end: () => Promise<Waited>;
}

/** Between two clicks, as of somebody who reads what came. */
const readingMs = 500;

/**
 * Signs a person of the sandbox in who disables, enables and opens an instance, again and again. A click that is not answered as it
 * should be, or a change that is not done when it is answered, is an error.
 */
export async function startClicking(origin: string, demo: string): Promise<Clicker> {
  const client = await signIn(origin, demo);
  const { instances } = await client.graph<{ instances: { nodes: { id: string; vendor: string; status: string }[] } }>(
    '{ instances(first: 100) { nodes { id vendor status } } }',
  );
  const enabled = instances.nodes.find(({ vendor, status }) => vendor === 'tray' && status === 'enabled');
  if (!enabled) throw new Error(`${demo} has no enabled instance`);
  const { id } = enabled;
  const waits: number[] = [];
  const ended = new AbortController();
  let gate: Promise<void> = Promise.resolve();

  async function timed(click: () => Promise<void>): Promise<void> {
    const begunAt = performance.now();
    await click();
    waits.push(performance.now() - begunAt);
  }

  async function change(mutation: string): Promise<void> {
    const { change: done } = await client.graph<{ change: { operation: { state: string } } }>(mutation, { id });
    if (done.operation.state !== 'succeeded') throw new Error(`a click is ${done.operation.state}`);
  }

  async function open(): Promise<void> {
    const { instance } = await client.graph<{ instance: { detail: { enabled: boolean } | null } | null }>(openQuery, {
      id,
    });
    if (instance?.detail == null) throw new Error('the page of an instance came without it');
  }

  const clicks = [() => change(disableMutation), open, () => change(enableMutation), open];

  async function work(): Promise<void> {
    for (let turn = 0; !ended.signal.aborted; turn += 1) {
      const click = clicks[turn % clicks.length] ?? open;
      // Whoever takes the server away waits for the click that is under way, and this for them.
      // oxlint-disable-next-line no-await-in-loop -- one click after the other
      await (gate = gate.then(() => timed(click)));
      // oxlint-disable-next-line no-await-in-loop -- as above
      await wait(readingMs);
    }
  }

  const working = work();
  // Told when it is asked for.
  working.catch(() => {});
  return {
    pausedWhile: (interruption) => (gate = gate.then(interruption)),
    end: async () => {
      ended.abort();
      await working;
      return { clicks: waits.length, p95Ms: percentile(waits, 0.95), longestMs: Math.max(...waits) };
    },
  };
}

const openQuery =
  'query ($id: ID!) { instance(id: $id) { ... on TrayInstance { detail { enabled } } timeline { action } } }';
const disableMutation = 'mutation ($id: ID!) { change: disableInstance(input: { id: $id }) { operation { state } } }';
const enableMutation = 'mutation ($id: ID!) { change: enableInstance(input: { id: $id }) { operation { state } } }';
