import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import {
  begin,
  type ConnectorBed,
  layOutConnectors,
  madeBy,
  readDraft,
  refusalOf,
  working,
} from '../testing/connectors-bed.ts';

const dayMs = 24 * 3_600_000;

let server: TestServer;
let bed: ConnectorBed;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['patchworks'], isGuarded: false });
  bed = await layOutConnectors(server);
});
afterAll(() => server.close());

async function auditOf(instanceId: string) {
  const { database } = server.services;
  return database.selectFrom('audit_entries').where('instance_id', '=', instanceId).selectAll().execute();
}

describe('a draft', () => {
  test('begins with the connector’s defaults and keeps what was typed', async () => {
    const { draft, form } = await begin(bed.caller, bed.connectorId);
    expect(draft).toMatchObject({
      connectorId: bed.connectorId,
      details: {
        name: '',
        timeZone: 'UTC',
        dateFormat: 'c',
        rateLimitAmount: 240,
        rateLimitUnit: 'minute',
        poolId: null,
      },
      methodId: null,
      values: {},
      instanceId: null,
    });
    expect(form.methods.map(({ name, kind }) => [name, kind])).toEqual([
      ['Access token', 'fields'],
      ['Sign in with Shopify', 'consent'],
    ]);
    const kept = await bed.put(draft, {
      details: { ...draft.details, name: 'Shop of Sweden', timeZone: 'Europe/Stockholm' },
      methodId: bed.methods['Access token'],
      values: { store_domain: 'a-store.example' },
    });
    expect(kept.status).toBe(200);
    const again = await readDraft(await bed.caller.request('GET', `/api/connector-drafts/${draft.id}`));
    expect(again).toEqual(await readDraft(kept));
    expect(again).toMatchObject({ details: { name: 'Shop of Sweden' }, values: { store_domain: 'a-store.example' } });
  });

  test('takes no secret, no field of another method and no unknown method, and says which', async () => {
    const draft = await bed.filledDraft('Refused');
    const refusals = await Promise.all(
      [
        { values: { access_token: 'a secret', scopes: 'x', store_domain: 'b.example' } },
        { methodId: '999999' },
        { details: { ...draft.details, poolId: '999999' } },
        { details: { ...draft.details, timeZone: 'Europe/Nowhere' } },
      ].map(async (change) => refusalOf(await bed.put(draft, change))),
    );
    expect(refusals.map(({ status, fields }) => [status, fields])).toEqual([
      [400, { 'values.access_token': 'unknown_value', 'values.scopes': 'unknown_value' }],
      [400, expect.objectContaining({ methodId: 'unknown_value' })],
      [400, { 'details.poolId': 'unknown_value' }],
      [400, { 'details.timeZone': 'unknown_value' }],
    ]);
    const kept = await readDraft(await bed.caller.request('GET', `/api/connector-drafts/${draft.id}`));
    expect(kept).toEqual(draft);
  });

  test('of an unknown connector is not found, and an admin has none', async () => {
    const unknown = await bed.caller.request('POST', '/api/connector-drafts', { connectorId: '999999' });
    expect(await refusalOf(unknown)).toMatchObject({ status: 404, code: 'not_found' });
    const priya = await server.signIn('priya');
    const asked = await priya.request('POST', '/api/connector-drafts', { connectorId: bed.connectorId });
    expect(await refusalOf(asked)).toMatchObject({ status: 403, code: 'owner_only' });
  });

  test('is kept while only the name is typed, though the vendor cannot be asked', async () => {
    const draft = await bed.filledDraft('Before');
    await server.patchworks('PUT', 'faults', [{ match: 'GET /', fault: '500', who: bed.account }]);
    const kept = await bed.put(draft, { details: { ...draft.details, name: 'After' } });
    await server.patchworks('DELETE', 'faults');
    expect(await readDraft(kept)).toMatchObject({ details: { name: 'After' } });
  });

  test('is forgotten on request, and a week after it was last changed', async () => {
    const other = await layOutConnectors(server);
    const draft = await other.filledDraft('Forgotten');
    expect((await other.caller.request('DELETE', `/api/connector-drafts/${draft.id}`)).status).toBe(200);
    const old = await other.filledDraft('Old');
    await server.services.database
      .updateTable('connector_drafts')
      .set({ changed_at: new Date(server.clock.now().getTime() - 7 * dayMs - 1) })
      .where('id', '=', old.id)
      .execute();
    const answers = await Promise.all(
      [draft, old].map(async ({ id }) => refusalOf(await other.caller.request('GET', `/api/connector-drafts/${id}`))),
    );
    expect(answers.map(({ code }) => code)).toEqual(['not_found', 'not_found']);
    await begin(other.caller, other.connectorId);
    const left = await server.services.database
      .selectFrom('connector_drafts')
      .where('id', '=', old.id)
      .selectAll()
      .execute();
    expect(left).toEqual([]);
  });

  test('is one of fifty of a person’s at most', async () => {
    const other = await layOutConnectors(server);
    const first = await begin(other.caller, other.connectorId);
    const { database } = server.services;
    const row = await database
      .selectFrom('connector_drafts')
      .where('id', '=', first.draft.id)
      .selectAll()
      .executeTakeFirstOrThrow();
    const { id: _id, content, sent: _sent, ...rest } = row;
    await database
      .insertInto('connector_drafts')
      .values(
        Array.from({ length: 49 }, (_, index) => ({
          ...rest,
          content: JSON.stringify(content),
          changed_at: new Date(row.changed_at.getTime() + index),
        })),
      )
      .execute();
    const { draft } = await begin(other.caller, other.connectorId);
    const left = await database
      .selectFrom('connector_drafts')
      .where('person_id', '=', row.person_id)
      .select('id')
      .execute();
    expect(left).toHaveLength(50);
    const ids = left.map(({ id }) => id);
    expect(ids).toContain(draft.id);
    expect(ids).not.toContain(first.draft.id);
  });
});

describe('the instance of a draft', () => {
  test('is made once everything is there, and what is missing is said by field', async () => {
    const { draft } = await begin(bed.caller, bed.connectorId);
    const empty = await refusalOf(await bed.make(draft, { api_key: 'x' }));
    expect(empty).toMatchObject({
      status: 400,
      code: 'bad_input',
      fields: { 'details.name': 'required', methodId: 'required', 'secrets.api_key': 'unknown_value' },
    });
    await bed.put(draft, { methodId: bed.methods['Access token'], details: { ...draft.details, name: ' ' } });
    expect(await refusalOf(await bed.make(draft, {}))).toMatchObject({
      fields: { 'details.name': 'required', 'values.store_domain': 'required', 'secrets.access_token': 'required' },
    });
    expect(await bed.owner.instances()).toEqual([]);
  });

  test('is made, indexed and audited; asked again, it is the same', async () => {
    const draft = await bed.filledDraft('Made');
    const instanceId = await madeBy(await bed.make(draft));
    expect(await (await bed.make(draft)).json()).toEqual({ state: 'done', instanceId, name: 'Made' });
    expect((await bed.owner.instances()).filter(({ name }) => name === 'Made')).toHaveLength(1);
    const rows = await bed.caller.graph<{ instances: { nodes: unknown[] } }>(
      '{ instances { nodes { id name status useCount } } }',
    );
    expect(rows.data.instances.nodes).toContainEqual({ id: instanceId, name: 'Made', status: 'unused', useCount: 0 });
    expect(await auditOf(instanceId)).toMatchObject([{ action: 'instance.create', outcome: 'done', detail: 'Made' }]);
    const over = await bed.put(draft);
    expect(await refusalOf(over)).toMatchObject({ status: 409, code: 'too_late' });
  });

  test('is one, however often and wherever the button is pressed at once', async () => {
    const draft = await bed.filledDraft('Pressed five times');
    await server.patchworks('PUT', 'faults', [
      { match: 'POST /api/v1/connectors', fault: 'latency', ms: 300, who: bed.account },
    ]);
    const ids = await Promise.all(Array.from({ length: 5 }, async () => madeBy(await bed.make(draft))));
    await server.patchworks('DELETE', 'faults');
    expect(new Set(ids).size).toBe(1);
    const made = (await bed.owner.instances()).filter(({ name }) => name === 'Pressed five times');
    expect(made).toHaveLength(1);
  });

  test.each([
    ['wrong', 'sandbox-secret-bad', 401],
    ['forbidden', 'sandbox-secret-forbidden', 403],
    ['broken', 'sandbox-secret-500', 500],
  ])(
    'is not made with %s credentials; the check is shown, and the next try may be right',
    async (name, secret, code) => {
      const draft = await bed.filledDraft(`Refused: ${name}`);
      const answer = await bed.make(draft, { access_token: secret });
      const text = await answer.clone().text();
      expect(await refusalOf(answer)).toMatchObject({
        status: 422,
        code: 'credentials_refused',
        changed: 'nothing',
        check: { request: { method: 'GET' }, response: { statusCode: code } },
      });
      expect(text).not.toContain(secret);
      expect((await bed.owner.instances()).filter((instance) => instance.name === `Refused: ${name}`)).toEqual([]);
      const kept = await readDraft(await bed.caller.request('GET', `/api/connector-drafts/${draft.id}`));
      expect(kept).toEqual(draft);
      await madeBy(await bed.make(draft, working));
    },
  );
});

describe('an unknown outcome', () => {
  test('is settled by looking: what was made after all is the instance', async () => {
    const draft = await bed.filledDraft('Made after all');
    await server.patchworks('PUT', 'faults', [
      { match: 'POST /api/v1/connectors', fault: '500', after: true, times: 1, who: bed.account },
    ]);
    await madeBy(await bed.make(draft));
    expect((await bed.owner.instances()).filter(({ name }) => name === 'Made after all')).toHaveLength(1);
  });

  test('that cannot be settled yet is said, looked for at the next press, and never made twice', async () => {
    const draft = await bed.filledDraft('Found later');
    const who = bed.account;
    await server.patchworks('PUT', 'faults', [
      { match: 'POST /api/v1/connectors', fault: 'reset', after: true, times: 1, who },
    ]);
    const list = server.services.adapters.get('patchworks')?.connectors?.reader;
    if (!list) throw new Error('no reader');
    const listInstances = list.listInstances.bind(list);
    let asked = 0;
    // The first look is before the create; the one after it meets a vendor that does not answer.
    Object.assign(list, {
      listInstances: async (...input: Parameters<typeof listInstances>) => {
        asked += 1;
        if (asked === 2) await server.patchworks('PUT', 'faults', [{ match: 'GET /', fault: '500', who, times: 3 }]);
        return listInstances(...input);
      },
    });
    const first = await refusalOf(await bed.make(draft));
    Object.assign(list, { listInstances });
    await server.patchworks('DELETE', 'faults');
    expect(first).toMatchObject({ code: 'vendor_unavailable', changed: 'unknown' });
    const instanceId = await madeBy(await bed.make(draft, { access_token: 'sandbox-secret-bad' }));
    expect((await bed.owner.instances()).filter(({ name }) => name === 'Found later')).toHaveLength(1);
    expect(await auditOf(instanceId)).toMatchObject([{ action: 'instance.create', outcome: 'done' }]);
  });

  test('with nothing to be found is sent again after a minute, not sooner', async () => {
    const draft = await bed.filledDraft('Lost');
    await server.patchworks('PUT', 'faults', [
      { match: 'POST /api/v1/connectors', fault: '500', times: 1, who: bed.account },
    ]);
    expect(await refusalOf(await bed.make(draft))).toMatchObject({ code: 'vendor_unavailable', changed: 'unknown' });
    const soon = await refusalOf(await bed.make(draft));
    expect(soon).toMatchObject({ status: 502, code: 'outcome_unknown', changed: 'unknown' });
    expect(await bed.owner.instances()).not.toContainEqual(expect.objectContaining({ name: 'Lost' }));
    server.clock.advance(60_000);
    await madeBy(await bed.make(draft));
    expect((await bed.owner.instances()).filter(({ name }) => name === 'Lost')).toHaveLength(1);
  });

  test('never takes what another draft made for its own', async () => {
    const [one, other] = [await bed.filledDraft('Twins'), await bed.filledDraft('Twins')];
    await server.patchworks('PUT', 'faults', [
      { match: 'POST /api/v1/connectors', fault: '500', times: 1, who: bed.account },
    ]);
    expect(await refusalOf(await bed.make(one))).toMatchObject({ code: 'vendor_unavailable' });
    await madeBy(await bed.make(other));
    expect(await refusalOf(await bed.make(one))).toMatchObject({ code: 'outcome_unknown' });
  });
});
