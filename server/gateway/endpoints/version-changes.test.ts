import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestServer } from '#server/testing/test-server.ts';
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

describe('another version', () => {
  test('that asks for nothing new is deployed by itself', async () => {
    const instanceId = await bed.deployed('Order events', 'Orders', 1);
    const { status, body } = await bed.move(instanceId, 2, 'Order events');
    expect(status).toBe(202);
    const ended = await bed.watch(body.operation.id, hasEnded);
    expect(ended).toMatchObject({ kind: 'upgrade', state: 'succeeded' });
    expect(stepsOf(ended)).toEqual(['changing', 'deploying', 'done']);
    expect(await bed.atVendor()).toMatchObject([{ state: { deployedVersionNumber: 2 } }]);
  });

  test('that asks for more waits for it, and ends with the form’s Deploy', async () => {
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    const { body } = await bed.move(instanceId, 3);
    const waiting = await bed.watch(body.operation.id, isWaiting);
    expect(stepsOf(waiting)).toEqual(['changing', 'configuring']);
    const form = await bed.form(instanceId);
    expect(form).toMatchObject({
      form: { versionNumber: 3 },
      deployedVersionNumber: 1,
      hasUndeployedChanges: true,
      missingKeys: ['Mode', 'Start date'],
      waiting: { id: waiting.id, kind: 'upgrade' },
    });
    // What is at work stays at work.
    expect(await bed.atVendor()).toMatchObject([{ record: { enabled: true }, state: { deployedVersionNumber: 1 } }]);
    // Too early: it waits again, and says what for.
    await bed.deploy(instanceId);
    const early = await bed.watch(waiting.id, ({ state, problem }) => state !== 'running' && problem !== null);
    expect(early).toMatchObject({ state: 'waiting_for_person', problem: { code: 'missing_values' } });
    await bed.put(instanceId, [
      { key: 'Mode', value: 'full' },
      { key: 'Start date', value: '2026-01-31' },
    ]);
    expect((await bed.deploy(instanceId)).body.operation.id).toBe(waiting.id);
    const ended = await bed.watch(waiting.id, hasEnded);
    expect(stepsOf(ended)).toEqual(['changing', 'configuring', 'deploying', 'configuring', 'deploying', 'done']);
    expect(await bed.atVendor()).toMatchObject([{ state: { deployedVersionNumber: 3, versionNumber: 3 } }]);
  });

  test('chosen while one waits takes its place', async () => {
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    const { body } = await bed.move(instanceId, 3);
    await bed.watch(body.operation.id, isWaiting);
    const back = await bed.move(instanceId, 1);
    expect(back.body.operation.id).toBe(body.operation.id);
    expect(await bed.watch(body.operation.id, hasEnded)).toMatchObject({ state: 'succeeded' });
    expect(await bed.atVendor()).toMatchObject([{ state: { versionNumber: 1, hasUndeployedChanges: false } }]);
  });

  test('asked for twice is one operation; one of another template is refused', async () => {
    const instanceId = await bed.deployed('Order events', 'Orders', 1);
    await server.services.worker.stop();
    const answers = await Promise.all([1, 2].map(() => bed.move(instanceId, 2, 'Order events')));
    expect(new Set(answers.map(({ body }) => body.operation.id)).size).toBe(1);
    server.services.worker.start();
    await bed.watch(answers[0]?.body.operation.id ?? '', hasEnded);
    expect((await bed.move(instanceId, 1, 'Team alerts')).problem).toMatchObject({
      code: 'bad_input',
      fields: { versionId: 'unknown_value' },
    });
  });

  test('is not chosen for a set-up that waits with the form of its own', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 1);
    expect((await bed.move(instanceId, 2)).problem?.code).toBe('busy');
  });

  test('without a version named is the newest', async () => {
    const instanceId = await bed.deployed('Order events', 'Orders', 1);
    const answer = await bed.admin.graph<{ upgradeInstance: { operation: { id: string } } }>(
      'mutation ($id: ID!) { upgradeInstance(input: { id: $id }) { operation { id state } } }',
      { id: instanceId },
    );
    expect(answer.errors).toBeUndefined();
    await bed.watch(answer.data.upgradeInstance.operation.id, hasEnded);
    expect(await bed.atVendor()).toMatchObject([{ state: { deployedVersionNumber: 2 } }]);
  });

  test('whose move was done before its answer was lost goes on', async () => {
    const instanceId = await bed.deployed('Order events', 'Orders', 1);
    await bed.fault('updateInstance', '500', { times: 1, after: true });
    const { body } = await bed.move(instanceId, 2, 'Order events');
    expect(await bed.watch(body.operation.id, hasEnded)).toMatchObject({ state: 'succeeded', problem: null });
  });

  test('that failed half way is tried again from there', async () => {
    const instanceId = await bed.deployed('Order events', 'Orders', 1);
    await bed.fault('deployInstance', '403', { times: 1 });
    const { body } = await bed.move(instanceId, 2, 'Order events');
    const failed = await bed.watch(body.operation.id, hasEnded);
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'vendor_forbidden' } });
    const again = await ask<{ operation: { id: string } }>(bed.person, 'POST', `/operations/${failed.id}/retry`);
    expect(again.status).toBe(202);
    expect(await bed.watch(again.body.operation.id, hasEnded)).toMatchObject({ state: 'succeeded' });
  });

  test.each([
    ['before the call', false],
    ['after the call', true],
  ])('a change of version goes on that died %s', async (_when, isDone) => {
    const { writer } = server.services.adapters.get('prismatic')?.deployables ?? {};
    const instanceId = await bed.deployed('Order events', 'Orders', 1);
    await server.services.worker.stop();
    const { body } = await bed.move(instanceId, 2, 'Order events');
    await leaveAt(server, body.operation.id, { sent: true });
    const { versions } = await bed.versions('Order events');
    const owner = { vendorAccountId: bed.ownerId };
    if (isDone) await writer?.changeVersion(owner, await bed.vendorIdOf(instanceId), versions[0]?.versionId ?? '');
    if (isDone) await bed.fault('updateInstance', '403');
    await restarted(server, async () => {
      expect(await bed.watch(body.operation.id, hasEnded)).toMatchObject({ state: 'succeeded' });
    });
    expect(await bed.atVendor()).toMatchObject([{ state: { deployedVersionNumber: 2 } }]);
  });
});
