import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';

const mine = 1_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['prismatic'], timeoutMs: 20_000 });
}, 60_000);
afterAll(() => server.close());

async function countOf(account: string): Promise<number> {
  const { count } = await server.services.database
    .selectFrom('instances')
    .innerJoin('accounts', 'accounts.id', 'instances.account_id')
    .where('accounts.external_id', '=', account)
    .where('removed_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** At the worst each reading meets one refusal, and begins anew with the next. */
const mostReadings = 6;

test(
  'a customer’s 1,000 instances are all read under Prismatic’s limits, though it refuses calls on the way',
  { timeout: 120_000 },
  async () => {
    const { account } = await server.freshAccount();
    await server.prismatic('POST', 'seed', { instances: mine, account });
    await server.prismatic('DELETE', 'limits');
    await server.prismatic('PUT', 'faults', [{ match: 'instances', fault: '429', retryAfter: 1, times: 4 }]);
    let readings = 0;
    for (; readings < mostReadings && (await countOf(account)) < mine; readings += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one reading after the other, as the server does it
      await server.services.sync.readEverything();
      server.clock.advance(60_000);
    }
    expect(await countOf(account)).toBe(mine);
    // It was told to wait meanwhile: otherwise this would show nothing.
    const { background_paused_until: pausedUntil } = await server.services.database
      .selectFrom('vendor_states')
      .where('vendor', '=', 'prismatic')
      .select('background_paused_until')
      .executeTakeFirstOrThrow();
    expect(pausedUntil).not.toBeNull();
  },
);
