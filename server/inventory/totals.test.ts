import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';

let server: TestServer;
let priya: Caller;
const counts = [0, 1, 100, 101, 200];
let accounts: (Caller & { account: string })[];

beforeAll(async () => {
  server = await startTestServer();
  priya = await server.signIn('priya');
  accounts = await Promise.all(counts.map(() => server.freshAccount()));
  await Promise.all(
    accounts.map(async ({ account }, index) => {
      const tray = await actAtTray(server.trayOrigin, account);
      await tray.createMany(counts[index] ?? 0, `Of ${account}`);
    }),
  );
  // A reading that begins sooner may come from before the accounts existed.
  server.clock.advance(30_000);
  await server.services.sync.readEverything();
}, 120_000);
afterAll(() => server.close());

interface Page {
  instances: {
    nodes: { id: string; name: string }[];
    totalCount: number;
    unfilteredCount: number;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
    outcomes: { state: string }[];
  };
}

const query = `query ($first: Int, $after: String, $offset: Int, $filter: InstanceFilter) {
  instances(first: $first, after: $after, offset: $offset, filter: $filter, sort: { field: name, direction: ascending }) {
    nodes { id name } totalCount unfilteredCount pageInfo { endCursor hasNextPage } outcomes { state }
  }
}`;

async function pageOf(caller: Caller, variables: Record<string, unknown>): Promise<Page['instances']> {
  return (await caller.graph<Page>(query, variables)).data.instances;
}

/** All ids, page after page, by whatever leads from one page to the next. */
async function walk(caller: Caller, variables: Record<string, unknown>, step: 'after' | 'offset'): Promise<string[]> {
  const page = await pageOf(caller, variables);
  const ids = page.nodes.map(({ id }) => id);
  if (!page.pageInfo.hasNextPage) return ids;
  const offset = Number(variables['offset'] ?? 0) + ids.length;
  const next = step === 'after' ? { after: page.pageInfo.endCursor } : { offset };
  return [...ids, ...(await walk(caller, { ...variables, ...next }, step))];
}

describe.each(counts.map((count, index) => ({ count, index })))(
  'an account with $count instances',
  ({ count, index }) => {
    const caller = () => accounts[index] ?? priya;

    test('is counted exactly', async () => {
      const page = await pageOf(caller(), { first: 100 });
      expect([page.totalCount, page.unfilteredCount, page.nodes.length]).toEqual([count, count, Math.min(count, 100)]);
      expect(page.pageInfo.hasNextPage).toBe(count > 100);
      expect(page.outcomes).toEqual([{ state: count === 0 ? 'empty' : 'ok' }]);
    });

    test.each(['after', 'offset'] as const)('is walked by `%s` without losing or repeating any', async (step) => {
      const walks = await Promise.all([walk(caller(), { first: 100 }, step), walk(caller(), { first: 33 }, step)]);
      expect(walks.map((ids) => [ids.length, new Set(ids).size])).toEqual([
        [count, count],
        [count, count],
      ]);
      expect(walks[0]).toEqual(walks[1]);
    });

    test('has nothing beyond its end', async () => {
      const page = await pageOf(caller(), { first: 10, offset: count + 5 });
      expect(page).toMatchObject({ nodes: [], totalCount: count, pageInfo: { hasNextPage: false, endCursor: null } });
    });
  },
);

interface TrayCriteria {
  owner?: string;
  solutionId?: string;
}

/** Tray's own count, asked of it directly with the operator's token. */
async function countAtTray(criteria: TrayCriteria): Promise<number> {
  const answer = await fetch(`${server.trayOrigin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox-master' },
    body: JSON.stringify({
      query: `query ($criteria: SolutionInstanceSearchCriteria) {
        viewer { solutionInstances(criteria: $criteria) { totalCount } } }`,
      variables: { criteria },
    }),
  });
  const { data } = (await answer.json()) as { data: { viewer: { solutionInstances: { totalCount: number } } } };
  return data.viewer.solutionInstances.totalCount;
}

describe('an admin’s totals', () => {
  test('equal Tray’s own, of all, by owner, by solution and by both', async () => {
    const rows = await server.services.database
      .selectFrom('instances')
      .innerJoin('vendor_links', 'vendor_links.account_id', 'instances.account_id')
      .select(['instances.account_id as accountId', 'vendor_account_id as owner', 'template_id as templateId'])
      .distinct()
      .execute();
    const questions = [
      { filter: {}, criteria: {} },
      ...rows.flatMap(({ accountId, owner, templateId }) => [
        { filter: { accountId }, criteria: { owner } },
        { filter: { templateId }, criteria: { solutionId: templateId } },
        { filter: { accountId, templateId }, criteria: { owner, solutionId: templateId } },
      ]),
    ];
    const totals = await Promise.all(
      questions.map(async ({ filter, criteria }) => ({
        ours: (await pageOf(priya, { first: 1, filter })).totalCount,
        theirs: await countAtTray(criteria),
      })),
    );
    expect(totals.length).toBeGreaterThan(30);
    expect(totals.filter(({ ours, theirs }) => ours !== theirs)).toEqual([]);
    expect(totals.filter(({ ours }) => ours === 0)).toEqual([]);
  });
});

describe('a page that is opened while the vendor fails', () => {
  // The read is tried twice more before it counts as failed.
  const patience = { timeout: 5_000 };

  test('keeps its rows, says that and since when, and is well again afterwards', async () => {
    const mine = accounts[1];
    if (!mine) throw new Error('there is no such account');
    const ask = async () => {
      const { data } = await mine.graph<{ instances: Page['instances'] }>(
        '{ instances { nodes { id } totalCount outcomes { state code checkedAt failedSince refreshing } } }',
      );
      return data.instances;
    };
    server.clock.advance(31_000);
    await server.control('PUT', 'faults', [{ match: 'solutionInstances', fault: '500', who: mine.account }]);
    const failed = await vi.waitFor(async () => {
      const page = await ask();
      expect(page.outcomes).toMatchObject([
        { state: 'failed', code: 'vendor_unavailable', failedSince: expect.any(String) },
      ]);
      return page;
    }, patience);
    expect(failed).toMatchObject({ totalCount: 1, nodes: [{}] });
    await server.control('DELETE', 'faults');
    server.clock.advance(6_000);
    await vi.waitFor(async () =>
      expect((await ask()).outcomes).toMatchObject([{ state: 'ok', code: null, failedSince: null }]),
    );
  });

  test('is never an empty list for an account that was not read yet', async () => {
    const fresh = await server.freshAccount();
    await server.control('PUT', 'faults', [{ match: 'solutionInstances', fault: '500', who: fresh.account }]);
    await vi.waitFor(async () => {
      const page = await pageOf(fresh, {});
      expect(page.outcomes).toEqual([{ state: 'failed' }]);
    }, patience);
    await server.control('DELETE', 'faults');
  });
});
