import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Export } from '#contract/endpoints/exports.ts';
import { readCsv } from '#server/exports/testing/read-csv.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
let priya: Caller;

beforeAll(async () => {
  server = await startTestServer();
  await server.services.sync.readEverything();
  priya = await server.signIn('priya');
});
afterEach(() => server.services.exports.stop());
afterAll(() => server.close());

type Asked = { kind: 'instances' | 'audit'; filter: object; key?: string };

async function begin(asked: Asked): Promise<{ answer: Export; requestId: string | null }> {
  const response = await priya.request('POST', '/api/exports', { key: randomUUID(), ...asked });
  expect(response.status).toBe(202);
  const { export: answer } = (await response.json()) as { export: Export };
  return { answer, requestId: response.headers.get('x-request-id') };
}

async function look(id: string): Promise<Export> {
  const { export: answer } = (await (await priya.request('GET', `/api/exports/${id}`)).json()) as { export: Export };
  return answer;
}

async function written(id: string): Promise<Export> {
  server.services.exports.start();
  return vi.waitFor(
    async () => {
      const now = await look(id);
      if (now.state === 'running') throw new Error('it is still being written');
      return now;
    },
    { timeout: 20_000 },
  );
}

const fetchFile = (id: string, caller = priya) => caller.request('GET', `/api/exports/${id}/file`);

async function recordsOf(id: string): Promise<string[][]> {
  const bytes = Buffer.from(await (await fetchFile(id)).arrayBuffer());
  const text = bytes.toString();
  expect(text.startsWith('\uFEFF')).toBe(true);
  return readCsv(text.slice(1));
}

async function entriesOf(requestId: string | null) {
  return server.services.database
    .selectFrom('audit_entries')
    .innerJoin('people', 'people.id', 'audit_entries.person_id')
    .where('request_id', '=', requestId)
    .select(['action', 'outcome', 'demo_key as who', 'detail'])
    .execute();
}

describe('a file of instances', () => {
  test('has exactly the rows that the list has with the same filter, and a header', async () => {
    const filter = { search: 'order', statuses: ['enabled', 'disabled'] };
    const { answer } = await begin({ kind: 'instances', filter });
    expect(answer).toMatchObject({ state: 'running', kind: 'instances', keptUntil: null });
    const list = await priya.graph<{ instances: { totalCount: number; nodes: { id: string; name: string }[] } }>(
      `query ($filter: InstanceFilter) { instances(filter: $filter, first: 100) { totalCount nodes {
        id vendorId name status health update templateId templateName account { externalId name } } } }`,
      { filter },
    );
    const { nodes, totalCount } = list.data.instances;
    expect(nodes.length).toBeGreaterThan(1);
    expect(await written(answer.id)).toMatchObject({ state: 'succeeded', rowsDone: totalCount, rowsAll: totalCount });
    const [header, ...rows] = await recordsOf(answer.id);
    expect(header?.slice(0, 4)).toEqual(['Instance id', 'Vendor', 'Vendor id', 'Name']);
    const [withNames] = [rows.map((row) => Object.fromEntries(row.map((cell, place) => [header?.[place], cell])))];
    const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);
    expect(
      withNames
        .map((row) => ({
          id: row['Instance id'] ?? '',
          vendorId: row['Vendor id'],
          name: row['Name'],
          status: row['Status'],
          health: row['Health'],
          update: row['Update'],
          templateId: row['Template id'],
          templateName: row['Template'],
          account: { externalId: row['Account external id'], name: row['Account'] },
        }))
        .toSorted(byId),
    ).toEqual(nodes.toSorted(byId));
  });

  test('comes with its length and a name, is not kept by anybody on the way, and is audited', async () => {
    const { answer, requestId } = await begin({ kind: 'instances', filter: { vendors: ['tray'] } });
    const { rowsDone, bytes } = await written(answer.id);
    const response = await priya.request('GET', `/api/exports/${answer.id}/file`, undefined, {
      'accept-encoding': 'gzip',
    });
    expect(response.headers.get('content-length')).toBe(String(bytes));
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="jackfield-instances-\d{4}-\d{2}-\d{2}-\d{4}\.csv"$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await response.arrayBuffer()).byteLength).toBe(bytes);
    expect(await entriesOf(requestId)).toEqual([
      { action: 'export.start', outcome: 'done', who: 'priya', detail: `instances: ${rowsDone}; vendors tray` },
    ]);
    expect(await entriesOf(response.headers.get('x-request-id'))).toEqual([
      { action: 'export.fetch', outcome: 'done', who: 'priya', detail: `instances: ${rowsDone}` },
    ]);
  });

  test('is begun once for each key, however often it is pressed', async () => {
    const key = randomUUID();
    const [one, other] = await Promise.all([
      begin({ kind: 'instances', filter: {}, key }),
      begin({ kind: 'instances', filter: {}, key }),
    ]);
    expect(other.answer.id).toBe(one.answer.id);
    const entries = [...(await entriesOf(one.requestId)), ...(await entriesOf(other.requestId))];
    expect(entries).toHaveLength(1);
  });

  test('is refused beside the field that cannot be used', async () => {
    const response = await priya.request('POST', '/api/exports', {
      kind: 'instances',
      key: randomUUID(),
      filter: { vendors: ['acme'] },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ problem: { fields: { 'filter.vendors.0': 'unknown_value' } } });
  });

  test('is refused where the filter holds what no text may', async () => {
    const filter = { search: 'a\0b' };
    const response = await priya.request('POST', '/api/exports', { kind: 'instances', key: randomUUID(), filter });
    expect([response.status, await response.json()]).toMatchObject([400, { problem: { code: 'bad_input' } }]);
  });
});

test('a file of the log has what the filter leaves, with names', async () => {
  const tomas = await server.signIn('tomas');
  await tomas.request('GET', `/api/exports/${randomUUID()}`);
  const { answer } = await begin({ kind: 'audit', filter: { search: 'Tomás', outcomes: ['refused'] } });
  await written(answer.id);
  const [header, ...rows] = await recordsOf(answer.id);
  expect(header).toContain('Request id');
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row[header?.indexOf('Person') ?? -1]))).toEqual(new Set(['Tomás Rey']));
  expect(new Set(rows.map((row) => row[header?.indexOf('Result') ?? -1]))).toEqual(new Set(['refused']));
});

describe('a file is there', () => {
  test('for an hour by our clock, and then expired, and its content gone', async () => {
    const { answer } = await begin({ kind: 'instances', filter: {} });
    await written(answer.id);
    const partsLeft = () =>
      server.services.database
        .selectFrom('export_parts')
        .where('export_id', '=', answer.id)
        .select('position')
        .execute();
    server.clock.advance(59 * 60_000);
    await server.services.exports.sweep();
    expect((await fetchFile(answer.id)).status).toBe(200);
    server.clock.advance(61_000);
    expect((await fetchFile(answer.id)).status).toBe(404);
    expect(await look(answer.id)).toMatchObject({ state: 'expired' });
    await server.services.exports.sweep();
    expect(await partsLeft()).toEqual([]);
    server.clock.advance(24 * 60 * 60_000);
    await server.services.exports.sweep();
    // The session is over by then too, so that the table itself is looked into.
    const kept = server.services.database.selectFrom('exports').where('id', '=', answer.id).select('id').execute();
    expect(await kept).toEqual([]);
    priya = await server.signIn('priya');
  });

  test('until it is forgotten', async () => {
    const { answer } = await begin({ kind: 'instances', filter: {} });
    await written(answer.id);
    expect((await priya.request('DELETE', `/api/exports/${answer.id}`)).status).toBe(200);
    expect((await fetchFile(answer.id)).status).toBe(404);
    const left = server.services.database.selectFrom('export_parts').where('export_id', '=', answer.id).selectAll();
    expect(await left.execute()).toEqual([]);
  });

  test('not before it is whole, and not when it was stopped', async () => {
    const { answer } = await begin({ kind: 'instances', filter: {} });
    expect((await fetchFile(answer.id)).status).toBe(404);
    const stopped = await priya.request('DELETE', `/api/exports/${answer.id}`);
    expect(await entriesOf(stopped.headers.get('x-request-id'))).toMatchObject([{ action: 'export.stop' }]);
    expect(await written(answer.id)).toMatchObject({ state: 'stopped', rowsDone: 0, keptUntil: null });
    expect((await fetchFile(answer.id)).status).toBe(404);
  });

  test('and stays when it became whole between the look and the press of Stop', async () => {
    const { answer } = await begin({ kind: 'instances', filter: {} });
    await written(answer.id);
    const { exports, database } = server.services;
    const row = await database.selectFrom('exports').where('id', '=', answer.id).selectAll().executeTakeFirstOrThrow();
    await exports.giveUp({ ...row, state: 'running' });
    expect((await look(answer.id)).state).toBe('succeeded');
    expect((await recordsOf(answer.id)).length).toBeGreaterThan(1);
  });

  test('after a crash too, begun anew', async () => {
    const { answer } = await begin({ kind: 'instances', filter: {} });
    // As a process leaves it that dies in the middle.
    await server.services.database
      .insertInto('export_parts')
      .values([
        { export_id: answer.id, position: 0, content: Buffer.from('half a head') },
        { export_id: answer.id, position: 7, content: Buffer.from('of a longer file') },
      ])
      .execute();
    await server.services.database
      .updateTable('exports')
      .set({ rows_done: 9_000 })
      .where('id', '=', answer.id)
      .execute();
    const { rowsDone, rowsAll } = await written(answer.id);
    expect(rowsDone).toBe(rowsAll);
    expect(await recordsOf(answer.id)).toHaveLength(rowsDone + 1);
  });

  test('never where it could not be written, and that is said', async () => {
    const { answer } = await begin({ kind: 'audit', filter: {} });
    await server.services.database
      .updateTable('exports')
      .set({ filter: JSON.stringify({ actions: 'no list' }) })
      .where('id', '=', answer.id)
      .execute();
    expect(await written(answer.id)).toMatchObject({ state: 'failed', problemCode: 'internal' });
    expect((await fetchFile(answer.id)).status).toBe(404);
  });
});

test('one that failed, was stopped or has expired is written anew with its own filter, and one under way is not', async () => {
  const { answer } = await begin({ kind: 'instances', filter: { search: 'order' } });
  const again = () => priya.request('POST', `/api/exports/${answer.id}/retry`);
  expect(await (await again()).json()).toMatchObject({ problem: { code: 'busy' } });
  await priya.request('DELETE', `/api/exports/${answer.id}`);
  const begun = await again();
  expect(begun.status).toBe(202);
  const [entry] = await entriesOf(begun.headers.get('x-request-id'));
  const { rowsDone } = await written(answer.id);
  expect(entry).toMatchObject({ action: 'export.start', detail: `instances: ${rowsDone}; search "order"` });
  expect(await recordsOf(answer.id)).toHaveLength(rowsDone + 1);
});

test('another administrator does not find it, and that they asked is in the log', async () => {
  await server.services.database
    .insertInto('people')
    .values({ demo_key: 'olga', name: 'Olga', role: 'admin', account_id: null, view_only: false, featured: false })
    .execute();
  const olga = await server.signIn('olga');
  const { answer } = await begin({ kind: 'instances', filter: {} });
  await written(answer.id);
  const asked = await Promise.all([
    fetchFile(answer.id, olga),
    olga.request('GET', `/api/exports/${answer.id}`),
    olga.request('DELETE', `/api/exports/${answer.id}`),
  ]);
  expect(asked.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(await (await olga.request('GET', '/api/exports')).json()).toEqual({ exports: [] });
  const [first] = asked;
  expect(await entriesOf(first?.headers.get('x-request-id') ?? null)).toMatchObject([
    { action: 'request.refuse', who: 'olga', detail: `export ${answer.id}` },
  ]);
  expect(await look(answer.id)).toMatchObject({ state: 'succeeded' });
});
