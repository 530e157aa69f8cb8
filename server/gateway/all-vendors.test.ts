import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { vendors } from '#contract/vendors.ts';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: [...vendors], timeoutMs: 10_000 });
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

const question = '{ instances(first: 100) { totalCount nodes { vendor } outcomes { vendor state code } } }';

interface Answer {
  instances: { nodes: { vendor: string }[]; outcomes: { vendor: string; state: string; code: string | null }[] };
}

test.each(['maya', 'tomas', 'priya'])('%s has rows of all four vendors in one list, read anew', async (demo) => {
  const person = await server.signIn(demo);
  await vi.waitFor(
    async () => {
      const { data } = await person.graph<Answer>(question);
      const { nodes, outcomes } = data.instances;
      expect(new Set(nodes.map(({ vendor }) => vendor))).toEqual(new Set(vendors));
      // What an account's own credential reads is told apart from what the first reading of everybody's has brought.
      expect(outcomes.map(({ vendor, state, code }) => [vendor, state, code])).toEqual(
        vendors.map((vendor) => [vendor, 'ok', null]),
      );
    },
    { timeout: 20_000, interval: 100 },
  );
});

test('a fresh account is linked at all four vendors', async () => {
  const person = await server.freshAccount();
  const links = await server.services.database
    .selectFrom('vendor_links')
    .innerJoin('accounts', 'accounts.id', 'vendor_links.account_id')
    .where('accounts.external_id', '=', person.account)
    .select(['vendor', 'vendor_account_id', 'folder_prefixes', 'sealed_credential'])
    .execute();
  expect(links.map(({ vendor }) => vendor).toSorted()).toEqual([...vendors].toSorted());
  const instabase = links.find(({ vendor }) => vendor === 'instabase');
  expect(instabase?.folder_prefixes).toEqual([`${instabase?.vendor_account_id}/`]);
  expect(instabase?.sealed_credential).not.toBeNull();
});

test('all that is set up counts as ready', async () => {
  expect(await server.services.isReady()).toBe(true);
});
