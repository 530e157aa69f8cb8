import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { leaveAt, restarted } from '../testing/after-crash.ts';
import { ask, type FormBed, hasEnded, isWaiting, prepareFormBed, startFormServer } from '../testing/form-bed.ts';

let server: TestServer;
let bed: FormBed;
beforeAll(async () => {
  server = await startFormServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  bed = await prepareFormBed(server);
});

const stepsOf = ({ steps }: { steps: { step: string }[] }) => steps.map(({ step }) => step);
const inOslo = [{ key: 'Warehouse', value: 'Oslo' }];
const inBergen = [{ key: 'Warehouse', value: 'Bergen' }];

describe('deploying', () => {
  test('puts stored values to work', async () => {
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    await bed.put(instanceId, inBergen);
    expect(await bed.form(instanceId)).toMatchObject({ hasUndeployedChanges: true });
    const { body } = await bed.deploy(instanceId);
    const ended = await bed.watch(body.operation.id, hasEnded);
    expect(ended).toMatchObject({ kind: 'deploy', state: 'succeeded' });
    expect(stepsOf(ended)).toEqual(['deploying', 'done']);
    expect(await bed.form(instanceId)).toMatchObject({ hasUndeployedChanges: false });
  });

  test('asked for in two tabs is one operation', async () => {
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    await server.services.worker.stop();
    const [one, other] = await Promise.all([bed.deploy(instanceId), bed.deploy(instanceId)]);
    expect([one.status, other.status]).toEqual([202, 202]);
    expect(one.body.operation.id).toBe(other.body.operation.id);
    const late = await bed.deploy(instanceId);
    expect(late.body.operation.id).toBe(one.body.operation.id);
    server.services.worker.start();
    expect(await bed.watch(one.body.operation.id, hasEnded)).toMatchObject({ state: 'succeeded' });
  });

  test('of a set-up that waits, in two tabs, takes it on once', async () => {
    const { id, instanceId } = await bed.unfinished('Inventory sync', 'Stock', 1);
    await server.services.worker.stop();
    const answers = await Promise.all([bed.deploy(instanceId), bed.deploy(instanceId)]);
    expect(answers.map(({ body }) => body.operation.id)).toEqual([id, id]);
    server.services.worker.start();
    await bed.watch(id, isWaiting);
  });

  test('goes on as whoever asks now, and is theirs in the log of audit', async () => {
    const { id, instanceId } = await bed.unfinished('Inventory sync', 'Stock', 1);
    await bed.put(instanceId, [...inOslo, { key: 'SFTP', inputs: credentials }]);
    // From here on the owner's own credential is good for nothing.
    await bed.fault('deployInstance', '403', { times: 1 });
    await bed.deploy(instanceId);
    expect(await bed.watch(id, hasEnded)).toMatchObject({ state: 'failed', problem: { code: 'vendor_forbidden' } });
    const again = await ask<{ operation: { id: string } }>(bed.admin, 'POST', `/operations/${id}/retry`);
    expect(await bed.watch(again.body.operation.id, hasEnded)).toMatchObject({
      state: 'succeeded',
      personName: 'Priya Nair',
    });
    const other = await bed.unfinished('Inventory sync', 'More stock', 1);
    await bed.put(other.instanceId, [...inOslo, { key: 'SFTP', inputs: credentials }]);
    await bed.deploy(other.instanceId, bed.admin);
    expect(await bed.watch(other.id, hasEnded)).toMatchObject({ state: 'succeeded', personName: 'Priya Nair' });
    const [note] = await server.services.audit.ofInstance(other.instanceId, 1);
    expect(note).toMatchObject({ action: 'instance.activate', outcome: 'done', personName: 'Priya Nair' });
  });
});

const credentials = [
  { name: 'host', value: 'sftp.example.com' },
  { name: 'username', value: 'stock' },
  { name: 'password', value: 'not-a-real-one' },
];

describe('each way in which Prismatic says no', () => {
  const deployAgain = async () => {
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    await bed.put(instanceId, inBergen);
    return instanceId;
  };
  const endOf = async (instanceId: string) => {
    const { body } = await bed.deploy(instanceId);
    return bed.watch(body.operation.id, hasEnded);
  };

  test('a field of the payload: the words stand beside what they are about, and the work has changed nothing', async () => {
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    await bed.put(instanceId, [{ key: 'SFTP', inputs: [{ name: 'password', value: null }] }]);
    expect(await endOf(instanceId)).toMatchObject({
      state: 'failed',
      problem: {
        code: 'missing_values',
        changed: 'nothing',
        vendor: 'prismatic',
        instance: { id: instanceId, name: 'Stock' },
        refusals: [{ about: 'whole', messages: [expect.stringContaining('SFTP')] }],
      },
    });
  });

  test('an error of GraphQL with status 200: a refusal with its words, which may be tried again', async () => {
    const instanceId = await deployAgain();
    await bed.fault('deployInstance', 'graphql-errors');
    const ended = await endOf(instanceId);
    expect(ended).toMatchObject({ state: 'failed', problem: { code: 'refused', changed: 'nothing' }, may: ['retry'] });
    expect(ended.problem?.vendorMessage).toEqual(expect.any(String));
    await bed.noFaults();
    const again = await ask<{ operation: { id: string } }>(bed.person, 'POST', `/operations/${ended.id}/retry`);
    expect(await bed.watch(again.body.operation.id, hasEnded)).toMatchObject({ state: 'succeeded' });
  });

  test('an error of GraphQL after the work: it is seen to be done', async () => {
    const instanceId = await deployAgain();
    await bed.fault('deployInstance', 'graphql-errors', { after: true });
    expect(await endOf(instanceId)).toMatchObject({ state: 'succeeded', problem: null });
  });

  test('its limit, a plain 500, a page of HTML and a lost answer: waited for, looked for, and done once', async () => {
    const instanceId = await deployAgain();
    for (const [fault, after] of [
      ['rate-limit', false],
      ['500', true],
      ['html', false],
      ['reset', true],
      ['nulls', true],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one trouble after the other
      await bed.fault('deployInstance', fault, { times: 1, after });
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect({ fault, ...(await endOf(instanceId)) }).toMatchObject({ fault, state: 'succeeded', problem: null });
    }
  });

  test('status 401: the owner’s token is signed anew; the operator’s is said not to be taken', async () => {
    const instanceId = await deployAgain();
    await bed.fault('deployInstance', '401', { times: 1 });
    expect(await endOf(instanceId)).toMatchObject({ state: 'succeeded' });
    await bed.fault('deployInstance', '401');
    // Nothing is changed since, which does not make it done: what is deployed once more has to be seen to be.
    const { body } = await bed.deploy(instanceId, bed.admin);
    expect(await bed.watch(body.operation.id, hasEnded)).toMatchObject({
      state: 'failed',
      problem: { code: 'vendor_unauthorized', changed: 'nothing' },
    });
  });

  test('status 403: said at once', async () => {
    const instanceId = await deployAgain();
    await bed.fault('deployInstance', '403');
    expect(await endOf(instanceId)).toMatchObject({
      state: 'failed',
      problem: { code: 'vendor_forbidden', changed: 'nothing' },
    });
  });

  test('an outage that lasts: after half a minute it is said whether anything was changed', async () => {
    const instanceId = await deployAgain();
    await bed.fault('deployInstance', '500');
    const { body } = await bed.deploy(instanceId);
    const { id } = body.operation;
    await bed.watch(id, ({ problem }) => problem !== null);
    server.clock.advance(31_000);
    expect(await bed.watch(id, hasEnded)).toMatchObject({
      state: 'failed',
      problem: { code: 'vendor_unavailable', changed: 'nothing' },
    });
  });
});

describe('after a crash', () => {
  test('a create that went out is looked for before another is sent, whether it was done or not', async () => {
    const { writer } = server.services.adapters.get('prismatic')?.deployables ?? {};
    await server.services.worker.stop();
    const begun = await bed.begin('Order events', 'Crashed', { number: 1 });
    await leaveAt(server, begun.id, { knownIds: [], createSent: true, creates: 1 });
    const { versions } = await bed.versions('Order events');
    const versionId = versions.find(({ number }) => number === 1)?.versionId ?? '';
    await writer?.createInstance({ vendorAccountId: bed.ownerId }, { versionId, name: 'Crashed', values: [] });
    await restarted(server, async () => {
      expect(await bed.watch(begun.id, hasEnded)).toMatchObject({ state: 'succeeded' });
    });
    await server.services.worker.stop();
    const never = await bed.begin('Order events', 'Never sent', { number: 1 });
    await leaveAt(server, never.id, { knownIds: [], createSent: true, creates: 1 });
    await restarted(server, async () => {
      await bed.watch(never.id, ({ steps }) => steps.some(({ step }) => step === 'settling'));
      server.clock.advance(61_000);
      expect(await bed.watch(never.id, hasEnded)).toMatchObject({ state: 'succeeded' });
    });
    expect((await bed.atVendor()).map(({ record }) => record.name).toSorted()).toEqual(['Crashed', 'Never sent']);
  });

  test.each([
    ['before the call', false],
    ['after the call', true],
  ])('a deployment goes on that died %s', async (_when, isDone) => {
    const { writer } = server.services.adapters.get('prismatic')?.deployables ?? {};
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    await bed.put(instanceId, inBergen);
    await server.services.worker.stop();
    const { body } = await bed.deploy(instanceId);
    const [before] = await bed.atVendor();
    const deployedBefore = before?.state.lastDeployedAt?.toISOString() ?? null;
    await leaveAt(server, body.operation.id, { sent: true, deployedBefore });
    const owner = { vendorAccountId: bed.ownerId };
    server.clock.advance(1_000);
    if (isDone) await writer?.deploy(owner, await bed.vendorIdOf(instanceId));
    // What was done is not done again: a second call would fail.
    if (isDone) await bed.fault('deployInstance', '403');
    await restarted(server, async () => {
      expect(await bed.watch(body.operation.id, hasEnded)).toMatchObject({ state: 'succeeded' });
    });
    expect(await bed.form(instanceId)).toMatchObject({ hasUndeployedChanges: false });
  });
});

test('the company’s own check holds a deployment back, with its reason', async () => {
  const strict = await startTestServer({
    vendors: ['prismatic'],
    isGuarded: false,
    timeoutMs: 6_000,
    hooks: { beforeEnable: () => ({ allow: false, reason: 'Not before the contract is signed' }) },
  });
  strict.services.worker.start();
  const held = await prepareFormBed(strict);
  const begun = await held.begin('Order events', 'Orders');
  expect(await held.watch(begun.id, hasEnded)).toMatchObject({
    state: 'failed',
    problem: { code: 'held_back', vendorMessage: 'Not before the contract is signed' },
  });
  expect(await held.atVendor()).toMatchObject([{ state: { wasDeployed: false } }]);
  await strict.close();
});
