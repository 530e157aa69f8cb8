import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { prepareBed } from '../testing/operations-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['tray', 'patchworks'] });
  server.services.worker.start();
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

const question = `query ($timeZone: String!) { overview(timeZone: $timeZone) {
  at since
  vendors { vendor instanceCount healths { health count } state since retryAt outcome { state checkedAt } }
  hours { from all failed }
  changes { action outcome count }
  lapses { kind vendor account { name } flowId runId vendorUrl since at }
} }`;

interface Overview {
  at: string;
  since: string;
  vendors: {
    vendor: string;
    instanceCount: number;
    healths: { health: string; count: number }[];
    state: string;
    since: string | null;
    retryAt: string | null;
    outcome: { state: string };
  }[];
  hours: { from: string; all: number; failed: number }[];
  changes: { action: string; outcome: string; count: number }[];
  lapses: { kind: string; vendor: string; runId: string | null; since: string; at: string | null }[];
}

async function overview(timeZone = 'UTC'): Promise<Overview> {
  const priya = await server.signIn('priya');
  const { data } = await priya.graph<{ overview: Overview }>(question, { timeZone });
  return data.overview;
}

describe('the overview', () => {
  test('is for administrators alone', async () => {
    const maya = await server.signIn('maya');
    expect((await maya.graph<{ overview: null }>(question, { timeZone: 'UTC' })).data.overview).toBeNull();
  });

  test('counts every row once, by vendor and health, as the list does', async () => {
    const priya = await server.signIn('priya');
    const told = await overview();
    expect(told.vendors.map(({ vendor }) => vendor)).toEqual(['tray', 'patchworks']);
    for (const { vendor, instanceCount, healths } of told.vendors) {
      const list =
        'query ($vendor: Vendor) { instances(filter: { vendor: $vendor }, first: 100) { totalCount nodes { health } } }';
      // oxlint-disable-next-line no-await-in-loop -- one vendor after the other
      const { data } = await priya.graph<{ instances: { totalCount: number; nodes: { health: string }[] } }>(list, {
        vendor,
      });
      expect(instanceCount).toBe(data.instances.totalCount);
      for (const { health, count } of healths) {
        expect(data.instances.nodes.filter((node) => node.health === health)).toHaveLength(count);
      }
      expect(healths.reduce((sum, { count }) => sum + count, 0)).toBe(instanceCount);
    }
  });

  test('says of a vendor that answers nobody since when, and when it is asked again', async () => {
    expect((await overview()).vendors[0]).toMatchObject({ state: 'up', since: null, retryAt: null });
    const failedSince = server.clock.now();
    const openUntil = new Date(failedSince.getTime() + 60_000);
    const set = (values: object) =>
      server.services.database.updateTable('vendor_states').set(values).where('vendor', '=', 'tray').execute();
    await set({ failed_since: failedSince, open_until: openUntil });
    expect((await overview()).vendors[0]).toMatchObject({
      state: 'down',
      since: failedSince.toISOString(),
      retryAt: openUntil.toISOString(),
    });
    await set({ failed_since: null, open_until: null, background_paused_until: openUntil });
    expect((await overview()).vendors[0]).toMatchObject({ state: 'limited', retryAt: openUntil.toISOString() });
    await set({ background_paused_until: null, answer_ms: 2_500 });
    expect((await overview()).vendors[0]).toMatchObject({ state: 'slow' });
    await set({ answer_ms: 40 });
  });

  test('counts what ended in each of the last 24 hours', async () => {
    const before = await overview();
    expect(before.hours).toHaveLength(24);
    const bed = await prepareBed(server);
    const { id } = await bed.enabledInstance('Turned off');
    const disable = 'mutation ($input: InstanceInput!) { disableInstance(input: $input) { operation { state } } }';
    const changed = await bed.person.graph(disable, { input: { id } });
    expect(changed).toMatchObject({ data: { disableInstance: { operation: { state: 'succeeded' } } } });
    const after = await overview();
    const lastOf = ({ hours }: Overview) => hours.reduce((sum, { all }) => sum + all, 0);
    expect(lastOf(after)).toBe(lastOf(before) + 1);
    expect(after.changes).toContainEqual({ action: 'instance.disable', outcome: 'done', count: 1 });
  });

  test('counts changes from midnight in the zone that it is asked for, and knows no other zones', async () => {
    const { at, since } = await overview('Asia/Kolkata');
    const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Asia/Kolkata' });
    expect(clock.format(new Date(since))).toBe('00:00:00');
    expect(Date.parse(at) - Date.parse(since)).toBeLessThan(24 * 60 * 60_000);
    const priya = await server.signIn('priya');
    for (const timeZone of ['Nowhere/Land', '+05:30', '']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const response = await priya.request('POST', '/api/graphql', { query: question, variables: { timeZone } });
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'bad_input' } }] });
    }
  });

  test('names what is over and what is forgotten within a day, the most urgent first', async () => {
    const { database } = server.services;
    const link = await database
      .selectFrom('vendor_links')
      .innerJoin('accounts', 'accounts.id', 'vendor_links.account_id')
      .where('vendor', '=', 'patchworks')
      .where('accounts.external_id', '=', 'northwind')
      .select('account_id')
      .executeTakeFirstOrThrow();
    const now = server.clock.now();
    const ago = (hours: number) => new Date(now.getTime() - hours * 60 * 60_000);
    const run = (runId: string, hours: number) => ({
      vendor: 'patchworks' as const,
      account_id: link.account_id,
      run_id: runId,
      flow_id: '7',
      failed_at: ago(hours),
    });
    await database.deleteFrom('failed_runs').execute();
    await database
      .insertInto('failed_runs')
      .values([run('fresh', 1), run('payloads soon', 50), run('logs soon', 150), run('gone', 200)])
      .execute();
    await database
      .updateTable('vendor_links')
      .set({ check_problem: 'vendor_unauthorized', checked_at: ago(2) })
      .where('vendor', '=', 'patchworks')
      .where('account_id', '=', link.account_id)
      .execute();
    const { lapses } = await overview();
    expect(lapses.map(({ kind, runId }) => [kind, runId])).toEqual([
      ['credential', null],
      ['logs', 'logs soon'],
      ['payloads', 'payloads soon'],
    ]);
    expect(lapses[1]).toMatchObject({ since: ago(150).toISOString(), at: ago(150 - 168).toISOString() });
  });
});

test('failed runs are asked for when an account is read, once in a quarter of an hour', async () => {
  const { account } = await server.freshAccount();
  const row = await server.services.database
    .selectFrom('accounts')
    .where('external_id', '=', account)
    .select('id')
    .executeTakeFirstOrThrow();
  const checkedAt = async () => {
    const { runs_checked_at: moment } = await server.services.database
      .selectFrom('vendor_links')
      .where('vendor', '=', 'patchworks')
      .where('account_id', '=', row.id)
      .select('runs_checked_at')
      .executeTakeFirstOrThrow();
    return moment;
  };
  const read = async () => {
    const { finished } = await server.services.sync.refreshAccount('patchworks', row.id);
    await finished;
  };
  server.clock.advance(60_000);
  await read();
  const first = await checkedAt();
  expect(first).not.toBeNull();
  server.clock.advance(60_000);
  await read();
  expect(await checkedAt()).toEqual(first);
  server.clock.advance(15 * 60_000);
  await read();
  expect(await checkedAt()).not.toEqual(first);
});
