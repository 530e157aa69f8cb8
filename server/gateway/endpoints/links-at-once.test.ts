import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
let priya: Caller;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['tray'], timeoutMs: 15_000 });
  priya = await server.signIn('priya');
}, 60_000);
afterAll(() => server.close());

async function add(externalId: string): Promise<string> {
  const answer = await priya.request('POST', '/api/accounts', { externalId, name: externalId });
  return ((await answer.json()) as { account: { id: string } }).account.id;
}

test('of accounts that are given the same owner at once, one gets it and the others are told that it is taken', async () => {
  const [free = '', ...others] = await Promise.all(['free', 'one', 'two', 'three', 'four', 'five', 'six'].map(add));
  const { vendor_account_id: vendorAccountId } = await server.services.database
    .selectFrom('vendor_links')
    .where('account_id', '=', free)
    .select('vendor_account_id')
    .executeTakeFirstOrThrow();
  expect((await priya.request('DELETE', `/api/accounts/${free}/links/tray`)).status).toBe(200);
  const answers = await Promise.all(
    others.map((id) => priya.request('PUT', `/api/accounts/${id}/links/tray`, { vendorAccountId })),
  );
  const refused = answers.filter(({ status }) => status === 400);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(refused).toHaveLength(others.length - 1);
  expect(await refused[0]?.json()).toMatchObject({ problem: { fields: { vendorAccountId: 'taken' } } });
});
