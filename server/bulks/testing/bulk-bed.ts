import { randomUUID } from 'node:crypto';
import type { Bulk, BulkAction, BulkItem, BulkOutcome } from '#contract/bulks.ts';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { vi } from 'vitest';

/** Many instances of accounts of their own, and an administrator. */
export interface BulkBed {
  server: TestServer;
  priya: Caller;
  /** The external ids of the accounts. */
  accounts: string[];
  /** The ids of their instances that are enabled, or disabled. */
  idsOf(status: 'enabled' | 'disabled' | 'any'): Promise<string[]>;
  plan(action: BulkAction, selection: unknown): Promise<Bulk>;
  /** Takes a step; throws unless it is answered with a bulk. */
  step(bulk: Pick<Bulk, 'id'>, step: string, body?: unknown): Promise<Bulk>;
  read(bulk: Pick<Bulk, 'id'>): Promise<Bulk>;
  items(bulk: Pick<Bulk, 'id'>, outcome?: BulkOutcome): Promise<BulkItem[]>;
  /** Waits until it is in one of these states. */
  until(bulk: Pick<Bulk, 'id'>, ...states: Bulk['state'][]): Promise<Bulk>;
  /** Which of the accounts' instances are enabled at the vendor itself, by our id. */
  enabledAtVendor(): Promise<Set<string>>;
}

export async function layOutBulkBed(
  size: { instances: number; accounts: number },
  options: Parameters<typeof startTestServer>[0] = {},
): Promise<BulkBed> {
  const server = await startTestServer({ timeoutMs: 15_000, ...options });
  await server.control('POST', 'seed', size);
  await server.services.sync.readEverything();
  server.services.worker.start();
  server.services.bulks.start();
  const priya = await server.signIn('priya');
  const { database } = server.services;

  const rows = () =>
    database
      .selectFrom('instances')
      .innerJoin('accounts', 'accounts.id', 'instances.account_id')
      .where('accounts.external_id', 'like', 'bulk-%')
      .where('removed_at', 'is', null)
      .orderBy('vendor_id')
      .select(['instances.id', 'vendor_id', 'rest_status', 'external_id'])
      .execute();
  const bulkOf = async (response: Response): Promise<Bulk> => {
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    const { bulk }: { bulk: Bulk } = JSON.parse(text);
    return bulk;
  };
  const read: BulkBed['read'] = async ({ id }) => bulkOf(await priya.request('GET', `/api/bulks/${id}`));

  return {
    server,
    priya,
    accounts: [...new Set((await rows()).map((row) => row.external_id))].toSorted(),
    idsOf: async (status) =>
      (await rows()).filter((row) => status === 'any' || row.rest_status === status).map(({ id }) => id),
    plan: async (action, selection) =>
      bulkOf(await priya.request('POST', '/api/bulks', { key: randomUUID(), action, selection })),
    step: async ({ id }, step, body = {}) => bulkOf(await priya.request('POST', `/api/bulks/${id}/${step}`, body)),
    read,
    items: async ({ id }, outcome) => {
      const found: BulkItem[] = [];
      let after: string | null = '0';
      while (after !== null) {
        const query: string = `?after=${after}${outcome === undefined ? '' : `&outcome=${outcome}`}`;
        // oxlint-disable-next-line no-await-in-loop -- each page names the next
        const response = await priya.request('GET', `/api/bulks/${id}/items${query}`);
        // oxlint-disable-next-line no-await-in-loop -- as above
        const page = (await response.json()) as { items: BulkItem[]; next: string | null };
        found.push(...page.items);
        after = page.next;
      }
      return found;
    },
    until: (bulk, ...states) =>
      vi.waitFor(
        async () => {
          const now = await read(bulk);
          if (!states.includes(now.state)) throw new Error(`it is ${now.state}: ${JSON.stringify(now.counts)}`);
          return now;
        },
        { timeout: 60_000, interval: 50 },
      ),
    enabledAtVendor: async () => {
      const known = await rows();
      const enabled = new Set<string>();
      for (const account of new Set(known.map((row) => row.external_id))) {
        // oxlint-disable-next-line no-await-in-loop -- a few accounts
        const owner = await actAtTray(server.trayOrigin, account);
        // oxlint-disable-next-line no-await-in-loop -- as above
        for (const instance of await owner.instances()) if (instance.enabled) enabled.add(instance.id);
      }
      return new Set(known.flatMap((row) => (enabled.has(row.vendor_id) ? [row.id] : [])));
    },
  };
}

/** All of the set. */
export function sizeOf(counts: Bulk['counts']): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
