import type { BeforeEnableGiven, Hooks } from '#contract/hooks.ts';
import type { Operation } from '#contract/operations.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';
import { driveActivation } from '#server/testing/activate.ts';
import { type Caller, type GraphAnswer, startTestServer, type TestServer } from '#server/testing/test-server.ts';

const hooks: Hooks = {};
/** The machine may be busy when the first list is read. */
const waiting = { timeout: 15_000, interval: 100 };
let server: TestServer;
let person: Caller & { account: string };
let tray: TrayOwner;
let id: string;

beforeAll(async () => {
  server = await startTestServer({ hooks });
  server.services.worker.start();
});
afterAll(() => server.close());

/** Each test has an account of its own with one disabled instance that has all of its values. */
beforeEach(async () => {
  person = await server.freshAccount();
  tray = await actAtTray(server.trayOrigin, person.account);
  const { id: vendorId } = await tray.create('Orders', {
    configValues: [{ externalId: 'external_minimum_amount', value: '75' }],
  });
  await tray.fill(vendorId);
  id = await vi.waitFor(async () => {
    const [row] = await rows();
    if (!row) throw new Error('the index does not have it yet');
    return row.id;
  }, waiting);
});
afterEach(async () => {
  delete hooks.beforeEnable;
  await server.control('DELETE', 'faults');
});

interface Row {
  id: string;
  status: string;
  operation: {
    id: string;
    kind: string;
    state: string;
    problemCode: string | null;
    problemMessage: string | null;
  } | null;
}
const fields = 'id status operation { id kind state problemCode problemMessage }';

async function rows(): Promise<Row[]> {
  const { data } = await person.graph<{ instances: { nodes: Row[] } }>(`{ instances { nodes { ${fields} } } }`);
  return data.instances.nodes;
}

function change(field: string): Promise<GraphAnswer<Record<string, { instance: Row }> | null>> {
  return person.graph(`mutation ($id: ID!) { ${field}(input: { id: $id }) { instance { ${fields} } } }`, { id });
}

function ask(beforeEnable: NonNullable<Hooks['beforeEnable']>) {
  const asked = vi.fn(beforeEnable);
  hooks.beforeEnable = asked;
  return asked;
}

test('an instance that is held back stays disabled, with the reason; when it is let go it is enabled', async () => {
  const asked = ask(() => ({ allow: false, reason: 'The trial is over.' }));
  const { errors } = await change('enableInstance');
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'held_back',
    changed: 'nothing',
    vendorMessage: 'The trial is over.',
    instance: { id, name: 'Orders' },
  });
  expect(await tray.instances()).toMatchObject([{ enabled: false }]);
  expect(await rows()).toMatchObject([
    {
      status: 'disabled',
      operation: { kind: 'enable', state: 'failed', problemCode: 'held_back', problemMessage: 'The trial is over.' },
    },
  ]);
  const [given] = asked.mock.calls.map(([one]): BeforeEnableGiven => one);
  expect(given).toMatchObject({
    instance: { id, name: 'Orders', vendor: 'tray', account: { externalId: person.account } },
    person: { role: 'user' },
    values: { configValues: { external_slack_channel: 'filled' } },
  });
  expect(Object.keys(given?.values.authValues ?? {})).toEqual(['external_slack_authentication']);

  ask(() => ({ allow: true }));
  expect((await change('enableInstance')).data?.['enableInstance']?.instance.status).toBe('enabled');
});

test('an activation that is held back ends there, disabled and complete, and Enable takes it on', async () => {
  const driver = driveActivation(person);
  await server.services.sync.readEverything();
  const [solution] = await tray.solutions();
  const begun = await driver.begin(solution?.id ?? '', 'Made here');
  const made = await driver.watch(begun.id, ({ instanceId }) => instanceId !== null);
  id = made.instanceId ?? '';
  const vendorId = (await tray.instances()).find(({ name }) => name === 'Made here')?.id ?? '';
  const session = await driver.openWizard(id);
  await tray.fill(vendorId);
  ask(() => ({ allow: false, reason: 'Not yet.' }));
  await driver.look(session.id, 'finish');
  server.clock.advance(3_000);
  const held = await driver.watch(begun.id, ({ state }) => state === 'failed');
  expect(held).toMatchObject({ problem: { code: 'held_back', changed: 'nothing', vendorMessage: 'Not yet.' } });
  expect((await rows()).find((row) => row.id === id)).toMatchObject({ status: 'disabled' });
  ask(() => ({ allow: true }));
  expect((await change('enableInstance')).data?.['enableInstance']?.instance.status).toBe('enabled');
});

test('a hook that fails enables nothing, and the operation may be tried again', async () => {
  ask(() => {
    throw new Error('the ledger is away');
  });
  expect((await change('enableInstance')).errors?.[0]?.extensions).toMatchObject({
    code: 'hook_failed',
    changed: 'nothing',
  });
  expect(await tray.instances()).toMatchObject([{ enabled: false }]);
  const failed = (await rows())[0]?.operation?.id ?? '';
  ask(() => ({ allow: true }));
  const answer = await person.request('POST', `/api/operations/${failed}/retry`, {});
  const { operation } = (await answer.json()) as { operation: Operation };
  await driveActivation(person).watch(operation.id, ({ state }) => state === 'succeeded');
  expect(await tray.instances()).toMatchObject([{ enabled: true }]);
});

test('an undone disable is asked about like any other enabling', async () => {
  await change('enableInstance');
  const disabled = await change('disableInstance');
  const asked = ask(() => ({ allow: false, reason: 'The trial is over.' }));
  const answer = await person.request(
    'POST',
    `/api/operations/${disabled.data?.['disableInstance']?.instance.operation?.id ?? ''}/undo`,
    {},
  );
  const { operation } = (await answer.json()) as { operation: Operation };
  await driveActivation(person).watch(operation.id, ({ problem }) => problem?.code === 'held_back');
  expect(asked).toHaveBeenCalledTimes(1);
  expect(await tray.instances()).toMatchObject([{ enabled: false }]);
});

test('an enable that the vendor acknowledged is not asked about again while it is looked for', async () => {
  const asked = ask(() => ({ allow: true }));
  await server.control('PUT', 'faults', [
    { match: 'updateSolutionInstance', fault: 'slow-to-settle', who: person.account },
  ]);
  const hurrying = setInterval(() => server.clock.advance(500), 50);
  await change('enableInstance').finally(() => clearInterval(hurrying));
  expect(await tray.instances()).toMatchObject([{ enabled: true }]);
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a vendor that does not tell the values is asked again, and nothing is enabled unasked', async () => {
  const asked = ask(() => ({ allow: true }));
  await server.control('PUT', 'faults', [{ match: 'viewer', fault: '403', who: person.account }]);
  const { errors } = await change('enableInstance');
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'vendor_forbidden', changed: 'nothing' });
  expect(asked).not.toHaveBeenCalled();
  await server.control('DELETE', 'faults');
  expect(await tray.instances()).toMatchObject([{ enabled: false }]);
});
