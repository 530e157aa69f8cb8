import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { introduceDemoPeople, makeDemoAccount } from './demo.ts';
import { linkAccount, ownerAt } from './vendor-links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const adapters = () => [...server.services.adapters.values()];

async function ownersAtTray(externalId: string) {
  const owners = await adapters()[0]?.reader.listOwners();
  return owners?.filter((owner) => owner.externalId === externalId);
}

describe('the demo people', () => {
  test('are introduced once, however often the server starts', async () => {
    const { database, clock } = server.services;
    const tables = ['accounts', 'people', 'vendor_links'] as const;
    const all = () => Promise.all(tables.map((table) => database.selectFrom(table).selectAll().execute()));
    const before = await all();
    await Promise.all([
      introduceDemoPeople(database, adapters(), clock),
      introduceDemoPeople(database, adapters(), clock),
    ]);
    expect(await all()).toEqual(before);
    expect(before[1]).toHaveLength(4);
  });
});

describe('a fresh account', () => {
  test('is known to the vendor by its external id, empty, and its person may change everything', async () => {
    const fresh = await server.freshAccount();
    expect(await ownersAtTray(fresh.account)).toHaveLength(1);
    const session = await fresh.request('GET', '/api/session');
    expect(await session.json()).toMatchObject({
      person: { role: 'user', viewOnly: false, account: { externalId: fresh.account } },
    });
    const list = await fresh.graph('{ instances { totalCount } }');
    expect(list).toEqual({ data: { instances: { totalCount: 0 } } });
  });

  test('comes by request, is another each time, and is not on the sign-in page', async () => {
    const maya = await server.signIn('maya');
    const answers = await Promise.all(Array.from({ length: 5 }, () => maya.request('POST', '/api/demo/accounts')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const made = await Promise.all(
      answers.map((answer) => answer.json() as Promise<{ account: string; demo: string }>),
    );
    expect(new Set(made.map(({ account }) => account)).size).toBe(5);
    const deployment = (await (await maya.request('GET', '/api/deployment')).json()) as {
      demoPeople: { key: string }[];
    };
    expect(deployment.demoPeople.map(({ key }) => key)).toEqual(['maya', 'jonas', 'tomas', 'priya']);
    expect((await server.signIn(made[0]?.demo ?? '')).cookie).not.toBeNull();
  });

  test('is not made when the vendor cannot be asked, and nobody can sign in to half of one', async () => {
    const { database, clock } = server.services;
    const people = () => database.selectFrom('people').select('demo_key').execute();
    const before = await people();
    await server.control('PUT', 'faults', [{ match: 'createExternalUser', fault: '500' }]);
    await expect(makeDemoAccount(database, adapters(), clock)).rejects.toMatchObject({ code: 'vendor_unavailable' });
    await server.control('DELETE', 'faults');
    expect(await people()).toEqual(before);
  });
});

describe('linking', () => {
  test('an account twice at once makes one owner', async () => {
    const { database, clock } = server.services;
    const externalId = 'linked-twice';
    const { id } = await database
      .insertInto('accounts')
      .values({ external_id: externalId, name: 'Linked twice', created_at: clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow();
    const account = { id, externalId, name: 'Linked twice' };
    await Promise.all(
      Array.from({ length: 8 }, () =>
        Promise.all(adapters().map((adapter) => linkAccount(database, adapter, account))),
      ),
    );
    const owners = await ownersAtTray(externalId);
    expect(owners).toHaveLength(1);
    expect(await ownerAt(database, 'tray', id)).toEqual({ vendorAccountId: owners?.[0]?.vendorAccountId });
  });

  test('is what connects: without it the vendor is not asked', async () => {
    const fresh = await server.freshAccount();
    const { database } = server.services;
    const { id } = await database
      .selectFrom('accounts')
      .where('external_id', '=', fresh.account)
      .select('id')
      .executeTakeFirstOrThrow();
    await expect(ownerAt(database, 'prismatic', id)).rejects.toMatchObject({ code: 'not_connected', wasDone: 'no' });
  });
});
