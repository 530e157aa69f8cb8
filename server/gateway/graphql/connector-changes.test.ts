import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PatchworksOwner } from '#server/sandbox/patchworks/testing/patchworks-owner.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { detailOf, flows, freshCompany, listConnectors, ofInstance } from '../testing/company-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['patchworks'], isGuarded: false });
});
afterEach(() => server.patchworks('DELETE', 'faults'));
afterAll(() => server.close());

const update = `mutation ($input: UpdateConnectorInstanceInput!) { updateConnectorInstance(input: $input) { instance { ${ofInstance} } } }`;

describe('changing details', () => {
  async function change(caller: Caller, id: string | undefined, wanted: Record<string, unknown>, stale?: unknown) {
    const previous = stale ?? (await detailOf(caller, id)).details;
    const input = { id, previous, details: { ...Object(previous), ...wanted } };
    return caller.graph<{ updateConnectorInstance: unknown }>(update, { input });
  }

  test('sends what differs, runs no check, and is in the list and on the timeline at once', async () => {
    const { caller, owner, ids } = await freshCompany(server, 'Before');
    const [before] = await owner.instances();
    server.clock.advance(1_000);
    const answer = await change(caller, ids.get('Before'), { name: 'After', rateLimitAmount: 60 });
    expect(answer.data).toMatchObject({
      updateConnectorInstance: { instance: { row: { name: 'After' }, detail: { details: { rateLimitAmount: 60 } } } },
    });
    expect(await owner.instances()).toEqual([{ ...before, name: 'After', rateLimitAmount: 60 }]);
    const entries = await server.services.database
      .selectFrom('audit_entries')
      .where('instance_id', '=', ids.get('Before') ?? '')
      .where('action', '=', 'instance.change_details')
      .select(['outcome', 'detail'])
      .execute();
    expect(entries).toEqual([{ outcome: 'done', detail: 'After' }]);
  });

  test('that somebody else changed meanwhile saves nothing; a change of another field stands beside it', async () => {
    const { caller, owner, ids } = await freshCompany(server, 'Shared');
    const { details: stale } = await detailOf(caller, ids.get('Shared'));
    const [instance] = await owner.instances();
    await owner.update(instance?.id ?? 0, { date_format: 'd/m/Y' });
    const conflict = await change(caller, ids.get('Shared'), { dateFormat: 'Y-m-d', name: 'Mine' }, stale);
    expect(conflict.errors?.[0]?.extensions).toMatchObject({
      code: 'conflict',
      changed: 'nothing',
      fields: { dateFormat: 'changed_meanwhile' },
    });
    expect(await owner.instances()).toMatchObject([{ name: 'Shared', dateFormat: 'd/m/Y' }]);
    await change(caller, ids.get('Shared'), { name: 'Mine' }, stale);
    expect(await owner.instances()).toMatchObject([{ name: 'Mine', dateFormat: 'd/m/Y' }]);
  });

  test('is refused beside the fields, and a pool must be one that is offered', async () => {
    const { caller, owner, ids } = await freshCompany(server, 'Strict');
    const refused = await change(caller, ids.get('Strict'), { name: '  ', timeZone: 'Nowhere', rateLimitAmount: 0 });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'bad_input',
      fields: { name: 'required', timeZone: 'unknown_value', rateLimitAmount: 'malformed' },
    });
    const pool = await change(caller, ids.get('Strict'), { poolId: '999999' });
    expect(pool.errors?.[0]?.extensions).toMatchObject({ code: 'bad_input', fields: { poolId: 'unknown_value' } });
    const own = String(await owner.createPool('Lane', 2));
    await change(caller, ids.get('Strict'), { poolId: own });
    expect(await owner.instances()).toMatchObject([{ poolId: Number(own) }]);
    await change(caller, ids.get('Strict'), { poolId: null });
    expect(await owner.instances()).toMatchObject([{ poolId: null }]);
  });

  test('whose answer was lost is done when the vendor says so, and in doubt when it does not', async () => {
    const { caller, owner, account, ids } = await freshCompany(server, 'Doubtful');
    const { details: previous } = await detailOf(caller, ids.get('Doubtful'));
    await server.patchworks('PUT', 'faults', [{ match: 'PATCH /', fault: '500', after: true, times: 1, who: account }]);
    const done = await change(caller, ids.get('Doubtful'), { dateFormat: 'U' }, previous);
    expect(done.errors).toBeUndefined();
    await server.patchworks('PUT', 'faults', [{ match: 'PATCH /', fault: '500', times: 1, who: account }]);
    const doubt = await change(caller, ids.get('Doubtful'), { name: 'Never' }, previous);
    expect(doubt.errors?.[0]?.extensions).toMatchObject({ code: 'vendor_unavailable', changed: 'unknown' });
    expect(await owner.instances()).toMatchObject([{ name: 'Doubtful', dateFormat: 'U' }]);
  });
});

describe('a step of a flow', () => {
  const mutation = `mutation ($input: ChangeFlowStepInput!) { changeFlowStep(input: $input) { ${flows} } }`;

  async function used(owner: PatchworksOwner) {
    const [one, other] = await owner.instances();
    const flow = await owner.createFlow('Orders', [one?.id ?? 0, one?.id ?? 0], { isEnabled: false });
    return { flowId: String(flow.id), stepIds: flow.steps.map(({ id }) => String(id)), other };
  }

  test('is pointed at another instance, or removed, and both rows know it', async () => {
    const { caller, owner, ids } = await freshCompany(server, 'A', 'B');
    const { flowId, stepIds } = await used(owner);
    const base = { instanceId: ids.get('A'), flowId };
    const moved = await caller.graph(mutation, {
      input: { ...base, stepId: stepIds[0], toInstanceId: ids.get('B') },
    });
    expect(moved.data).toMatchObject({ changeFlowStep: { flows: [{ name: 'Orders', steps: [{ id: stepIds[1] }] }] } });
    const rows = (await listConnectors(caller)).nodes.flatMap(({ instances }) => instances.map((one) => one.row));
    expect(rows).toMatchObject([
      { name: 'A', useCount: 1 },
      { name: 'B', useCount: 1 },
    ]);
    const removed = await caller.graph(mutation, { input: { ...base, stepId: stepIds[1], toInstanceId: null } });
    expect(removed.data).toEqual({ changeFlowStep: { flows: [] } });
    const entries = await server.services.database
      .selectFrom('audit_entries')
      .where('instance_id', '=', ids.get('A') ?? '')
      .where('action', 'like', 'flow.%')
      .orderBy('id')
      .select(['action', 'detail'])
      .execute();
    expect(entries).toEqual([
      { action: 'flow.move_step', detail: 'Orders' },
      { action: 'flow.remove_step', detail: 'Orders' },
    ]);
  });

  test('goes to no instance of another connector or account, and must use this instance', async () => {
    const { caller, owner, ids } = await freshCompany(server, 'A', 'B');
    await owner.create('Contacts', { connector: 'HubSpot', values: { token: 'sandbox-secret' } });
    const { flowId, stepIds } = await used(owner);
    const stranger = await freshCompany(server, 'Stranger');
    const hubspot = (await listConnectors(caller)).nodes.find(({ name }) => name === 'HubSpot')?.instances[0]?.row.id;
    const step = { instanceId: ids.get('A'), flowId, stepId: stepIds[0] };
    const inputs = [
      { ...step, toInstanceId: hubspot },
      { ...step, toInstanceId: stranger.ids.get('Stranger') },
      { ...step, toInstanceId: ids.get('A') },
      { ...step, flowId: '999999', toInstanceId: ids.get('B') },
      { ...step, instanceId: ids.get('B'), toInstanceId: ids.get('A') },
      { ...step, stepId: '999999', toInstanceId: null },
    ];
    const answers = await Promise.all(inputs.map(async (input) => (await caller.graph(mutation, { input })).errors));
    expect(answers.map((errors) => errors?.[0]?.extensions['fields'])).toEqual([
      { toInstanceId: 'unknown_value' },
      { toInstanceId: 'unknown_value' },
      { toInstanceId: 'unknown_value' },
      { flowId: 'unknown_value' },
      { flowId: 'unknown_value' },
      { stepId: 'unknown_value' },
    ]);
    const [one] = await owner.instances();
    expect((await owner.flowsOf(one?.id ?? 0))[0]?.steps).toHaveLength(2);
  });
});
