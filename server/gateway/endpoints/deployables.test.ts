import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestServer } from '#server/testing/test-server.ts';
import { countVendorCalls } from '../testing/deployables-bed.ts';
import { ask, type FormBed, prepareFormBed, sftp, startFormServer, stockValues } from '../testing/form-bed.ts';

let server: TestServer;
let bed: FormBed;
beforeAll(async () => {
  server = await startFormServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  bed = await prepareFormBed(server);
});

const noteOf = async (instanceId: string, action: string) =>
  (await server.services.audit.ofInstance(instanceId, 50)).find((entry) => entry.action === action);

describe('the form of an instance', () => {
  test('is read with two calls, and shows what is stored but no secret', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 2);
    await bed.put(instanceId, stockValues('canary'));
    const counted = countVendorCalls(server);
    const form = await bed.form(instanceId);
    counted.stop();
    expect(counted.calls).toEqual(['readInstance', 'readForm']);
    expect(form.form).toMatchObject({ versionNumber: 2, title: 'Inventory sync' });
    expect(form.values).toContainEqual({ key: 'Warehouse', value: 'Oslo', schedule: null });
    expect(form.connections).toMatchObject([
      {
        key: 'SFTP',
        status: 'active',
        inputs: [
          { name: 'host', value: 'sftp.example.com', isStored: true },
          { name: 'username', value: 'stock', isStored: true },
          { name: 'password', value: null, isStored: true },
        ],
      },
    ]);
    expect(form.missingKeys).toEqual(['Mode']);
    expect(JSON.stringify(form)).not.toContain('canary');
  });

  test('of another version says what would lack there', async () => {
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    const { versions } = await bed.versions('Inventory sync');
    const third = versions.find(({ number }) => number === 3)?.versionId ?? '';
    const path = `/instances/${instanceId}/form?version=${encodeURIComponent(third)}`;
    const { body } = await ask<Awaited<ReturnType<FormBed['form']>>>(bed.person, 'GET', path);
    expect(body.form.versionNumber).toBe(3);
    expect(body.missingKeys).toEqual(['Mode', 'Start date']);
    const { versions: others } = await bed.versions('Team alerts');
    const foreign = encodeURIComponent(others[0]?.versionId ?? '');
    const elsewhere = await ask(bed.person, 'GET', `/instances/${instanceId}/form?version=${foreign}`);
    expect(elsewhere.status).toBe(404);
  });

  test('leaves out for owners what only the operator sets, and hides from the operator what is the owner’s', async () => {
    const { instanceId } = await bed.unfinished('Team alerts', 'Alerts', 2);
    const own = await bed.form(instanceId);
    expect(own.form.fields.map(({ key }) => key)).toEqual(['Channel']);
    expect(JSON.stringify(own)).not.toContain('Internal route');
    const full = await bed.form(instanceId, bed.admin);
    expect(full.form.fields.map(({ key }) => key)).toEqual(['Channel', 'Internal route']);
    expect(full.values).toContainEqual({ key: 'Internal route', value: 'default', schedule: null });
    expect(full.connections[0]?.inputs.map(({ value }) => value)).not.toContain('chat:write');
    expect(own.connections[0]?.inputs).toContainEqual({ name: 'scopes', value: 'chat:write', isStored: true });
  });

  test('is nothing for whoever may only view, nor for other accounts', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock');
    const other = await prepareFormBed(server);
    for (const [method, path] of [
      ['GET', 'form'],
      ['GET', 'page-content?page=Settings'],
      ['GET', 'connections'],
      ['PUT', 'values'],
      ['POST', 'deployments'],
      ['POST', 'versions'],
      ['POST', 'connections/SFTP/consents'],
      ['DELETE', 'connections/SFTP'],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await ask(other.person, method, `/instances/${instanceId}/${path}`)).status).toBe(404);
    }
    const jonas = await server.signIn('jonas');
    const { id } = await server.services.database
      .selectFrom('instances')
      .innerJoin('accounts', 'accounts.id', 'instances.account_id')
      .where('accounts.external_id', '=', 'northwind')
      .select('instances.id')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect((await ask(jonas, 'GET', `/instances/${id}/form`)).problem?.code).toBe('view_only');
    expect((await ask(jonas, 'POST', `/instances/${id}/deployments`)).problem?.code).toBe('view_only');
  });

  test('offers the choices of a page', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 2);
    const path = `/instances/${instanceId}/page-content`;
    const { body } = await ask<{ choices: object }>(bed.person, 'GET', `${path}?page=Settings`);
    expect(body.choices).toEqual({
      Mode: [
        { value: 'full', label: 'full' },
        { value: 'changes', label: 'changes' },
      ],
    });
    expect((await ask(bed.person, 'GET', path)).problem?.fields).toEqual({ page: 'required' });
    expect((await ask(bed.person, 'GET', `${path}?page=Nowhere`)).problem?.code).toBe('refused');
  });
});

describe('values', () => {
  test('are stored beside what is there, and audited by their names alone', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 2);
    const first = await bed.put(instanceId, [sftp('canary-password'), { key: 'Warehouse', value: 'canary-Oslo' }]);
    expect(first.body.missingKeys).toEqual(['Mode']);
    const second = await bed.put(instanceId, [{ key: 'Mode', value: 'full' }]);
    expect(second.body).toMatchObject({ missingKeys: [], connections: [{ status: 'active' }] });
    expect(second.body.values).toContainEqual({ key: 'Warehouse', value: 'canary-Oslo', schedule: null });
    expect(await noteOf(instanceId, 'instance.change_values')).toMatchObject({ outcome: 'done', detail: 'Mode' });
    const notes = await server.services.audit.ofInstance(instanceId, 50);
    expect(notes.map(({ detail }) => detail)).toContain('SFTP, Warehouse');
    expect(JSON.stringify(notes)).not.toContain('canary');
    const row = await bed.person.graph<{ instance: { row: { missing: string[] } } }>(
      'query ($id: ID!) { instance(id: $id) { row { missing } } }',
      { id: instanceId },
    );
    expect(row.data.instance.row.missing).toEqual([]);
  });

  test('an empty input leaves the secret, null erases it', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 1);
    await bed.put(instanceId, stockValues());
    const password = (value: string | null) => [{ key: 'SFTP', inputs: [{ name: 'password', value }] }];
    const statusAfter = async (value: string | null) =>
      (await bed.put(instanceId, password(value))).body.connections[0]?.status;
    expect(await statusAfter('')).toBe('active');
    expect(await statusAfter(null)).toBe('waiting');
  });

  test.each([
    ['an unknown key', [{ key: 'Nowhere', value: '1' }], { Nowhere: 'unknown_value' }],
    ['an unknown input', [{ key: 'SFTP', inputs: [{ name: 'port', value: '1' }] }], { 'SFTP.port': 'unknown_value' }],
    ['a value for a connection', [{ key: 'SFTP', value: '1' }], { SFTP: 'malformed' }],
    ['inputs for a value', [{ key: 'Warehouse', inputs: [] }], { Warehouse: 'malformed' }],
    [
      'one key twice',
      [
        { key: 'Warehouse', value: 'Oslo' },
        { key: 'Warehouse', value: 'Bergen' },
      ],
      { Warehouse: 'malformed' },
    ],
  ])('with %s are refused beside it, and nothing is stored', async (_what, values, fields) => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 1);
    const { status, problem } = await bed.put(instanceId, values);
    expect({ status, problem }).toMatchObject({
      status: 400,
      problem: { code: 'bad_input', changed: 'nothing', fields },
    });
    expect((await bed.form(instanceId)).missingKeys).toEqual(['SFTP', 'Warehouse']);
  });

  test('that the operator sets are not there for owners, and the owner’s connection is not the operator’s', async () => {
    const { instanceId } = await bed.unfinished('Team alerts', 'Alerts', 2);
    const route = [{ key: 'Internal route', value: 'elsewhere' }];
    expect((await bed.put(instanceId, route)).problem?.fields).toEqual({ 'Internal route': 'unknown_value' });
    const set = await bed.put(instanceId, [...route, { key: 'Channel', value: '#shop' }], {}, bed.admin);
    expect(set.body.values).toContainEqual({ key: 'Internal route', value: 'elsewhere', schedule: null });
    const scopes = [{ key: 'Slack', inputs: [{ name: 'scopes', value: 'all' }] }];
    expect(await bed.put(instanceId, scopes, {}, bed.admin)).toMatchObject({
      status: 403,
      problem: { code: 'owner_only', instance: { id: instanceId, name: 'Alerts' } },
    });
  });

  test('are put back to their defaults only where the form shows all of them and none is a connection', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 2);
    const reset = await bed.put(instanceId, [{ key: 'Mode', value: 'full' }], { others: 'reset' });
    expect(reset.problem).toMatchObject({ code: 'bad_input', fields: { others: 'unknown_value' } });
    const bare = await bed.begin('Order events', 'Orders');
    const made = await bed.watch(bare.id, ({ endedAt }) => endedAt !== null);
    expect((await bed.put(made.instanceId ?? '', [], { others: 'reset' })).status).toBe(200);
    expect(await noteOf(made.instanceId ?? '', 'instance.restore_defaults')).toMatchObject({ outcome: 'done' });
  });

  test('are not touched while an operation runs on the instance', async () => {
    const instanceId = await bed.deployed('Inventory sync', 'Stock', 1);
    await server.services.worker.stop();
    await bed.deploy(instanceId);
    const refused = await bed.put(instanceId, [{ key: 'Warehouse', value: 'Bergen' }]);
    expect(refused).toMatchObject({ status: 409, problem: { code: 'busy' } });
    expect((await ask(bed.person, 'DELETE', `/instances/${instanceId}/connections/SFTP`)).problem?.code).toBe('busy');
    server.services.worker.start();
  });

  test('what Prismatic finds wrong with them comes in its words, and nothing is stored', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 2);
    const { status, problem } = await bed.put(instanceId, [
      { key: 'Warehouse', value: 'Oslo' },
      { key: 'Mode', value: 'sideways' },
    ]);
    expect({ status, problem }).toMatchObject({
      status: 409,
      problem: { code: 'refused', changed: 'nothing', instance: { id: instanceId } },
    });
    expect(problem?.refusals).toEqual([{ about: 'values', messages: [expect.stringContaining('"Mode"')] }]);
    expect((await bed.form(instanceId)).missingKeys).toContain('Warehouse');
    expect(await noteOf(instanceId, 'instance.change_values')).toMatchObject({ outcome: 'failed' });
  });

  test('whose answer was lost are looked for: what can be seen to be stored is', async () => {
    const { instanceId } = await bed.unfinished('Inventory sync', 'Stock', 2);
    const lost = () => bed.fault('updateInstanceConfigVariables', '500', { times: 1, after: true });
    await lost();
    const stored = await bed.put(instanceId, [{ key: 'Warehouse', value: 'Oslo' }]);
    expect(stored).toMatchObject({ status: 200, body: { missingKeys: ['SFTP', 'Mode'] } });
    await lost();
    // A secret is shown to nobody, so that nobody can tell.
    const secret = await bed.put(instanceId, [sftp()]);
    expect(secret).toMatchObject({ status: 503, problem: { code: 'vendor_unavailable', changed: 'unknown' } });
  });
});

describe('connections', () => {
  test('wait for somebody to agree on the third party’s page, and the row hears of it', async () => {
    const { instanceId } = await bed.unfinished('Team alerts', 'Alerts', 1);
    const path = `/instances/${instanceId}/connections`;
    const poll = () => ask<{ connections: { key: string; status: string }[] }>(bed.person, 'GET', path);
    expect((await poll()).body.connections).toMatchObject([{ key: 'Slack', status: 'waiting' }]);
    const opened = await bed.person.request('POST', `/api${path}/Slack/consents`, {});
    expect(opened.status).toBe(201);
    expect(opened.headers.get('cache-control')).toBe('no-store');
    const { url } = (await opened.json()) as { url: string };
    // The vendor's own origin, which is the one that is configured; anywhere else it would have to be https.
    expect(new URL(url).origin).toBe(server.prismaticOrigin);
    expect(JSON.stringify(await server.services.audit.ofInstance(instanceId, 50))).not.toContain(url);
    expect(await noteOf(instanceId, 'instance.begin_consent')).toMatchObject({ outcome: 'done', detail: 'Slack' });
    await fetch(url, { method: 'POST', body: new URLSearchParams({ answer: 'allow' }) });
    expect((await poll()).body.connections).toMatchObject([{ key: 'Slack', status: 'active' }]);
    const { missing_connections: missing } = await server.services.database
      .selectFrom('instances')
      .where('id', '=', instanceId)
      .select('missing_connections')
      .executeTakeFirstOrThrow();
    expect(missing).toEqual([]);
    await bed.fault('disconnectConnection', '500', { times: 1 });
    expect(await ask(bed.person, 'DELETE', `${path}/Slack`)).toMatchObject({ status: 503 });
    expect(await noteOf(instanceId, 'instance.disconnect')).toMatchObject({
      outcome: 'failed',
      problemCode: 'vendor_unavailable',
    });
    const forgotten = await ask<{ connections: { status: string }[] }>(bed.person, 'DELETE', `${path}/Slack`);
    expect(forgotten.body.connections).toMatchObject([{ status: 'waiting' }]);
    expect(await noteOf(instanceId, 'instance.disconnect')).toMatchObject({ outcome: 'done' });
  });

  test('are the owner’s alone, and must be there', async () => {
    const { instanceId } = await bed.unfinished('Team alerts', 'Alerts', 1);
    const path = `/instances/${instanceId}/connections`;
    expect((await ask(bed.admin, 'POST', `${path}/Slack/consents`)).problem?.code).toBe('owner_only');
    expect((await ask(bed.admin, 'DELETE', `${path}/Slack`)).problem?.code).toBe('owner_only');
    expect((await ask(bed.person, 'POST', `${path}/Nothing/consents`)).status).toBe(404);
    const stock = await bed.unfinished('Inventory sync', 'Stock', 1);
    const noConsent = await ask(bed.person, 'POST', `/instances/${stock.instanceId}/connections/SFTP/consents`);
    expect(noConsent.problem).toMatchObject({ code: 'bad_input', fields: { SFTP: 'unknown_value' } });
  });
});

describe('what can be activated', () => {
  test('is told by version, the newest first, and by form', async () => {
    const { templateId } = await bed.versions('Inventory sync');
    const query = `vendor=prismatic&templateId=${encodeURIComponent(templateId)}`;
    const { body } = await ask<{ versions: { number: number; versionId: string; comment: string }[] }>(
      bed.person,
      'GET',
      `/versions?${query}`,
    );
    expect(body.versions.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(body.versions[0]).toMatchObject({ comment: 'Version 3', publishedAt: expect.stringMatching(/^\d{4}-/) });
    const versionId = encodeURIComponent(body.versions[2]?.versionId ?? '');
    const form = await ask<{ form: { fields: unknown[] } }>(
      bed.person,
      'GET',
      `/version-form?vendor=prismatic&versionId=${versionId}`,
    );
    expect(form.body.form.fields).toMatchObject([{ key: 'Warehouse', kind: 'text' }]);
    expect((await ask(bed.person, 'GET', '/versions?vendor=prismatic')).problem?.fields).toEqual({
      templateId: 'required',
    });
    expect((await ask(bed.person, 'GET', '/versions?vendor=none&templateId=1')).problem?.fields).toEqual({
      vendor: 'unknown_value',
    });
    expect((await ask(bed.person, 'GET', '/version-form?vendor=prismatic&versionId=none')).status).toBe(404);
  });

  test('customers are found by administrators alone', async () => {
    const find = (caller: Parameters<typeof ask>[0], query: string) =>
      ask<{ owners: { name: string; ownerId: string }[]; next: string | null }>(caller, 'GET', `/owners?${query}`);
    const { body } = await find(bed.admin, `vendor=prismatic&q=${bed.person.account.slice(5)}`);
    expect(body).toMatchObject({ owners: [{ ownerId: bed.ownerId, externalId: bed.person.account }], next: null });
    expect((await find(bed.person, 'vendor=prismatic')).status).toBe(404);
  });
});
