import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { hasEnded, layOutDeployments } from '../testing/deployments-bed.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ vendors: ['instabase'], isGuarded: false });
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

const listed = z.object({
  deployments: z.object({
    nodes: z.array(
      z.object({
        row: z.object({ id: z.string() }),
        newestJobId: z.string().nullable(),
        newestJobState: z.string().nullable(),
      }),
    ),
  }),
});

/** The one that everybody sees, as this person sees it. */
async function listStatements(caller: Caller) {
  const { data } = await caller.graph(
    '{ deployments(filter: { name: "Bank statements" }) { nodes { row { id } newestJobId newestJobState } } }',
  );
  const [found] = listed.parse(data).deployments.nodes;
  if (!found) throw new Error('the solution is not in the list');
  return found;
}

test('what is everybody’s shows each account the newest of its own jobs, and administrators the newest of all', async () => {
  const [first, second] = [await layOutDeployments(server), await layOutDeployments(server)];
  const { id } = (await listStatements(first.person)).row;
  const newest = async (caller: Caller) => (await listStatements(caller)).newestJobId;
  const runIt = async ({ person, run, watch }: typeof first) => {
    const begun = (await (await run(person, id)).json()) as { operation: { id: string } };
    return (await watch(begun.operation.id, hasEnded, person)).runId;
  };
  const [one, other] = [await runIt(first), await runIt(second)];
  expect([await newest(first.person), await newest(second.person)]).toEqual([one, other]);
  expect([await newest(first.admin), await newest(await server.signIn('tomas'))]).toEqual([other, null]);
  // On the solution's own page as in the list, and the job's page is found in spaces that only the index knows.
  const page = (jobId: string | null) => `{ instance(id: "${id}") { ... on InstabaseInstance {
    deployment { newestJobId } detail { versions { newestJobId } } } } job(instanceId: "${id}", jobId: "${jobId ?? ''}") { id } }`;
  const seen = await first.person.graph<{ job: object | null }>(page(other));
  const deployment = { newestJobId: one };
  expect(seen.data).toEqual({ instance: { deployment, detail: { versions: [deployment] } }, job: null });
  expect((await second.person.graph<{ job: object | null }>(page(other))).data.job).toEqual({ id: other });
  expect((await first.admin.graph<{ job: object | null }>(page(one))).data.job).toEqual({ id: one });
});

test('it learns those that were begun at the vendor itself, and shows an administrator where they are', async () => {
  const { person, admin, owner } = await layOutDeployments(server);
  const { id } = (await listStatements(person)).row;
  const [solution] = (await owner.solutions('owner=IB_DEPLOYED')).filter(({ name }) => name === 'Bank statements');
  const runId = await owner.run(solution?.id ?? '', `${owner.spaces[0] ?? ''}/fs/Instabase Drive/fail`);
  server.clock.advance(60_000);
  const newest = await vi.waitFor(
    async () => {
      const found = await listStatements(person);
      expect(found.newestJobId).toBe(runId);
      return found;
    },
    { timeout: 10_000 },
  );
  expect(newest.newestJobState).toBe('failed');
  const { data } = await admin.graph<{ job: object }>(`{ job(instanceId: "${id}", jobId: "${runId}") { id state } }`);
  expect(data.job).toEqual({ id: runId, state: 'failed' });
  // It says nothing on the solution, whose row everybody shares.
  const row = await server.services.database
    .selectFrom('instances')
    .where('id', '=', id)
    .select('last_run')
    .executeTakeFirst();
  expect(row).toEqual({ last_run: null });
});
