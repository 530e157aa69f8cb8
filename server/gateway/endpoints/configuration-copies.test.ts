import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { configurationCopySchema } from '#contract/configuration-copy.ts';
import { type Vendor, vendors } from '#contract/vendors.ts';
import { everythingIn } from '#server/testing/stored-text.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { ForeignRowsError } from '#server/vendors/vendor-error.ts';

let server: TestServer;
const callers = new Map<string, Caller>();
beforeAll(async () => {
  server = await startTestServer({ vendors: [...vendors], isGuarded: false, timeoutMs: 10_000 });
  await server.services.sync.readEverything();
  for (const demo of ['maya', 'jonas', 'tomas', 'priya']) {
    // oxlint-disable-next-line no-await-in-loop -- four of them
    callers.set(demo, await server.signIn(demo));
  }
});
afterAll(() => server.close());
beforeEach(() => vi.restoreAllMocks());

function callerOf(demo: string): Caller {
  const caller = callers.get(demo);
  if (!caller) throw new Error(`nobody is called ${demo}`);
  return caller;
}

const copyAnswer = z.object({ copy: configurationCopySchema });
const problemAnswer = z.object({ problem: z.looseObject({ code: z.string(), changed: z.string() }) });

function post(demo: string, instanceId: string): Promise<Response> {
  return callerOf(demo).request('POST', `/api/instances/${instanceId}/configuration-copies`, {});
}

async function copyOf(demo: string, instanceId: string) {
  const answer = await post(demo, instanceId);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
  return { text, copy: copyAnswer.parse(JSON.parse(text)).copy };
}

async function refusalOf(demo: string, instanceId: string) {
  const answer = await post(demo, instanceId);
  return { status: answer.status, ...problemAnswer.parse(await answer.json()).problem };
}

/** Every row that the index has of a vendor, with whose it is. */
function rowsOf(vendor: Vendor) {
  return server.services.database
    .selectFrom('instances')
    .innerJoin('accounts', 'accounts.id', 'instances.account_id')
    .where('instances.vendor', '=', vendor)
    .where('instances.removed_at', 'is', null)
    .select(['instances.id', 'instances.name', 'instances.vendor_id', 'accounts.external_id as account'])
    .orderBy('instances.name')
    .execute();
}

async function rowNamed(vendor: Vendor, name: string, account = 'northwind') {
  const row = (await rowsOf(vendor)).find((one) => one.name === name && one.account === account);
  if (!row) throw new Error(`the seeds have no ${name}`);
  return row;
}

async function notesAbout(instanceId: string) {
  const entries = await server.services.database
    .selectFrom('audit_entries')
    .where('instance_id', '=', instanceId)
    .where('action', '=', 'instance.view_snapshot')
    .orderBy('id')
    .select(['outcome', 'problem_code', 'detail', 'person_id', 'account_id'])
    .execute();
  return entries.map(({ outcome, problem_code: code, detail }) => ({ outcome, code, detail }));
}

const ownPeople: Record<string, string> = { northwind: 'maya', fabrikam: 'tomas' };
/** What the seeds have stored as secrets. */
const seededSecrets = ['sandbox-secret', 'not-a-real-one'];

describe.each([...vendors])('of %s', (vendor) => {
  test(
    'every seeded row has a copy, for administrators and for its own people, without secrets and addresses',
    { timeout: 60_000 },
    async () => {
      const rows = await rowsOf(vendor);
      expect(rows.length).toBeGreaterThan(4);
      for (const row of rows) {
        const own = ownPeople[row.account];
        for (const demo of ['priya', ...(own === undefined ? [] : [own])]) {
          // oxlint-disable-next-line no-await-in-loop -- the vendors take one after the other
          const { copy, text } = await copyOf(demo, row.id);
          expect(copy).toMatchObject({
            version: 1,
            instance: { id: row.id, vendorId: row.vendor_id, name: row.name },
            account: { externalId: row.account },
            template: { vendor },
          });
          expect(seededSecrets.filter((secret) => text.includes(secret))).toEqual([]);
          expect(text).not.toMatch(/https?:\/\/(?:localhost|127\.0\.0\.1)/);
        }
      }
    },
  );

  test('a copy that the vendor cannot be asked for is none, and stands as failed in the log', async () => {
    const [row] = (await rowsOf(vendor)).filter(({ account }) => account === 'northwind');
    const id = row?.id ?? '';
    const before = await notesAbout(id);
    await breakVendor(vendor);
    try {
      expect(await refusalOf('maya', id)).toMatchObject({
        status: 503,
        code: 'vendor_unavailable',
        changed: 'nothing',
        vendor,
        instance: { id, name: row?.name },
      });
    } finally {
      await mendVendor(vendor);
    }
    expect((await notesAbout(id)).slice(before.length)).toEqual([
      { outcome: 'failed', code: 'vendor_unavailable', detail: null },
    ]);
  });

  test('what is gone at the vendor has no copy', async () => {
    const [row] = (await rowsOf(vendor)).filter(({ account }) => account === 'fabrikam');
    const id = row?.id ?? '';
    const before = await notesAbout(id);
    const { deployables, connectors, deployments, reader } = adapterOf(vendor);
    vi.spyOn(reader, 'readInstance').mockResolvedValue(null);
    if (deployables) vi.spyOn(deployables.reader, 'readInstance').mockResolvedValue(null);
    if (connectors) vi.spyOn(connectors.reader, 'readInstance').mockResolvedValue(null);
    if (deployments) vi.spyOn(deployments.reader, 'readDeployment').mockResolvedValue(null);
    // The index must not take it for one that the vendor does not show yet.
    server.clock.advance(3_600_000);
    expect(await refusalOf('tomas', id)).toMatchObject({ status: 410, code: 'gone', instance: { id } });
    expect((await notesAbout(id)).slice(before.length)).toEqual([{ outcome: 'failed', code: 'gone', detail: null }]);
  });
});

function adapterOf(vendor: Vendor) {
  const adapter = server.services.adapters.get(vendor);
  if (!adapter) throw new Error(`there is no ${vendor}`);
  return adapter;
}

const controlOf = (vendor: Vendor) => (vendor === 'tray' ? server.control : server[vendor]);

/** Whatever is read of a single instance fails. */
async function breakVendor(vendor: Vendor): Promise<void> {
  const matches = { tray: 'viewer', prismatic: 'instance', instabase: 'GET /', patchworks: 'GET /' };
  await controlOf(vendor)('PUT', 'faults', [{ match: matches[vendor], fault: '500' }]);
}

async function mendVendor(vendor: Vendor): Promise<void> {
  await controlOf(vendor)('DELETE', 'faults');
}

describe('a copy', () => {
  test('is in the log once with who took it, is kept nowhere, and is not to be stored on the way', async () => {
    const { id } = await rowNamed('tray', 'Order alerts in #orders');
    const before = await notesAbout(id);
    const answer = await post('maya', id);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { copy } = copyAnswer.parse(await answer.json());
    expect((await notesAbout(id)).slice(before.length)).toEqual([{ outcome: 'done', code: null, detail: null }]);
    expect(JSON.stringify(copy.content)).toContain('A new order is in');
    expect(await everythingIn(server.services.database)).not.toContain('A new order is in');
  });

  test('is not given out when the log cannot be written', async () => {
    const { id } = await rowNamed('tray', 'Order alerts in #orders');
    vi.spyOn(server.services.audit, 'append').mockRejectedValue(new Error('the log is away'));
    expect((await post('maya', id)).status).toBe(500);
  });

  test('is for whoever may remove the instance', async () => {
    const { id } = await rowNamed('tray', 'Order alerts in #orders');
    const before = await notesAbout(id);
    expect(await refusalOf('jonas', id)).toMatchObject({ status: 403, code: 'view_only' });
    expect(await refusalOf('tomas', id)).toMatchObject({ status: 404, code: 'not_found' });
    expect(await refusalOf('maya', 'nothing')).toMatchObject({ status: 404, code: 'not_found' });
    expect(await notesAbout(id)).toEqual(before);
    const publics = (await rowsOf('instabase')).filter(({ name }) => name === 'Identity documents 4.2.0');
    const everybodys = publics[0]?.id ?? '';
    expect(await refusalOf('maya', everybodys)).toMatchObject({ status: 403, code: 'owner_only' });
    expect((await copyOf('priya', everybodys)).copy.content).toMatchObject({ kind: 'package' });
  });

  test('says what is left out, in the words of the form', async () => {
    const stock = await rowNamed('prismatic', 'Stock from Rotterdam');
    expect((await copyOf('maya', stock.id)).copy).toMatchObject({
      template: { name: 'Inventory sync', version: '1' },
      content: {
        kind: 'form',
        values: [
          { key: 'Warehouse', value: 'Rotterdam' },
          {
            key: 'SFTP',
            inputs: [
              { name: 'host', value: 'sftp.northwind.example' },
              { name: 'username', value: 'stock' },
            ],
          },
        ],
      },
      leftOut: [{ title: 'SFTP: Password', reason: 'secret' }],
    });
    // What the account's own connections are made of is the account's to see.
    const { copy: ofAdmin } = await copyOf('priya', stock.id);
    expect(ofAdmin.content).toEqual({ kind: 'form', values: [{ key: 'Warehouse', value: 'Rotterdam' }] });
    expect(ofAdmin.leftOut).toEqual([{ title: 'SFTP', reason: 'connection' }]);
    const books = await rowNamed('patchworks', 'Xero of the holding');
    const { leftOut } = (await copyOf('maya', books.id)).copy;
    expect(leftOut.map(({ reason }) => reason)).toContain('connection');
    const sweden = await rowNamed('patchworks', 'Shopify Sweden');
    expect((await copyOf('maya', sweden.id)).copy).toMatchObject({
      content: {
        details: { name: 'Shopify Sweden', timeZone: 'Europe/Stockholm', poolId: expect.any(String) },
        values: { store_domain: 'northwind-se.example' },
      },
      leftOut: [{ title: 'Access token', reason: 'secret' }],
    });
  });

  test('of somebody else’s row, which a vendor answers with, is none, and the log says so', async () => {
    const { id } = await rowNamed('prismatic', 'Order events');
    const port = adapterOf('prismatic').deployables;
    if (port) vi.spyOn(port.reader, 'readInstance').mockRejectedValue(new ForeignRowsError('prismatic'));
    const since = await server.services.database
      .selectFrom('audit_entries')
      .where('action', '=', 'vendor.foreign_rows')
      .select('id')
      .execute();
    expect(await refusalOf('maya', id)).toMatchObject({ status: 502, code: 'vendor_garbled' });
    const now = await server.services.database
      .selectFrom('audit_entries')
      .where('action', '=', 'vendor.foreign_rows')
      .select('id')
      .execute();
    expect(now.length).toBe(since.length + 1);
  });
});
