import { setTimeout as wait } from 'node:timers/promises';
import { type ApiClient, signIn } from '../e2e/support/api-client.ts';
import { percentile } from './bench.ts';

/** What somebody does again and again while a bench goes on. */
const kinds = ['list', 'page', 'enable'] as const;
type Kind = (typeof kinds)[number];

/** How long each took. */
export interface Clicks {
  tookMs: Record<Kind, number[]>;
  failures: string[];
}

/** As a hurried person clicks. */
const betweenClicksMs = 150;

/**
 * Clicks as a person signed in: opens the list, opens an instance's page, which asks the vendor, and turns an instance on or off,
 * which is journalled work. Ends when `until` resolves.
 */
export async function clickUntil(origin: string, demo: string, until: Promise<unknown>): Promise<Clicks> {
  const client = await signIn(origin, demo);
  const clicks: Clicks = { tookMs: { list: [], page: [], enable: [] }, failures: [] };
  const over = new AbortController();
  const noteEnd = () => over.abort();
  void until.then(noteEnd, noteEnd);
  const id = await enabledInstance(client);
  let isEnabled = true;
  for (let count = 0; !over.signal.aborted; count += 1) {
    const kind = kinds[count % kinds.length] ?? 'list';
    const beganAt = performance.now();
    try {
      // oxlint-disable-next-line no-await-in-loop -- one person, one click after the other
      await click(client, kind, id, isEnabled);
      if (kind === 'enable') isEnabled = !isEnabled;
    } catch (error) {
      clicks.failures.push(`${kind}: ${error instanceof Error ? error.message : String(error)}`);
    }
    clicks.tookMs[kind].push(performance.now() - beganAt);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(betweenClicksMs);
  }
  return clicks;
}

async function enabledInstance(client: ApiClient): Promise<string> {
  const { instances } = await client.graph<{ instances: { nodes: { id: string }[] } }>(
    '{ instances(first: 1, filter: { vendor: tray, statuses: [enabled] }) { nodes { id } } }',
  );
  const [first] = instances.nodes;
  if (!first) throw new Error('there is no instance to click on');
  return first.id;
}

async function click(client: ApiClient, kind: Kind, id: string, isEnabled: boolean): Promise<void> {
  if (kind === 'list') {
    await client.graph('{ instances(first: 50) { totalCount nodes { id name status update } } }');
  } else if (kind === 'page') {
    const { instance } = await client.graph<{ instance: { detail: object | null } | null }>(pageQuery, { id });
    if (!instance?.detail) throw new Error('the page shows nothing of the vendor');
  } else {
    const { change } = await client.graph<{ change: { operation: { state: string } } }>(
      isEnabled ? disableMutation : enableMutation,
      { id },
    );
    if (change.operation.state !== 'succeeded') throw new Error(`the work is ${change.operation.state}`);
  }
}

/** As rows of a table: kind, how many, median, p95 and longest. */
export function rowsOf(clicks: Clicks): string[][] {
  return kinds.map((kind) => {
    const tookMs = clicks.tookMs[kind];
    const figures = [percentile(tookMs, 0.5), percentile(tookMs, 0.95), Math.max(0, ...tookMs)];
    return [kind, String(tookMs.length), ...figures.map((figure) => `${Math.round(figure)} ms`)];
  });
}

export function longestMs(clicks: Clicks): number {
  return Math.max(0, ...kinds.flatMap((kind) => clicks.tookMs[kind]));
}

const pageQuery = `query ($id: ID!) { instance(id: $id) { id timeline { action }
  ... on TrayInstance { detail { enabled authSlots { externalId } configSlots { externalId } } } } }`;
const enableMutation = 'mutation ($id: ID!) { change: enableInstance(input: { id: $id }) { operation { id state } } }';
const disableMutation =
  'mutation ($id: ID!) { change: disableInstance(input: { id: $id }) { operation { id state } } }';
