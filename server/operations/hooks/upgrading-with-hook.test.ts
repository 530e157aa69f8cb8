import type { Hooks, UpgradeValuesGiven } from '#contract/hooks.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';
import { type Caller, type GraphAnswer, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { everythingIn } from '#server/testing/stored-text.ts';

const title = 'Invoice approvals in Teams';
const planted = 'ledger-4711-planted';
const hooks: Hooks = {};
let server: TestServer;
let person: Caller & { account: string };
let tray: TrayOwner;
let id: string;

beforeAll(async () => {
  server = await startTestServer({ hooks });
  server.services.worker.start();
});
afterAll(() => server.close());

beforeEach(async () => {
  person = await server.freshAccount();
  tray = await actAtTray(server.trayOrigin, person.account);
  const { id: vendorId } = await tray.create('Approvals', { solutionTitle: title });
  await tray.fill(vendorId);
});
afterEach(() => {
  delete hooks.upgradeValues;
});

interface Row {
  id: string;
  update: string;
  operation: { state: string; problemCode: string | null } | null;
}

async function row(): Promise<Row> {
  const { data } = await person.graph<{ instances: { nodes: Row[] } }>(
    '{ instances { nodes { id update operation { state problemCode } } } }',
  );
  const [found] = data.instances.nodes;
  if (!found) throw new Error('the index does not have it yet');
  return found;
}

/** Publishes a version and has the index read it; answers the external id of the slot that the company is to fill. */
async function publish(requires: ('user' | 'system')[]): Promise<string> {
  const solution = (await tray.solutions()).find((one) => one.title === title);
  const before = new Set(solution?.configSlots.map(({ externalId }) => externalId));
  await server.control('POST', 'versions', { solution: solution?.id, requires });
  server.clock.advance(31_000);
  await server.services.sync.readEverything();
  ({ id } = await row());
  const after = (await tray.solutions()).find((one) => one.title === title)?.configSlots ?? [];
  return after.find(({ externalId }) => !before.has(externalId) && externalId.includes('system'))?.externalId ?? '';
}

const upgrade = (): Promise<GraphAnswer<unknown>> =>
  person.graph('mutation ($id: ID!) { done: upgradeInstance(input: { id: $id }) { instance { id } } }', { id });

function supply(upgradeValues: NonNullable<Hooks['upgradeValues']>) {
  const asked = vi.fn(upgradeValues);
  hooks.upgradeValues = asked;
  return asked;
}

test('without the hook an update that needs the company is refused, and nothing is sent', async () => {
  await publish(['system']);
  expect((await upgrade()).errors?.[0]?.extensions).toMatchObject({
    code: 'waiting_for_company',
    changed: 'nothing',
    instance: { id, name: 'Approvals' },
  });
  expect((await row()).operation).toBeNull();
  expect(await tray.instances()).toMatchObject([
    { solutionVersionFlags: { requiresSystemInputToUpdateVersion: true } },
  ]);
});

test('the company’s values bring the newest version, and stand nowhere with us', async () => {
  const slot = await publish(['system']);
  const asked = supply(() => ({ configValues: { [slot]: planted } }));
  expect((await upgrade()).errors).toBeUndefined();
  expect(await tray.instances()).toMatchObject([{ solutionVersionFlags: { hasNewerVersion: false } }]);
  expect((await tray.instances())[0]?.configValues).toContainEqual({ externalId: slot, value: planted });
  expect((await row()).update).toBe('none');
  const [given] = asked.mock.calls.map(([one]): UpgradeValuesGiven => one);
  expect(given).toMatchObject({
    instance: { id, templateName: title },
    slots: { auth: ['external_teams_authentication'] },
  });
  expect(given?.slots.config).toContain(slot);
  expect(await everythingIn(server.services.database)).not.toContain(planted);
});

test.each([
  ['has none yet', () => null, 'waiting_for_company'],
  ['cannot tell', () => Promise.reject(new Error(planted)), 'hook_failed'],
])('a company that %s leaves the instance as it was', async (_how, answer, code) => {
  await publish(['system']);
  supply(answer);
  expect((await upgrade()).errors?.[0]?.extensions).toMatchObject({ code, changed: 'nothing' });
  expect(await row()).toMatchObject({ update: 'needs_system', operation: { state: 'failed', problemCode: code } });
  expect(await everythingIn(server.services.database)).not.toContain(planted);
});

test('of an update that needs both, the company’s part is done and the person’s is left', async () => {
  const slot = await publish(['user', 'system']);
  expect((await row()).update).toBe('needs_both');
  // From here on the vendor answers no reads: its answer to the upgrade has to be enough to know that its part is done,
  // although the newest version is not reached by it.
  const asked = supply(async () => {
    await server.control('PUT', 'faults', [{ match: 'solutionInstances', fault: '500', who: person.account }]);
    return { configValues: { [slot]: 'main' } };
  });
  expect((await upgrade()).errors).toBeUndefined();
  expect(await row()).toMatchObject({ update: 'needs_user', operation: null });
  await server.control('DELETE', 'faults');

  // A page that has not seen it yet presses once more: the company is not asked again.
  await server.services.database
    .updateTable('instances')
    .set({ update_kind: 'needs_both' })
    .where('id', '=', id)
    .execute();
  expect((await upgrade()).errors).toBeUndefined();
  expect(await row()).toMatchObject({ update: 'needs_user', operation: null });
  expect(asked).toHaveBeenCalledTimes(1);
});

test('an update that needs nothing of the company does not ask it', async () => {
  await publish([]);
  const asked = supply(() => null);
  expect((await upgrade()).errors).toBeUndefined();
  expect(asked).not.toHaveBeenCalled();
  expect((await row()).update).toBe('none');
});
