import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { actAtPatchworks, type PatchworksOwner } from '#server/sandbox/patchworks/testing/patchworks-owner.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from './testing/answers.ts';

/** A row of the list, as far as these tests look. */
interface Row {
  id: string;
  vendor: string;
  vendorId: string;
  name: string;
  status: string;
  health: string;
  update: string;
  templateName: string;
  useCount: number | null;
  operation: { kind: string; state: string; problemCode: string | null } | null;
}

interface Listing {
  instances: {
    totalCount: number;
    statusCounts: { status: string; count: number }[];
    needsPersonCount: number | null;
    outcomes: { vendor: string; state: string }[];
    nodes: Row[];
  };
}

const listQuery = `query ($filter: InstanceFilter) { instances(first: 100, filter: $filter) {
  totalCount statusCounts { status count } needsPersonCount outcomes { vendor state }
  nodes { id vendor vendorId name status health update templateName useCount
    operation { kind state problemCode } } } }`;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['tray', 'patchworks'] });
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

async function list(caller: Caller, filter: Record<string, unknown> = { vendor: 'patchworks' }) {
  const { data } = await caller.graph<Listing>(listQuery, { filter });
  return data.instances;
}

/** The list once the reading that its opening asked for has brought these rows. */
async function untilListed(caller: Caller, rows: unknown[]): Promise<Row[]> {
  return vi.waitFor(
    async () => {
      // What was read a moment ago is not read again.
      server.clock.advance(31_000);
      const { nodes } = await list(caller);
      expect(nodes).toEqual(rows);
      return nodes;
    },
    { timeout: 20_000, interval: 100 },
  );
}

describe('the list', () => {
  test('has a company’s instances with what uses them, and nobody else’s', async () => {
    const maya = await server.signIn('maya');
    const listed = await list(maya);
    expect(listed.outcomes).toEqual([expect.objectContaining({ vendor: 'patchworks', state: 'ok' })]);
    const inOrder = listed.nodes.toSorted((one, other) => one.name.localeCompare(other.name));
    expect(inOrder.map(({ name, status, useCount }) => [name, status, useCount])).toEqual([
      ['BigCommerce outlet', 'in_use', 1],
      ['NetSuite head office', 'in_use', 1],
      ['Reference rates', 'in_use', 1],
      ['Shopify Denmark', 'unused', 0],
      ['Shopify Norway', 'in_use', 1],
      ['Shopify Sweden', 'in_use', 1],
      ['Xero of the holding', 'in_use', 1],
    ]);
    expect(new Set(listed.nodes.map(({ health, update }) => `${health} ${update}`))).toEqual(new Set(['unknown none']));
    expect(listed.needsPersonCount).toBe(0);
    const tomas = await server.signIn('tomas');
    expect((await list(tomas)).nodes.map(({ name }) => name).toSorted()).toEqual([
      'Fabrikam web shop',
      'Labels',
      'Web shop, second warehouse',
    ]);
    const priya = await server.signIn('priya');
    expect((await list(priya)).totalCount).toBe(10);
  });

  test('is filtered and counted by the new statuses, beside those of other vendors', async () => {
    const maya = await server.signIn('maya');
    const all = await list(maya, {});
    const counts = Object.fromEntries(all.statusCounts.map(({ status, count }) => [status, count]));
    expect(counts).toMatchObject({ in_use: 6, unused: 1 });
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(all.totalCount);
    expect(all.totalCount).toBeGreaterThan(15);
    const unused = await list(maya, { statuses: ['unused'] });
    expect(unused.nodes.map(({ name }) => name)).toEqual(['Shopify Denmark']);
  });

  test('of an account without a link says that it is not connected', async () => {
    const fresh = await server.freshAccount();
    const { database } = server.services;
    await database
      .deleteFrom('vendor_links')
      .where('vendor', '=', 'patchworks')
      .where('vendor_account_id', '=', fresh.account)
      .execute();
    await vi.waitFor(
      async () => {
        const { outcomes } = await list(fresh);
        expect(outcomes).toEqual([expect.objectContaining({ state: 'not_connected' })]);
      },
      { timeout: 20_000, interval: 100 },
    );
  });

  test('notes a name that was changed elsewhere, and not that a flow took an instance into use', async () => {
    const fresh = await server.freshAccount();
    const company = await actAtPatchworks(server.patchworksOrigin ?? '', fresh.account);
    const { id } = await company.create('Before');
    const [row] = await untilListed(fresh, [expect.objectContaining({ name: 'Before' })]);
    await company.createFlow('Orders', [id], { isEnabled: false });
    await untilListed(fresh, [expect.objectContaining({ status: 'in_use', useCount: 1 })]);
    const timeline = () => server.services.audit.ofInstance(row?.id ?? '', 10);
    const before = (await timeline()).length;
    await company.update(id, { name: 'After' });
    await untilListed(fresh, [expect.objectContaining({ name: 'After' })]);
    const [newest, ...older] = await timeline();
    expect(newest).toMatchObject({ action: 'instance.drift', detail: 'name' });
    expect(older).toHaveLength(before);
  });
});

describe('the catalogue', () => {
  test('has nothing of a vendor whose instances are made elsewhere, and says so', async () => {
    const maya = await server.signIn('maya');
    const query = `{ catalogue(first: 100) { totalCount nodes { vendor }
      outcomes { vendor state } } }`;
    const { data } = await maya.graph<{
      catalogue: { totalCount: number; nodes: { vendor: string }[]; outcomes: { vendor: string; state: string }[] };
    }>(query);
    expect(new Set(data.catalogue.nodes.map(({ vendor }) => vendor))).toEqual(new Set(['tray']));
    expect(data.catalogue.outcomes).toEqual([
      expect.objectContaining({ vendor: 'tray', state: 'ok' }),
      expect.objectContaining({ vendor: 'patchworks', state: 'unsupported' }),
    ]);
    expect(await server.services.isReady()).toBe(true);
  });
});

describe('a row of Patchworks', () => {
  let person: Caller & { account: string };
  let company: PatchworksOwner;
  let row: Row;
  let vendorId: number;

  beforeEach(async () => {
    person = await server.freshAccount();
    company = await actAtPatchworks(server.patchworksOrigin ?? '', person.account);
    vendorId = (await company.create('A store')).id;
    const [listed] = await untilListed(person, [expect.objectContaining({ name: 'A store' })]);
    if (!listed) throw new Error('the list is empty');
    row = listed;
  });

  const mutate = (caller: Caller, name: string, input: Record<string, unknown>, type: string, fields: string) =>
    caller
      .request('POST', '/api/graphql', {
        query: `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`,
        variables: { input },
      })
      .then(outcomeOf);
  const remove = (caller: Caller, confirmation: string) =>
    mutate(caller, 'removeInstance', { id: row.id, confirmation }, 'RemoveInstanceInput', 'id operation { state }');
  const rename = (caller: Caller, name: string) =>
    mutate(caller, 'renameInstance', { id: row.id, name }, 'RenameInstanceInput', 'instance { name }');
  const namesAtVendor = async () => (await company.instances()).map(({ name }) => name);
  const journalled = () =>
    server.services.database
      .selectFrom('operations')
      .where('instance_id', '=', row.id)
      .select(['kind', 'state'])
      .orderBy('started_at')
      .execute();

  test('is renamed, and keeps its settings', async () => {
    const [before] = await company.instances();
    expect((await rename(person, 'Another store')).said).toBe('ok');
    expect(await company.instances()).toEqual([{ ...before, name: 'Another store' }]);
    expect((await list(person)).nodes).toEqual([expect.objectContaining({ name: 'Another store', health: 'ok' })]);
  });

  test('is removed by the word, and by nothing else', async () => {
    for (const wrong of ['', 'A store', 'Confirm', 'confirm it']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await remove(person, wrong)).said).toBe('name_mismatch');
    }
    expect(await namesAtVendor()).toEqual(['A store']);
    expect((await remove(person, 'confirm')).said).toBe('ok');
    expect(await namesAtVendor()).toEqual([]);
    expect((await list(person)).totalCount).toBe(0);
  });

  test.each([true, false])('is not removed while a flow uses it, enabled: %s', async (isEnabled) => {
    const flow = await company.createFlow('Orders', [vendorId], { isEnabled });
    const refused = await remove(person, 'confirm');
    expect(refused.said).toBe('in_use');
    expect(refused.text).toContain('"changed":"nothing"');
    expect(await namesAtVendor()).toEqual(['A store']);
    const [left] = (await list(person)).nodes;
    expect(left?.operation).toMatchObject({ kind: 'remove', state: 'failed', problemCode: 'in_use' });
    expect(await journalled()).toEqual([{ kind: 'remove', state: 'failed' }]);

    await company.call('DELETE', `/flows/${flow.id}/steps/${flow.steps[0]?.id}`);
    expect((await remove(person, 'confirm')).said).toBe('ok');
    expect(await namesAtVendor()).toEqual([]);
  });

  test('has been removed when the answer to its removal was lost, and is gone from the list', async () => {
    const faults = [
      { match: 'DELETE /api/v1/connectors', fault: 'timeout', times: 1, after: true, who: person.account },
    ];
    await server.patchworks('PUT', 'faults', faults);
    expect((await remove(person, 'confirm')).said).toBe('ok');
    await server.patchworks('DELETE', 'faults');
    expect(await namesAtVendor()).toEqual([]);
    expect((await list(person)).totalCount).toBe(0);
    expect(await journalled()).toEqual([{ kind: 'remove', state: 'succeeded' }]);
  });

  test('is gone also when somebody removed it at the vendor before', async () => {
    await company.remove(vendorId);
    expect((await remove(person, 'confirm')).said).toBe('ok');
    expect((await list(person)).totalCount).toBe(0);
  });

  test('has its new name when the answer to the renaming was lost', async () => {
    const faults = [{ match: 'PATCH /api/v1/connectors', fault: '500', times: 1, after: true, who: person.account }];
    await server.patchworks('PUT', 'faults', faults);
    expect((await rename(person, 'Renamed')).said).toBe('ok');
    await server.patchworks('DELETE', 'faults');
    expect(await namesAtVendor()).toEqual(['Renamed']);
  });

  test('is nothing that could be turned on, upgraded, configured or connected, and none of it is journalled', async () => {
    const input = { id: row.id };
    const asked = await Promise.all([
      mutate(person, 'enableInstance', input, 'InstanceInput', 'instance { id }'),
      mutate(person, 'disableInstance', input, 'InstanceInput', 'instance { id }'),
      mutate(person, 'upgradeInstance', input, 'InstanceInput', 'instance { id }'),
      mutate(person, 'finishSetUp', input, 'InstanceInput', 'instance { id }'),
      mutate(person, 'discardInstance', input, 'InstanceInput', 'id'),
      mutate(
        person,
        'updateInstanceValues',
        { ...input, configValues: [{ externalId: 'x', value: 'y' }] },
        'UpdateInstanceValuesInput',
        'instance { id }',
      ),
      person.request('POST', '/api/wizard-sessions', { instanceId: row.id }).then(outcomeOf),
      person.request('POST', '/api/auth-dialogs', { use: 'slot', instanceId: row.id, externalId: 'x' }).then(outcomeOf),
      person
        .request('POST', '/api/activations', {
          vendor: 'patchworks',
          templateId: '1',
          name: 'A store',
          key: crypto.randomUUID(),
        })
        .then(outcomeOf),
    ]);
    expect(asked.map(({ said }) => said)).toEqual(asked.map(() => 'unsupported'));
    expect(await journalled()).toEqual([]);
    expect(await namesAtVendor()).toEqual(['A store']);
  });

  test('is changed by an admin with that account’s own key, and by nobody of another account', async () => {
    const maya = await server.signIn('maya');
    expect((await remove(maya, 'confirm')).said).toBe('not_found');
    const priya = await server.signIn('priya');
    // A key that is revoked at the vendor would not do, and no other is tried.
    const { database } = server.services;
    const link = database.updateTable('vendor_links').where('vendor', '=', 'patchworks');
    const [{ sealed_credential: sealed } = { sealed_credential: null }] = await database
      .selectFrom('vendor_links')
      .where('vendor_account_id', '=', person.account)
      .select('sealed_credential')
      .execute();
    await link.set({ sealed_credential: null }).where('vendor_account_id', '=', person.account).execute();
    expect((await rename(priya, 'By an admin')).said).toBe('not_connected');
    await link.set({ sealed_credential: sealed }).where('vendor_account_id', '=', person.account).execute();
    expect((await rename(priya, 'By an admin')).said).toBe('ok');
    expect(await namesAtVendor()).toEqual(['By an admin']);
    const [newest] = await server.services.audit.ofInstance(row.id, 1);
    expect(newest).toMatchObject({ action: 'instance.rename' });
  });
});
