import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { findDemoPerson } from '#server/accounts/people.ts';
import { accountsOfEverybody } from '#server/inventory/deployments/public-solutions.ts';
import { findInstance } from '#server/inventory/indexed-instance.ts';
import { changeVisibility } from '#server/operations/deployments/changing-visibility.ts';
import { actAtInstabase } from '#server/sandbox/instabase/testing/instabase-owner.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { VendorError } from '#server/vendors/vendor-error.ts';
import { folderOf, hasEnded, layOutDeployments, wantedRun } from '../testing/deployments-bed.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ vendors: ['instabase'], isGuarded: false });
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

const listed = z.object({
  deployments: z.object({
    totalCount: z.number(),
    unfilteredCount: z.number(),
    authors: z.array(z.string()),
    owners: z.array(z.string()),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    outcomes: z.array(z.object({ vendor: z.string(), state: z.string() })),
    nodes: z.array(
      z.object({
        row: z.object({ id: z.string(), name: z.string() }),
        name: z.string(),
        version: z.string(),
        owner: z.string(),
        state: z.string(),
        visibility: z.string(),
        isPublic: z.boolean(),
        newestJobId: z.string().nullable(),
        newestJobState: z.string().nullable(),
      }),
    ),
  }),
});

const listing = `query ($filter: DeploymentFilter, $sort: DeploymentSort, $first: Int, $after: String) {
  deployments(filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount unfilteredCount authors owners pageInfo { hasNextPage endCursor } outcomes { vendor state }
    nodes { row { id name } name version owner state visibility isPublic newestJobId newestJobState } } }`;

async function list(caller: Caller, variables: Record<string, unknown> = {}) {
  const { data } = await caller.graph(listing, { first: 100, ...variables });
  return listed.parse(data).deployments;
}

describe('the list of deployed solutions', () => {
  test('holds the account’s own and everybody’s, and nobody else’s', async () => {
    const found = await list(await server.signIn('maya'));
    expect(found.owners).toEqual(['IB_DEPLOYED', 'northwind']);
    expect(found).toMatchObject({ totalCount: 14, unfilteredCount: 14 });
    expect(found.nodes.filter(({ isPublic }) => isPublic)).toHaveLength(4);
    const everybodys = await list(await server.signIn('priya'));
    expect(everybodys.owners).toEqual(['archive', 'fabrikam', 'IB_DEPLOYED', 'northwind']);
  });

  test('knows who sees each, which no answer of the vendor says', async () => {
    const found = await list(await server.signIn('maya'));
    const byVisibility = (wanted: string) => found.nodes.filter(({ visibility }) => visibility === wanted).length;
    expect(['public', 'pending_review', 'private', 'unknown'].map(byVisibility)).toEqual([4, 1, 9, 0]);
  });

  test.each([
    [{ state: 'inactive' }, 3],
    [{ name: 'Claims intake' }, 3],
    [{ author: 'jackfield-ops' }, 4],
    [{ owner: 'northwind' }, 10],
    [{ owner: 'fabrikam' }, 0],
    [{ visibility: 'pending_review' }, 1],
    [{ search: 'INVOICE' }, 2],
    [{ search: '%' }, 0],
    [{ name: 'Claims intake', state: 'active' }, 2],
  ])('narrowed by %o has %i', async (filter, count) => {
    const found = await list(await server.signIn('maya'), { filter });
    expect([found.totalCount, found.nodes.length, found.unfilteredCount]).toEqual([count, count, 14]);
  });

  test('sorts versions by their numbers, and its pages hang together', async () => {
    const maya = await server.signIn('maya');
    const sort = { field: 'version', direction: 'descending' };
    const [first] = (await list(maya, { sort })).nodes;
    expect(first?.version).toBe('10.0.2');
    const page = await list(maya, { sort, first: 9 });
    const rest = await list(maya, { sort, first: 9, after: page.pageInfo.endCursor });
    expect([page.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(new Set([...page.nodes, ...rest.nodes].map(({ row }) => row.id)).size).toBe(14);
  });

  test('learns the newest job of what is the account’s own', async () => {
    const maya = await server.signIn('maya');
    await list(maya);
    const nodes = await vi.waitFor(
      async () => {
        const found = (await list(maya)).nodes;
        expect(found.filter(({ newestJobId, isPublic }) => newestJobId !== null && !isPublic)).toHaveLength(8);
        return found;
      },
      { timeout: 10_000 },
    );
    const newest = nodes.find(({ row }) => row.name === 'Invoice reader 2.4.0');
    expect(newest?.newestJobState).toBe('failed');
    const last = await server.services.database
      .selectFrom('instances')
      .where('id', '=', newest?.row.id ?? '')
      .select('last_run')
      .executeTakeFirst();
    expect(last?.last_run).toBe('failed');
  });
});

describe('what is everybody’s', () => {
  async function publicRow(caller: Caller): Promise<string> {
    const found = await list(caller, { filter: { name: 'Bank statements' } });
    return found.nodes[0]?.row.id ?? '';
  }
  const page = (id: string) => `{ instance(id: "${id}") { row { status } ... on InstabaseInstance {
    problemCode deployment { isPublic } timeline { action } detail { mayChange visibility folderPrefixes versions { version } } } } }`;

  test('is shown to the people of a linked account, to run and not to change', async () => {
    const { person, run, watch, owner } = await layOutDeployments(server);
    const id = await publicRow(person);
    const { data } = await person.graph<{ instance: object }>(page(id));
    expect(data.instance).toMatchObject({
      problemCode: null,
      deployment: { isPublic: true },
      detail: {
        mayChange: false,
        visibility: 'public',
        folderPrefixes: owner.prefixes,
        versions: [{ version: '2.0.0' }],
      },
    });
    const changes = ['disableInstance(input: { id: $id })', 'removeInstance(input: { id: $id, confirmation: "x" })'];
    for (const change of changes) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answer = await person.graph(`mutation ($id: ID!) { ${change} { operation { id } } }`, { id });
      expect(answer.errors?.[0]?.extensions.code).toBe('owner_only');
    }
    const visible = await person.request('PUT', `/api/deployments/${id}/visibility`, { visibility: 'private' });
    expect(visible.status).toBe(403);
    const begun = await run(person, id);
    expect(begun.status).toBe(202);
    const { operation } = (await begun.json()) as { operation: { id: string } };
    expect(await watch(operation.id, hasEnded, person)).toMatchObject({ state: 'succeeded', instanceId: id });
    // Nobody else hears who ran it.
    const tomas = await server.signIn('tomas');
    const seen = await tomas.graph<{ instance: { timeline: object[] } }>(page(id));
    expect(seen.data.instance.timeline).toEqual([]);
    const own = await person.graph<{ instance: { timeline: object[] } }>(page(id));
    expect(own.data.instance.timeline).toEqual([{ action: 'instance.run' }]);
  });

  test('does not exist for an account without a link', async () => {
    const { person } = await layOutDeployments(server);
    const id = await publicRow(person);
    const { database } = server.services;
    const account = await database
      .selectFrom('accounts')
      .where('external_id', '=', person.account)
      .select('id')
      .executeTakeFirstOrThrow();
    await database.deleteFrom('vendor_links').where('account_id', '=', account.id).execute();
    expect((await list(person)).nodes).toEqual([]);
    expect((await person.graph<{ instance: null }>(page(id))).data.instance).toBeNull();
    expect((await person.request('POST', `/api/deployments/${id}/runs`, {})).status).toBe(404);
  });

  test('is switched off and on by an administrator, with the operator’s credential', async () => {
    const admin = await server.signIn('priya');
    const id = await publicRow(admin);
    for (const change of ['disableInstance', 'enableInstance']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { data } = await admin.graph<Record<string, { operation: { state: string } }>>(
        `mutation { ${change}(input: { id: "${id}" }) { operation { state } } }`,
      );
      expect(data[change]?.operation.state).toBe('succeeded');
    }
  });
});

describe('who sees a solution', () => {
  test('is asked for by its owner, published by an administrator, and the row moves to everybody', async () => {
    const { person, admin, deployed, run, watch, owner } = await layOutDeployments(server);
    const id = (await deployed('wishes-1.0.0.ibsolution')).instanceId ?? '';
    const put = async (caller: Caller, visibility: string) => {
      const answer = await caller.request('PUT', `/api/deployments/${id}/visibility`, { visibility });
      return { status: answer.status, body: (await answer.json()) as object };
    };
    expect(await put(person, 'pending_review')).toEqual({ status: 200, body: { visibility: 'pending_review' } });
    expect(await put(person, 'public')).toMatchObject({ status: 403, body: { problem: { code: 'owner_only' } } });
    expect(await put(person, 'everybody')).toMatchObject({
      status: 400,
      body: { problem: { fields: { visibility: 'unknown_value' } } },
    });
    const begun = (await (await run(person, id, { inputFolder: folderOf(owner, 'fail') })).json()) as {
      operation: { id: string };
    };
    const { runId } = await watch(begun.operation.id, hasEnded, person);
    expect((await list(person, { filter: { name: 'wishes' } })).nodes).toMatchObject([{ newestJobId: runId }]);
    expect(await put(admin, 'public')).toEqual({ status: 200, body: { visibility: 'public' } });
    const found = await list(person, { filter: { name: 'wishes' } });
    expect(found.nodes).toMatchObject([{ row: { id }, owner: 'IB_DEPLOYED', visibility: 'public', isPublic: true }]);
    expect(await put(person, 'private')).toMatchObject({ status: 403 });
    // How its owner's last job went was the owner's business, and is nobody else's now.
    const seen = await (
      await server.signIn('tomas')
    ).graph<{ deployments: { nodes: object[] } }>(
      '{ deployments(filter: { name: "wishes" }) { nodes { newestJobId newestJobState row { lastRun health } } } }',
    );
    expect(seen.data.deployments.nodes).toEqual([
      { newestJobId: null, newestJobState: null, row: { lastRun: null, health: expect.not.stringMatching('failed') } },
    ]);
  });

  test('and an account stays its own where the row could not be moved', async () => {
    const { deployed } = await layOutDeployments(server);
    const id = (await deployed('unmoved-1.0.0.ibsolution')).instanceId ?? '';
    const { services } = server;
    const adapter = services.adapters.get('instabase');
    const instance = await findInstance(services.database, id);
    const admin = await findDemoPerson(services.database, 'priya');
    if (!adapter || !instance || !admin) throw new Error('nothing is deployed');
    const failing = () => Promise.reject(new VendorError('instabase', 'vendor_unavailable', { wasDone: 'no' }));
    const away = { ...adapter, reader: { ...adapter.reader, readInstance: failing } };
    const context = { ...services, adapters: new Map([['instabase' as const, away]]) };
    const asking = { person: admin, requestId: 'a request' };
    expect(await changeVisibility(context, asking, instance, 'public')).toBe('public');
    expect(await accountsOfEverybody(services.database, 'instabase')).not.toContain(instance.account.id);
    const entries = (await services.audit.ofInstance(id, 50)).filter(
      ({ action }) => action === 'instance.change_visibility',
    );
    expect(entries).toMatchObject([{ outcome: 'done' }]);
  });
});

describe('jobs', () => {
  const jobs = `query ($filter: JobFilter, $offset: Int, $limit: Int) { jobs(filter: $filter, offset: $offset, limit: $limit) {
    mayHaveMore problemFields outcome { state code }
    nodes { id state startedAt { at nanoseconds } durationNanoseconds row { name } } } }`;
  interface JobPage {
    jobs: {
      mayHaveMore: boolean;
      problemFields: string[];
      outcome: { state: string; code: string | null };
      nodes: { id: string; startedAt: { at: string; nanoseconds: string } }[];
    };
  }

  test('of an owner of very many spaces are shown once the spaces are named, and never those of others', async () => {
    const { person, owner, deployed, run, watch } = await layOutDeployments(server);
    const id = (await deployed('many-1.0.0.ibsolution')).instanceId ?? '';
    const begun = (await (await run(person, id)).json()) as { operation: { id: string } };
    await watch(begun.operation.id, hasEnded, person);
    await owner.ownSpaces(901);
    const without = await person.graph<JobPage>(jobs, { filter: { instanceIds: [id] } });
    expect(without.data.jobs).toMatchObject({
      problemFields: ['spaces'],
      outcome: { state: 'failed', code: 'bad_input' },
      nodes: [],
    });
    const named = await person.graph<JobPage>(jobs, { filter: { spaces: owner.spaces.slice(0, 1) } });
    expect(named.data.jobs).toMatchObject({
      problemFields: [],
      nodes: [{ state: 'complete', row: { name: 'many 1.0.0' } }],
    });
    const [job] = named.data.jobs.nodes;
    // To the nanosecond, and the same moment as the ISO one.
    expect(BigInt(job?.startedAt.nanoseconds ?? '0') / 1_000_000n).toBe(BigInt(Date.parse(job?.startedAt.at ?? '')));
    const foreign = await person.graph<JobPage>(jobs, { filter: { spaces: ['northwind/claims'] } });
    expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'bad_input', fields: { spaces: 'unknown_value' } });
    // The job is found all the same, by the folder that the journal knows.
    const one = await person.graph<{ job: object }>(
      `{ job(instanceId: "${id}", jobId: "${job?.id ?? ''}") { id state inputFolder reviewUrl } }`,
    );
    expect(one.data.job).toMatchObject({ id: job?.id, state: 'complete', inputFolder: wantedRun(owner).inputFolder });
  });

  test('ten thousand of them come page by page, each once', async () => {
    const { person, owner, deployed } = await layOutDeployments(server);
    const id = (await deployed('busy-1.0.0.ibsolution')).instanceId ?? '';
    const [solution] = await owner.solutions(`owner=${owner.username}`);
    await owner.addRuns(solution?.id ?? '', 10_000);
    const ids = new Set<string>();
    for (const offset of [0, 100, 9_900, 10_000]) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const { data } = await person.graph<JobPage>(jobs, { filter: { instanceIds: [id] }, offset, limit: 100 });
      expect(data.jobs.mayHaveMore).toBe(offset < 10_000);
      for (const node of data.jobs.nodes) ids.add(node.id);
    }
    expect(ids.size).toBe(300);
  });

  test.each([{ limit: 0 }, { limit: 101 }, { offset: -1 }, { filter: { accountId: 'x' } }])(
    '%o is refused beside its field',
    async (variables) => {
      const answer = await (await server.signIn('maya')).graph<JobPage>(jobs, variables);
      expect(answer.errors?.[0]?.extensions.code).toBe('bad_input');
    },
  );

  test('an administrator sees those of the account that is named, and else the operator’s own', async () => {
    const admin = await server.signIn('priya');
    const northwind = await actAtInstabase(server.instabaseOrigin ?? '', 'northwind');
    const account = await server.services.database
      .selectFrom('accounts')
      .where('external_id', '=', 'northwind')
      .select('id')
      .executeTakeFirstOrThrow();
    const { data } = await admin.graph<JobPage>(jobs, { filter: { accountId: account.id }, limit: 100 });
    const { body } = await northwind.call('GET', '/api/v2/solutions/deployed/jobs?limit=100');
    const own = z.object({ jobs: z.array(z.object({ id: z.string() })) }).parse(body).jobs;
    expect(data.jobs.nodes.map(({ id }) => id).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
  });
});
