import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Operation } from '#contract/operations.ts';
import { type ActivationDriver, driveActivation } from '#server/testing/activate.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';

let server: TestServer;
let person: Caller & { account: string };
let driver: ActivationDriver;
let tray: TrayOwner;
let templateId: string;

beforeAll(async () => {
  server = await startTestServer();
  server.services.worker.start();
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

async function freshPerson(): Promise<void> {
  person = await server.freshAccount();
  driver = driveActivation(person);
  tray = await actAtTray(server.trayOrigin, person.account);
  templateId = (await tray.solutions())[0]?.id ?? '';
}

const isCreated = (operation: Operation) => operation.instanceId !== null;
const hasEnded = (operation: Operation) => operation.endedAt !== null;

async function createOne(name = 'Order alerts') {
  const begun = await driver.begin(templateId, name);
  const created = await driver.watch(begun.id, isCreated);
  const [instance] = await tray.instances();
  return { operation: created, instanceId: created.instanceId ?? '', vendorId: instance?.id ?? '' };
}

describe('an activation', () => {
  test('creates a disabled instance, waits for its person, and enables it once every value is there', async () => {
    await freshPerson();
    const { operation, instanceId, vendorId } = await createOne();
    expect(operation).toMatchObject({ kind: 'activate', state: 'waiting_for_person', problem: null });

    const session = await driver.openWizard(instanceId);
    await tray.fill(vendorId);
    const looked = await driver.look(session.id, 'finish');
    expect(looked.state).toBe('configured');

    const ended = await driver.watch(operation.id, hasEnded);
    expect(ended.state).toBe('succeeded');
    expect(ended.steps.map(({ step }) => step)).toEqual(['creating', 'configuring', 'checking', 'enabling', 'done']);
    expect(await tray.instances()).toMatchObject([{ id: vendorId, enabled: true }]);
  });

  test('is enabled no sooner than two seconds after it was created', async () => {
    await freshPerson();
    const { operation, instanceId, vendorId } = await createOne();
    const session = await driver.openWizard(instanceId);
    await tray.fill(vendorId);
    const { operation: enabling } = await driver.look(session.id, 'finish');
    const created = operation.steps.find(({ step }) => step === 'configuring')?.startedAt ?? '';
    expect(Date.parse(enabling?.nextAttemptAt ?? '')).toBe(Date.parse(created) + 2_000);
  });

  test('is enabled by no word of the wizard alone', async () => {
    await freshPerson();
    const { operation, instanceId } = await createOne();
    const session = await driver.openWizard(instanceId);
    for (const reason of ['finish', 'closed', 'cancel', 'error', 'focus', 'interval']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as messages come
      await driver.look(session.id, reason);
    }
    const after = await driver.watch(operation.id, () => true);
    expect(after.state).toBe('waiting_for_person');
    expect(await tray.instances()).toMatchObject([{ enabled: false }]);
  });

  test('of a template that asks for nothing is finished by the wizard’s word, and by nothing less', async () => {
    await freshPerson();
    const bare = (await tray.solutions()).find(
      ({ authSlots, configSlots }) => authSlots.length + configSlots.length === 0,
    );
    const begun = await driver.begin(bare?.id ?? '', 'Health check');
    const { instanceId } = await driver.watch(begun.id, isCreated);
    const session = await driver.openWizard(instanceId ?? '');
    expect(await driver.look(session.id, 'closed')).toMatchObject({ state: 'unfinished' });
    expect(await driver.look(session.id, 'finish')).toMatchObject({ state: 'configured' });
    const ended = await driver.watch(begun.id, hasEnded);
    expect(ended.state).toBe('succeeded');
  });

  test('finished in two openings is enabled once, and not again after somebody disabled it', async () => {
    await freshPerson();
    const { operation, instanceId, vendorId } = await createOne();
    const first = await driver.openWizard(instanceId);
    const second = await driver.openWizard(instanceId);
    await tray.fill(vendorId);
    await driver.look(second.id, 'finish');
    await driver.watch(operation.id, hasEnded);
    await tray.update(vendorId, { enabled: false });

    const looked = await driver.look(first.id, 'finish');
    expect(looked).toMatchObject({ state: 'configured', operation: { state: 'succeeded' } });
    expect(await tray.instances()).toMatchObject([{ id: vendorId, enabled: false }]);
  });

  test('looked at from many windows at once is taken on once', async () => {
    await freshPerson();
    const { operation, instanceId, vendorId } = await createOne();
    const sessions = await Promise.all([1, 2, 3].map(() => driver.openWizard(instanceId)));
    await tray.fill(vendorId);
    await Promise.all(sessions.flatMap(({ id }) => [driver.look(id, 'finish'), driver.look(id, 'interval')]));
    const ended = await driver.watch(operation.id, hasEnded);
    expect(ended.steps.map(({ step }) => step)).toEqual(['creating', 'configuring', 'checking', 'enabling', 'done']);
  });

  test('finished in a window that nobody watched goes on when its person comes back', async () => {
    await freshPerson();
    const { operation, instanceId, vendorId } = await createOne();
    await driver.openWizard(instanceId);
    await tray.fill(vendorId);
    server.clock.advance(60_000);
    await vi.waitFor(async () => {
      await person.graph('{ instances { totalCount } }');
      expect((await driver.watch(operation.id, () => true)).state).not.toBe('waiting_for_person');
    });
    expect((await driver.watch(operation.id, hasEnded)).state).toBe('succeeded');
  });

  test('asked for twice with one key is one activation', async () => {
    await freshPerson();
    const key = crypto.randomUUID();
    const [one, other] = await Promise.all([
      driver.begin(templateId, 'Twice', key),
      driver.begin(templateId, 'Twice', key),
    ]);
    expect(one.id).toBe(other.id);
    await driver.watch(one.id, isCreated);
    expect(await tray.instances()).toHaveLength(1);
  });

  test('creates of one template go one after the other, and both come to be', async () => {
    await freshPerson();
    const [one, other] = await Promise.all([driver.begin(templateId, 'Same'), driver.begin(templateId, 'Same')]);
    const made = await Promise.all([driver.watch(one.id, isCreated), driver.watch(other.id, isCreated)]);
    expect(new Set(made.map(({ instanceId }) => instanceId)).size).toBe(2);
    expect(await tray.instances()).toHaveLength(2);
  });
});

describe('when Tray does not play along', () => {
  const fault = (match: string, name: string, more: object = {}) =>
    server.control('PUT', 'faults', [{ match, fault: name, who: person.account, ...more }]);

  test('a create that was done before the answer was lost is found, not repeated', async () => {
    await freshPerson();
    await fault('createSolutionInstance', '500', { times: 1, after: true });
    const begun = await driver.begin(templateId, 'Lost answer');
    const created = await driver.watch(begun.id, isCreated);
    expect(created.steps.map(({ step }) => step)).toEqual(['creating', 'settling', 'configuring']);
    expect(await tray.instances()).toHaveLength(1);
  });

  test('a create that was not done is sent again only after a minute of looking', async () => {
    await freshPerson();
    await fault('createSolutionInstance', '500', { times: 1 });
    const begun = await driver.begin(templateId, 'Never came');
    await driver.watch(begun.id, ({ steps }) => steps.some(({ step }) => step === 'settling'));
    server.clock.advance(50_000);
    const waiting = await driver.watch(begun.id, () => true);
    expect(waiting).toMatchObject({ instanceId: null, problem: { code: 'vendor_unavailable', changed: 'unknown' } });
    server.clock.advance(11_000);
    await driver.watch(begun.id, isCreated);
    expect(await tray.instances()).toHaveLength(1);
  });

  test('a refused create ends with the vendor’s word and has made nothing', async () => {
    await freshPerson();
    await fault('createSolutionInstance', '403');
    const begun = await driver.begin(templateId, 'Refused');
    const ended = await driver.watch(begun.id, hasEnded);
    expect(ended).toMatchObject({ state: 'failed', problem: { code: 'vendor_forbidden', changed: 'nothing' } });
    expect(await tray.instances()).toEqual([]);
  });

  test('the rate limit is waited for', async () => {
    await freshPerson();
    await fault('createSolutionInstance', 'rate-limit', { times: 2 });
    const begun = await driver.begin(templateId, 'Patient');
    await driver.watch(begun.id, isCreated);
    expect(await tray.instances()).toHaveLength(1);
  });

  test('enabling that comes too early is tried again', async () => {
    await freshPerson();
    const { operation, instanceId, vendorId } = await createOne();
    const session = await driver.openWizard(instanceId);
    await tray.fill(vendorId);
    await fault('updateSolutionInstance', 'too-early', { times: 2 });
    await driver.look(session.id, 'finish');
    const ended = await driver.watch(operation.id, hasEnded);
    expect(ended.state).toBe('succeeded');
  });

  test('enabling that is refused for half a minute ends with the cause, and the instance stays as it was', async () => {
    await freshPerson();
    const { operation, instanceId, vendorId } = await createOne();
    const session = await driver.openWizard(instanceId);
    await tray.fill(vendorId);
    await fault('updateSolutionInstance', 'graphql-errors');
    await driver.look(session.id, 'finish');
    await driver.watch(operation.id, ({ problem }) => problem !== null);
    server.clock.advance(31_000);
    const ended = await driver.watch(operation.id, hasEnded);
    expect(ended).toMatchObject({ state: 'failed', problem: { code: 'refused', changed: 'nothing' } });
    expect(await tray.instances()).toMatchObject([{ enabled: false }]);
  });
});

describe('after a restart', () => {
  test('a create that went out without an outcome in the journal is looked for before another is sent', async () => {
    await freshPerson();
    const { journal } = server.services;
    await server.services.worker.stop();
    const begun = await driver.begin(templateId, 'Crashed');
    const row = await journal.find(begun.id);
    if (!row) throw new Error('the journal has lost it');
    // What a process leaves that dies between its call and its note of the outcome.
    await journal.change(row, { data: { knownIds: [], createSent: true, creates: 1 } });
    await tray.create('Crashed');
    const restarted = server.anotherReplica();
    restarted.worker.start();
    const created = await driver.watch(begun.id, isCreated);
    expect(created.state).toBe('waiting_for_person');
    expect(await tray.instances()).toHaveLength(1);
    await restarted.worker.stop();
    server.services.worker.start();
  });

  test('enabling goes on', async () => {
    await freshPerson();
    const { operation, instanceId, vendorId } = await createOne();
    const session = await driver.openWizard(instanceId);
    await tray.fill(vendorId);
    await server.services.worker.stop();
    await driver.look(session.id, 'finish');
    server.clock.advance(2_000);
    const restarted = server.anotherReplica();
    restarted.worker.start();
    const ended = await driver.watch(operation.id, hasEnded);
    expect(ended.state).toBe('succeeded');
    await restarted.worker.stop();
    server.services.worker.start();
  });
});
