import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type DeploymentsBed,
  folderOf,
  layOutDeployments,
  wantedRun,
} from '#server/gateway/testing/deployments-bed.ts';
import type { InstabaseOwner } from '#server/sandbox/instabase/testing/instabase-owner.ts';
import { everythingIn } from '#server/testing/stored-text.ts';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
let bed: DeploymentsBed;

beforeAll(async () => {
  server = await startTestServer({ vendors: ['instabase'], isGuarded: false });
  await server.services.sync.readEverything();
});
beforeEach(async () => {
  await server.instabase('DELETE', 'faults');
  bed = await layOutDeployments(server);
});
afterAll(() => server.close());

const solutionsOf = (owner: InstabaseOwner) => owner.solutions(`owner=${owner.username}`);
const runsOf = async (owner: InstabaseOwner) => {
  const { body } = await owner.call('GET', '/api/v2/solutions/deployed/jobs?limit=100');
  return runList.parse(body).jobs;
};
const runList = z.object({ jobs: z.array(z.object({ id: z.string(), state: z.string() })) });
const accepted = z.object({ operation: z.object({ id: z.string() }) });
const refused = z.object({
  problem: z.object({ code: z.string(), fields: z.record(z.string(), z.string()).optional() }),
});

async function idOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json();
  return accepted.parse(body).operation.id;
}

async function refusalOf(answer: Response) {
  const body: unknown = await answer.json();
  const { code, fields } = refused.parse(body).problem;
  return { status: answer.status, code, ...(fields ? { fields } : {}) };
}

const fault = (match: string, name: string, more: Record<string, unknown> = {}) =>
  server.instabase('PUT', 'faults', [{ match, fault: name, times: 1, ...more }]);

/** As after a crash at this point: the operation is as the journal had it, and nobody works on it. */
async function asInJournal(id: string, data: Record<string, unknown>, step: 'sending' | 'following' = 'sending') {
  const { database } = server.services;
  const found = await database.selectFrom('operations').where('id', '=', id).select('data').executeTakeFirstOrThrow();
  await database
    .updateTable('operations')
    .set({ data: JSON.stringify({ ...found.data, ...data }), state: 'running', step, ended_at: null })
    .where('id', '=', id)
    .execute();
}

const removal = `mutation ($id: ID!, $name: String!) {
  removeInstance(input: { id: $id, confirmation: $name }) { id operation { id state kind } } }`;

describe('deploying a package', () => {
  test('is followed to its end, and the solution stands in the index when it is told', async () => {
    const operation = await bed.deployed('claims-1.2.0.ibsolution');
    expect(operation).toMatchObject({ kind: 'deploy_package', state: 'succeeded', problem: null });
    expect(operation.steps.map(({ step }) => step)).toEqual(['sending', 'following', 'done']);
    expect(await solutionsOf(bed.owner)).toMatchObject([{ name: 'claims', version: '1.2.0' }]);
    const { data } = await bed.person.graph<{ deployments: { nodes: object[] } }>(
      `{ deployments(filter: { owner: "${bed.owner.username}" }) { nodes { name version row { id name } } } }`,
    );
    expect(data.deployments.nodes).toEqual([
      { name: 'claims', version: '1.2.0', row: { id: operation.instanceId, name: 'claims 1.2.0' } },
    ]);
  });

  test('whose package cannot be read fails with the vendor’s words, though its job is done', async () => {
    const operation = await bed.deployed('broken-1.0.0.ibsolution');
    expect(operation).toMatchObject({ state: 'failed', problem: { code: 'refused', changed: 'nothing' } });
    expect(operation.problem?.vendorMessage).toContain('cannot be read');
  });

  test('whose answer was lost is found by what is new, and not sent again', async () => {
    await fault('POST /api/v2/solutions/deployed', 'reset', { after: true });
    const operation = await bed.deployed('lost-1.0.0.ibsolution');
    expect(operation).toMatchObject({ state: 'succeeded' });
    expect(operation.steps.map(({ step }) => step)).toContain('settling');
    expect(await solutionsOf(bed.owner)).toHaveLength(1);
    const [row] = await server.services.database
      .selectFrom('operations')
      .where('id', '=', operation.id)
      .select('data')
      .execute();
    expect(row?.data.creates).toBe(1);
  });

  test('that never reached the vendor is sent again once it would have shown', async () => {
    await fault('POST /api/v2/solutions/deployed', 'timeout');
    const operation = await bed.deployed('unsent-1.0.0.ibsolution');
    expect(operation).toMatchObject({ state: 'succeeded' });
    expect(await solutionsOf(bed.owner)).toHaveLength(1);
  });

  test('goes on where a process died between the journal and the call, and after the call', async () => {
    const { id } = await bed.begin(bed.admin, '/api/deployments', {
      packagePath: folderOf(bed.owner, 'crash-1.0.0.ibsolution'),
      key: crypto.randomUUID(),
    });
    await bed.watch(id);
    // The vendor did it, and the journal does not know the job's id: as a process leaves it that died just then.
    const { database, clock } = server.services;
    const before = await database.selectFrom('operations').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
    await asInJournal(id, {
      sent: true,
      creates: 1,
      tryingSince: clock.now().toISOString(),
      job: { ...before.data.job, jobId: null },
    });
    await database.updateTable('operations').set({ instance_id: null }).where('id', '=', id).execute();
    expect(await bed.watch(id)).toMatchObject({ state: 'succeeded', instanceId: before.instance_id });
    expect(await solutionsOf(bed.owner)).toHaveLength(1);
  });

  test('makes no account of a mistyped path', async () => {
    const { database } = server.services;
    const accounts = () => database.selectFrom('accounts').select('external_id').orderBy('id').execute();
    const before = await accounts();
    // As at a site where nothing is everybody's yet.
    const none = database.updateTable('deployments').set({ is_public: false }).where('is_public', '=', true);
    const everybodys = await none.returning('instance_id').execute();
    const packagePath = `${bed.owner.username}x/claims/fs/Instabase Drive/broken.ibsolution`;
    const { id } = await bed.begin(bed.admin, '/api/deployments', { packagePath, key: crypto.randomUUID() });
    const ids = everybodys.map((row) => row.instance_id);
    await database.updateTable('deployments').set({ is_public: true }).where('instance_id', 'in', ids).execute();
    expect(await bed.watch(id)).toMatchObject({ state: 'failed' });
    expect(await accounts()).toEqual(before);
  });

  test('is for administrators', async () => {
    const body = { packagePath: folderOf(bed.owner, 'x-1.0.0.ibsolution'), key: crypto.randomUUID() };
    expect(await refusalOf(await bed.person.request('POST', '/api/deployments', body))).toEqual({
      status: 403,
      code: 'owner_only',
    });
    expect(
      await refusalOf(await bed.admin.request('POST', '/api/deployments', { ...body, packagePath: 'a/b/c.zip' })),
    ).toEqual({ status: 400, code: 'bad_input', fields: { packagePath: 'malformed' } });
  });
});

describe('a run', () => {
  let instanceId: string;
  beforeEach(async () => {
    instanceId = (await bed.deployed('claims-1.0.0.ibsolution')).instanceId ?? '';
  });

  test('is followed to its end under an id of ours, and leaves its row as it is', async () => {
    const id = await idOf(await bed.run(bed.person, instanceId));
    const row = () =>
      bed.person.graph<{ instance: { row: object } }>(
        `{ instance(id: "${instanceId}") { row { status operation { kind } } } }`,
      );
    const following = await bed.watch(id, ({ steps }) => steps.some(({ step }) => step === 'following'), bed.person);
    expect(following).toMatchObject({ nextAttemptAt: null, may: [] });
    expect((await row()).data.instance.row).toEqual({ status: 'enabled', operation: null });
    const operation = await bed.watch(id, undefined, bed.person);
    expect(operation).toMatchObject({
      state: 'succeeded',
      progress: 1,
      runEnd: { state: 'complete', reviewUrl: null },
      counts: { errors: 0, recordsWithMessages: 0 },
    });
    const { files, records } = operation.counts ?? {};
    expect(following.counts?.files ?? files).toBe(files);
    expect(records).toBeGreaterThan(0);
    expect(operation.runId).toMatch(/^jackfield-/);
    expect(await runsOf(bed.owner)).toMatchObject([{ id: operation.runId, state: 'COMPLETE' }]);
  });

  test.each([
    ['fail', { state: 'failed', problem: { code: 'refused', changed: 'something' }, runEnd: { state: 'failed' } }],
    ['checkpoint', { state: 'succeeded', problem: null, runEnd: { state: 'needs_person' } }],
    ['cancel', { state: 'stopped', problem: null, runEnd: { state: 'cancelled' } }],
  ])('whose input says %s ends so', async (word, expected) => {
    const answer = await bed.run(bed.person, instanceId, { inputFolder: folderOf(bed.owner, word) });
    const operation = await bed.watch(await idOf(answer), undefined, bed.person);
    expect(operation).toMatchObject(expected);
    const { data } = await bed.person.graph<{ jobs: { nodes: { id: string; row: { id: string } }[] } }>(
      `{ jobs(filter: { instanceIds: ["${instanceId}"] }) { nodes { id row { id } inputFolder } } }`,
    );
    expect(data.jobs.nodes).toEqual([
      { id: operation.runId, row: { id: instanceId }, inputFolder: folderOf(bed.owner, word) },
    ]);
  });

  test('may go on beside another, and beside a change of the same solution', async () => {
    const [one, other] = await Promise.all([bed.run(bed.person, instanceId), bed.run(bed.person, instanceId)]);
    const disabled = await bed.person.graph<{ disableInstance: { operation: { state: string } } }>(
      `mutation { disableInstance(input: { id: "${instanceId}" }) { operation { state } } }`,
    );
    expect(disabled.data.disableInstance.operation.state).toBe('succeeded');
    const ended = await Promise.all([idOf(one), idOf(other)]);
    for (const id of ended) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await bed.watch(id, undefined, bed.person)).endedAt).not.toBeNull();
    }
  });

  test.each([
    ['was lost', 'reset', { after: true }],
    ['never came', 'timeout', {}],
  ])('whose answer %s is found by its id, and done once', async (_what, name, more) => {
    await fault('POST /api/v2/solutions/deployed', name, more);
    const operation = await bed.watch(await idOf(await bed.run(bed.person, instanceId)), undefined, bed.person);
    expect(operation).toMatchObject({ state: 'succeeded' });
    expect(await runsOf(bed.owner)).toMatchObject([{ id: operation.runId }]);
  });

  test('survives answers about its job that say nothing', async () => {
    const id = await idOf(await bed.run(bed.person, instanceId));
    await bed.watch(id, ({ steps }) => steps.some(({ step }) => step === 'following'), bed.person);
    await server.instabase('PUT', 'faults', [{ match: 'GET /api/v1/jobs', fault: '500', times: 3 }]);
    expect(await bed.watch(id, undefined, bed.person)).toMatchObject({ state: 'succeeded', problem: null });
  });

  test('by name finds the newest version, and the operation the solution', async () => {
    const { id } = await bed.begin(bed.person, '/api/runs', {
      ...wantedRun(bed.owner),
      name: 'claims',
      version: null,
      owner: bed.owner.username,
    });
    expect(await bed.watch(id, undefined, bed.person)).toMatchObject({ state: 'succeeded', instanceId });
  });

  test('keeps an account in its own folders, and the rest to administrators', async () => {
    const answer = await bed.run(bed.person, instanceId, {
      inputFolder: `${bed.owner.username}-more/my-repo/x`,
      outputFolder: 'somebody/else/x',
      notifiedEmails: ['anyone@else.example'],
      moreSettings: '{"webhook_config":{}}',
    });
    expect(await refusalOf(answer)).toEqual({
      status: 400,
      code: 'bad_input',
      fields: {
        inputFolder: 'unknown_value',
        outputFolder: 'unknown_value',
        notifiedEmails: 'unknown_value',
        moreSettings: 'unknown_value',
      },
    });
    const byName = { ...wantedRun(bed.owner), name: 'claims', version: null, owner: 'somebody' };
    expect(await refusalOf(await bed.person.request('POST', '/api/runs', byName))).toEqual({
      status: 400,
      code: 'bad_input',
      fields: { owner: 'unknown_value' },
    });
  });

  test('keeps its further settings sealed, and forgets them at its end', async () => {
    const secret = 'a-header-that-opens-doors';
    const moreSettings = JSON.stringify({ webhook_config: { headers: { authorization: secret } } });
    const id = await idOf(await bed.run(bed.admin, instanceId, { moreSettings }));
    expect(await everythingIn(server.services.database)).not.toContain(secret);
    await bed.watch(id);
    const left = server.services.database.selectFrom('operation_values').where('operation_id', '=', id).selectAll();
    expect(await left.execute()).toEqual([]);
  });

  test('asked for twice with one key is one run', async () => {
    const key = crypto.randomUUID();
    const ids = await Promise.all([1, 2].map(async () => idOf(await bed.run(bed.person, instanceId, { key }))));
    expect(new Set(ids).size).toBe(1);
    await bed.watch(ids[0] ?? '', undefined, bed.person);
    expect(await runsOf(bed.owner)).toHaveLength(1);
  });
});

describe('removing a solution', () => {
  let instanceId: string;
  beforeEach(async () => {
    instanceId = (await bed.deployed('claims-1.0.0.ibsolution')).instanceId ?? '';
    // So that the request, which waits for a moment, is answered while the vendor is still at it.
    await fault('DELETE /api/v2/solutions/deployed', 'slow-to-settle', { times: 9 });
  });

  /** Asks for it, and answers while the vendor is still at it. */
  async function remove(): Promise<string> {
    const asked = bed.person.graph<{ removeInstance: { operation: { id: string } } }>(removal, {
      id: instanceId,
      name: 'claims 1.0.0',
    });
    return (await asked).data.removeInstance.operation.id;
  }
  const isInIndex = async () =>
    (
      await server.services.database
        .selectFrom('instances')
        .where('id', '=', instanceId)
        .where('removed_at', 'is', null)
        .select('working')
        .execute()
    ).length > 0;

  test('takes until the vendor’s job is over; asked for twice it is one', async () => {
    const ids = [await remove(), await remove()];
    expect(ids[0]).toBe(ids[1]);
    expect(await isInIndex()).toBe(true);
    const row = await bed.person.graph<{ instance: { row: object } }>(
      `{ instance(id: "${instanceId}") { row { status operation { kind } } } }`,
    );
    expect(row.data.instance.row).toEqual({ status: 'working', operation: { kind: 'remove' } });
    expect(await bed.watch(ids[0] ?? '', undefined, bed.person)).toMatchObject({ kind: 'remove', state: 'succeeded' });
    expect(await isInIndex()).toBe(false);
    expect(await solutionsOf(bed.owner)).toEqual([]);
  }, 30_000);

  test('whose answer was lost is settled, and the row goes once', async () => {
    // Instead of the slow one: of these there is one at a time.
    await fault('DELETE /api/v2/solutions/deployed', 'reset', { after: true });
    expect(await bed.watch(await remove(), undefined, bed.person)).toMatchObject({ state: 'succeeded' });
    expect(await solutionsOf(bed.owner)).toEqual([]);
  }, 30_000);

  test('goes on after a crash between the journal and the call', async () => {
    const id = await remove();
    await asInJournal(id, {
      sent: true,
      job: { kind: 'removal', as: 'owner', jobId: null, runId: null, polls: 0, progress: null },
    });
    expect(await bed.watch(id, undefined, bed.person)).toMatchObject({ state: 'succeeded' });
    expect(await solutionsOf(bed.owner)).toEqual([]);
  }, 30_000);
});
