import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Operation } from '#contract/operations.ts';
import type { TestServer } from '#server/testing/test-server.ts';
import {
  hasEnded,
  isCreated,
  type OperationsBed,
  prepareBed,
  startOperationsServer,
} from '../testing/operations-bed.ts';

let server: TestServer;
let bed: OperationsBed;

beforeAll(async () => {
  server = await startOperationsServer();
});
afterAll(() => server.close());

beforeEach(async () => {
  bed = await prepareBed(server);
});

describe('retrying', () => {
  test('starts the same work with the same input, once', async () => {
    const { driver, tray, fault, noFaults, act, list, rename, enabledInstance } = bed;
    const instance = await enabledInstance('Old name');
    await fault('updateSolutionInstance', '403');
    await rename(instance.id, 'New name');
    const [failed] = (await list('?group=failed')).operations;
    expect(failed).toMatchObject({ kind: 'rename', state: 'failed', may: ['retry'] });
    await noFaults();
    const answers = await Promise.all([act('retry', failed?.id ?? ''), act('retry', failed?.id ?? '')]);
    // The second press is answered with what the first began, or comes when that is over.
    const [begun, ...others] = new Set(answers.flatMap(({ operation }) => operation?.id ?? []));
    expect(others).toEqual([]);
    expect(begun).not.toBe(failed?.id);
    expect(answers.filter(({ operation }) => !operation).map(({ code }) => code)).not.toContainEqual(
      expect.not.stringMatching('too_late'),
    );
    await driver.watch(begun ?? '', hasEnded);
    expect(await tray.instances()).toMatchObject([{ name: 'New name' }]);
    expect(await act('retry', failed?.id ?? '')).toMatchObject({ status: 409, code: 'too_late' });
    expect((await list()).counts).toEqual({ open: 0, failed: 1, over: 1 });
  });

  test('is refused when the instance is as wanted by now, or was changed since', async () => {
    const { fault, noFaults, act, list, mutate, enabledInstance } = bed;
    const instance = await enabledInstance('Disabled elsewhere');
    await fault('updateSolutionInstance', '403');
    await mutate('disableInstance', instance.id);
    await noFaults();
    const [failed] = (await list()).operations;
    await mutate('disableInstance', instance.id);
    expect(await act('retry', failed?.id ?? '')).toMatchObject({ status: 409, code: 'too_late' });
    expect((await list('?group=failed')).operations[0]).toMatchObject({ may: [] });
  });

  test('an activation that made nothing makes one instance', async () => {
    const { driver, tray, templateId, fault, noFaults, act } = bed;
    await fault('createSolutionInstance', '403');
    const begun = await driver.begin(templateId, 'Made later');
    await driver.watch(begun.id, hasEnded);
    await noFaults();
    const { operation } = await act('retry', begun.id);
    expect(operation).toMatchObject({ kind: 'activate', name: 'Made later', instanceId: null });
    await driver.watch(operation?.id ?? '', isCreated);
    expect((await act('retry', begun.id)).operation?.id).toBe(operation?.id);
    expect(await tray.instances()).toHaveLength(1);
  });

  test('an activation whose first create turns up late finds it and makes no second', async () => {
    const { driver, tray, templateId, fault, noFaults, act } = bed;
    await fault('createSolutionInstance', '500');
    const begun = await driver.begin(templateId, 'Late twin');
    const isSettling = ({ steps }: Operation) => steps.filter(({ step }) => step === 'settling').length;
    await driver.watch(begun.id, (operation) => isSettling(operation) === 1);
    server.clock.advance(61_000);
    await driver.watch(begun.id, (operation) => isSettling(operation) === 2);
    server.clock.advance(61_000);
    const failed = await driver.watch(begun.id, hasEnded);
    expect(failed).toMatchObject({ state: 'failed', instanceId: null, problem: { changed: 'unknown' } });
    await noFaults();
    const { id: twin } = await tray.create('Late twin');
    const { operation } = await act('retry', begun.id);
    const made = await driver.watch(operation?.id ?? '', isCreated);
    expect(made.state).toBe('waiting_for_person');
    expect((await tray.instances()).map(({ id }) => id)).toEqual([twin]);
  });

  test('an activation that failed at enabling enables again', async () => {
    const { driver, tray, templateId, fault, noFaults, act, enabledAtTray } = bed;
    const begun = await driver.begin(templateId, 'Enabled later');
    const { instanceId } = await driver.watch(begun.id, isCreated);
    const [made] = await tray.instances();
    const session = await driver.openWizard(instanceId ?? '');
    await tray.fill(made?.id ?? '');
    await fault('updateSolutionInstance', '403');
    await driver.look(session.id, 'finish');
    expect(await driver.watch(begun.id, hasEnded)).toMatchObject({ state: 'failed' });
    await noFaults();
    const { operation } = await act('retry', begun.id);
    const ended = await driver.watch(operation?.id ?? '', hasEnded);
    expect(ended).toMatchObject({ kind: 'activate', state: 'succeeded', instanceId });
    expect(await enabledAtTray(made?.id ?? '')).toBe(true);
  });
});

describe('stopping', () => {
  test('gives up what waits for another try, for good', async () => {
    const { fault, noFaults, act, list, rowNamed, mutate, enabledInstance, enabledAtTray } = bed;
    const instance = await enabledInstance('Waits');
    await fault('updateSolutionInstance', 'rate-limit');
    await mutate('disableInstance', instance.id);
    const [waiting] = (await list('?group=open')).operations;
    expect(waiting).toMatchObject({ state: 'running', may: ['stop'], problem: { code: 'rate_limited' } });
    expect((await rowNamed('Waits')).status).toBe('working');
    const { status, operation } = await act('stop', waiting?.id ?? '');
    expect([status, operation?.state]).toEqual([200, 'stopped']);
    await noFaults();
    server.clock.advance(60_000);
    expect(await act('stop', waiting?.id ?? '')).toMatchObject({ status: 409, code: 'too_late' });
    expect(await enabledAtTray(instance.vendorId)).toBe(true);
    const timeline = await server.services.audit.ofInstance(instance.id, 10);
    expect(timeline[0]).toMatchObject({ action: 'operation.stop', outcome: 'done' });
  });

  test('an operation whose call is under way tells what the call did', async () => {
    const { fault, noFaults, act, list, rowNamed, mutate, enabledInstance, enabledAtTray } = bed;
    const instance = await enabledInstance('In flight');
    await fault('updateSolutionInstance', 'rate-limit', { times: 1 });
    const disabling = mutate('disableInstance', instance.id);
    await vi.waitFor(async () =>
      expect((await list('?group=open')).operations[0]).toMatchObject({ nextAttemptAt: expect.any(String) }),
    );
    const [waiting] = (await list('?group=open')).operations;
    await fault('updateSolutionInstance', 'latency', { ms: 700 });
    server.clock.advance(120_000);
    // The next attempt is sent, by the next look through the journal at the latest, and takes a while.
    await vi.waitFor(
      async () => expect((await server.services.journal.find(waiting?.id ?? ''))?.attempts).toBeGreaterThan(1),
      { timeout: 10_000 },
    );
    expect((await act('stop', waiting?.id ?? '')).operation?.state).toBe('stopped');
    await disabling;
    await noFaults();
    await vi.waitFor(async () => expect((await rowNamed('In flight')).status).toBe('disabled'));
    expect(await enabledAtTray(instance.vendorId)).toBe(false);
  });

  test('a set-up that waits for its person leaves it unfinished', async () => {
    const { driver, tray, templateId, act, rowNamed } = bed;
    const begun = await driver.begin(templateId, 'Given up');
    await driver.watch(begun.id, isCreated);
    expect((await act('stop', begun.id)).operation?.state).toBe('stopped');
    expect(await tray.instances()).toHaveLength(1);
    expect(await rowNamed('Given up')).toMatchObject({ status: 'unfinished', operation: null });
  });

  test('a create whose outcome is unknown is found as an unfinished row', async () => {
    const { person, driver, tray, templateId, noFaults, act, rowNamed } = bed;
    await server.control('PUT', 'faults', [
      { match: 'createSolutionInstance', fault: '500', after: true, who: person.account },
      { match: 'solutionInstances', fault: 'stale-reads', who: person.account },
    ]);
    const begun = await driver.begin(templateId, 'Perhaps made');
    await driver.watch(begun.id, ({ steps }) => steps.some(({ step }) => step === 'settling'));
    const { operation } = await act('stop', begun.id);
    await noFaults();
    expect(operation).toMatchObject({ state: 'stopped', problem: { changed: 'unknown' } });
    server.clock.advance(60_000);
    expect(await rowNamed('Perhaps made')).toMatchObject({ status: 'unfinished' });
    expect(await tray.instances()).toHaveLength(1);
  });
});
