import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
let person: Caller & { account: string };

beforeAll(async () => {
  server = await startTestServer();
  person = await server.freshAccount();
  await (await actAtTray(server.trayOrigin, person.account)).create('Orders');
});
afterAll(() => server.close());

interface Outcome {
  state: string;
  code: string | null;
  checkedAt: string | null;
  failedSince: string | null;
  retryAt: string | null;
}

const outcomeFields = 'outcomes { state code checkedAt failedSince retryAt }';

async function listOf(caller: Caller): Promise<{ totalCount: number; outcomes: Outcome[] }> {
  const { data } = await caller.graph<{ instances: { totalCount: number; outcomes: Outcome[] } }>(
    `{ instances { totalCount ${outcomeFields} } }`,
  );
  return data.instances;
}

async function catalogueOf(caller: Caller): Promise<{ totalCount: number; outcomes: Outcome[] }> {
  const { data } = await caller.graph<{ catalogue: { totalCount: number; outcomes: Outcome[] } }>(
    `{ catalogue { totalCount ${outcomeFields} } }`,
  );
  return data.catalogue;
}

async function until(list: () => Promise<{ outcomes: Outcome[] }>, state: string): Promise<Outcome> {
  return vi.waitFor(
    async () => {
      const [outcome] = (await list()).outcomes;
      if (outcome?.state !== state) throw new Error(`the outcome is ${JSON.stringify(outcome)}`);
      return outcome;
    },
    { timeout: 10_000, interval: 50 },
  );
}

/** Every root field that the adapter asks. */
const everything = ['viewer', 'users', 'authorize', 'updateSolutionInstance', 'generateAuthorizationCode'];
const callsSeen = async () => {
  const row = await server.services.database.selectFrom('vendor_states').selectAll().executeTakeFirstOrThrow();
  return row;
};

test('a vendor that answers nobody is left alone, every list says since when, and it comes back', async () => {
  const admin = await server.signIn('priya');
  await server.services.sync.readEverything();
  await until(() => listOf(person), 'ok');
  await until(() => catalogueOf(person), 'ok');

  await server.control(
    'PUT',
    'faults',
    everything.map((match) => ({ match, fault: '500' })),
  );
  server.clock.advance(31_000);
  const wentDownAt = server.clock.now().getTime();
  await listOf(person);
  await server.services.sync.readEverything();

  const lists = [() => listOf(person), () => listOf(admin), () => catalogueOf(person)];
  const outcomes = await Promise.all(lists.map((list) => until(list, 'failed')));
  for (const outcome of outcomes) {
    expect(outcome.code).toBe('vendor_unavailable');
    expect(Date.parse(outcome.failedSince ?? '')).toBeGreaterThanOrEqual(wentDownAt);
    expect(Date.parse(outcome.checkedAt ?? '')).toBeLessThan(wentDownAt);
    expect(Date.parse(outcome.retryAt ?? '')).toBeGreaterThan(Date.parse(outcome.failedSince ?? ''));
  }
  expect(await listOf(person)).toMatchObject({ totalCount: 1 });

  const refused = await person.request('POST', '/api/demo/accounts');
  expect(await refused.json()).toMatchObject({
    problem: { code: 'vendor_unavailable', changed: 'nothing', retryAt: (await callsSeen()).open_until?.toISOString() },
  });
  expect(refused.status).toBe(503);

  await server.control('DELETE', 'faults');
  server.clock.advance(60_000);
  for (const list of lists.slice(0, 2)) {
    if (list === lists[1]) await server.services.sync.readEverything();
    expect(await until(list, 'ok')).toMatchObject({ code: null, failedSince: null, retryAt: null });
  }
  await until(() => catalogueOf(person), 'ok');
  expect(await callsSeen()).toMatchObject({ open_until: null, failed_since: null });
});

test('one account’s faults cut off nobody else', async () => {
  const troubled = await server.freshAccount();
  await server.control(
    'PUT',
    'faults',
    everything.map((match) => ({ match, fault: '500', who: troubled.account })),
  );
  for (let round = 0; round < 4; round += 1) {
    server.clock.advance(31_000);
    await until(() => listOf(troubled), 'failed');
    await until(() => listOf(person), 'ok');
  }
  expect(await callsSeen()).toMatchObject({ open_until: null });
  await server.control('DELETE', 'faults');
});

test('a pause that the vendor asked for is kept and told', async () => {
  const waiting = await server.freshAccount();
  await server.control('PUT', 'faults', [
    { match: 'solutionInstances', fault: '429', retryAfter: 300, who: waiting.account, times: 1 },
  ]);
  const { retryAt } = await until(() => listOf(waiting), 'failed');
  expect(Date.parse(retryAt ?? '') - server.clock.now().getTime()).toBeGreaterThan(290_000);
  server.clock.advance(200_000);
  await until(() => listOf(waiting), 'failed');
  server.clock.advance(101_000);
  await until(() => listOf(waiting), 'empty');
});
