import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Caller, type GraphAnswer, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { actAtTray, type TrayOwner } from '#server/sandbox/tray/testing/tray-owner.ts';

let server: TestServer;
let person: Caller & { account: string };
let tray: TrayOwner;
let vendorId: string;
let id: string;
/** A page begins the reading and does not wait for it. */
const waiting = { timeout: 10_000, interval: 50 };

beforeAll(async () => {
  server = await startTestServer();
  server.services.worker.start();
});
afterAll(() => server.close());

/** Each test has an account of its own with one enabled instance, which the index knows. */
beforeEach(async () => {
  person = await server.freshAccount();
  tray = await actAtTray(server.trayOrigin, person.account);
  ({ id: vendorId } = await tray.create('Orders'));
  await tray.fill(vendorId);
  await tray.update(vendorId, { enabled: true });
  id = await vi.waitFor(async () => {
    const { data } = await person.graph<{ instances: { nodes: { id: string }[] } }>('{ instances { nodes { id } } }');
    const [row] = data.instances.nodes;
    if (!row) throw new Error('the index does not have it yet');
    return row.id;
  }, waiting);
});

interface Row {
  name: string;
  status: string;
  operation: { state: string; problemCode: string | null } | null;
}
type Changed = GraphAnswer<Record<string, { instance: Row; operation: { state: string } }> | null>;

const selection = '{ instance { name status operation { state problemCode } } operation { state } }';
const change = (field: string, input = ''): Promise<Changed> =>
  person.graph(`mutation ($id: ID!) { ${field}(input: { id: $id ${input} }) ${selection} }`, { id });
const remove = (confirmation: string): Promise<Changed> =>
  person.graph('mutation ($input: RemoveInstanceInput!) { removeInstance(input: $input) { id operation { state } } }', {
    input: { id, confirmation },
  });
const readRow = async () => {
  const { data } = await person.graph<{ instance: { row: Row } | null }>(
    'query ($id: ID!) { instance(id: $id) { row { name status operation { state problemCode } } } }',
    { id },
  );
  return data.instance?.row;
};
const fault = (name: string, more: object = {}, match = 'updateSolutionInstance') =>
  server.control('PUT', 'faults', [{ match, fault: name, who: person.account, ...more }]);
const codeOf = (answer: Changed) => answer.errors?.[0]?.extensions.code;

describe('a change', () => {
  test('disables at once, and enables again', async () => {
    expect((await change('disableInstance')).data?.['disableInstance']?.instance.status).toBe('disabled');
    expect(await tray.instances()).toMatchObject([{ enabled: false }]);
    expect((await change('enableInstance')).data?.['enableInstance']?.instance.status).toBe('enabled');
    expect(await tray.instances()).toMatchObject([{ enabled: true }]);
  });

  test('renames, with any characters', async () => {
    const name = '"}) { id } } mutation { x } # \\u0000 العربية 🎫';
    const answer = await person.graph<{ renameInstance: { instance: Row } }>(
      'mutation ($input: RenameInstanceInput!) { renameInstance(input: $input) { instance { name status } } }',
      { input: { id, name } },
    );
    expect(answer.data.renameInstance.instance.name).toBe(name);
    expect(await tray.instances()).toMatchObject([{ name }]);
  });

  test('refuses a name that is none, beside its field', async () => {
    const answer = await change('renameInstance', 'name: "  "');
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'bad_input', fields: { name: 'required' } });
    expect(await tray.instances()).toMatchObject([{ name: 'Orders' }]);
  });

  test('upgrades to the newest version', async () => {
    const [solution] = await tray.solutions();
    await server.control('POST', 'versions', { solution: solution?.id, requires: [] });
    expect(await tray.instances()).toMatchObject([{ solutionVersionFlags: { hasNewerVersion: true } }]);
    expect(codeOf(await change('upgradeInstance'))).toBeUndefined();
    expect(await tray.instances()).toMatchObject([{ enabled: true, solutionVersionFlags: { hasNewerVersion: false } }]);
  });

  test('removes only what was named, and once', async () => {
    expect(codeOf(await remove('orders'))).toBe('name_mismatch');
    expect(await tray.instances()).toHaveLength(1);
    expect(codeOf(await remove('Orders'))).toBeUndefined();
    expect(await tray.instances()).toEqual([]);
    expect(codeOf(await remove('Orders'))).toBe('not_found');
  });

  test('waits for its turn: while one is under way another is refused', async () => {
    await fault('latency', { ms: 600 });
    const [one, other] = await Promise.all([change('disableInstance'), change('renameInstance', 'name: "Other"')]);
    expect([codeOf(one), codeOf(other)].filter((code) => code === 'busy')).toHaveLength(1);
  });

  test('leaves its outcome on the timeline', async () => {
    await change('disableInstance');
    const { data } = await person.graph<{ instance: { timeline: object[] } }>(
      'query ($id: ID!) { instance(id: $id) { timeline { action outcome personName } } }',
      { id },
    );
    expect(data.instance.timeline).toMatchObject([{ action: 'instance.disable', outcome: 'done' }]);
  });
});

describe('a change that fails', () => {
  test.each([
    ['403', 'vendor_forbidden'],
    ['graphql-errors', 'refused'],
    ['500', 'vendor_unavailable'],
    ['html', 'vendor_garbled'],
    ['reset', 'vendor_unavailable'],
    ['timeout', 'vendor_unavailable'],
  ])('by %s says so, and the row is as before', async (name, code) => {
    await fault(name);
    await change('disableInstance');
    await vi.waitFor(async () => {
      expect(await readRow()).toMatchObject({ status: 'enabled', operation: { state: 'failed', problemCode: code } });
    }, 20_000);
    expect(await tray.instances()).toMatchObject([{ enabled: true }]);
  });

  test('and whose answer holds nothing readable is looked at, and seen to have succeeded', async () => {
    await fault('nulls');
    expect((await change('disableInstance')).data?.['disableInstance']?.instance.status).toBe('disabled');
  });

  test.each(['500', 'html', 'reset', 'timeout'])(
    'by %s after the work was done is seen to have succeeded',
    async (name) => {
      await fault(name, { after: true, times: 1 });
      expect((await change('disableInstance')).data?.['disableInstance']?.instance.status).toBe('disabled');
    },
  );

  test('by the rate limit is tried again when the vendor allows', async () => {
    await fault('rate-limit', { times: 1 });
    expect(codeOf(await change('disableInstance'))).toBeUndefined();
  });

  test('removal whose answer is lost is seen to have succeeded', async () => {
    await fault('500', { after: true, times: 1 }, 'removeSolutionInstance');
    expect(codeOf(await remove('Orders'))).toBeUndefined();
    expect(await tray.instances()).toEqual([]);
  });

  test('because values are missing says just that', async () => {
    ({ id: vendorId } = await tray.create('Bare'));
    server.clock.advance(120_000);
    id = await vi.waitFor(async () => {
      const { data } = await person.graph<{ instances: { nodes: { id: string }[] } }>(
        '{ instances(filter: { search: "Bare" }) { nodes { id } } }',
      );
      const [row] = data.instances.nodes;
      if (!row) throw new Error('the index does not have it yet');
      return row.id;
    }, waiting);
    expect(codeOf(await change('enableInstance'))).toBe('missing_values');
    expect(await readRow()).toMatchObject({ status: 'unfinished' });
  });
});
