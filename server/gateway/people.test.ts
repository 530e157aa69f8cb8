import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from './testing/answers.ts';

let server: TestServer;
let priya: Caller;
beforeAll(async () => {
  server = await startTestServer();
  priya = await server.signIn('priya');
});
afterAll(() => server.close());

async function accountIdOf(externalId: string): Promise<string> {
  const { id } = await server.services.database
    .selectFrom('accounts')
    .where('external_id', '=', externalId)
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}

interface ListedPerson {
  id: string;
  name: string;
  viewOnly: boolean;
  sessionCount: number;
}

async function listNorthwind(): Promise<ListedPerson[]> {
  const question = `query ($id: ID!) { account(id: $id) { people { id name viewOnly sessionCount } } }`;
  const { data } = await priya.graph<{ account: { people: ListedPerson[] } }>(question, {
    id: await accountIdOf('northwind'),
  });
  return data.account.people;
}

const whoIs = async (caller: Caller) => (await (await caller.request('GET', '/api/session')).json()) as object;

test('an admin sees an account’s people and their sessions, and ends them at once', async () => {
  const [here, there, jonas] = [await server.signIn('maya'), await server.signIn('maya'), await server.signIn('jonas')];
  const people = await listNorthwind();
  expect(people).toMatchObject([
    { name: 'Jonas Weber', viewOnly: true, sessionCount: 1 },
    { name: 'Maya Lindqvist', viewOnly: false, sessionCount: 2 },
  ]);
  const maya = people[1]?.id ?? '';
  const answer = await priya.request('DELETE', `/api/people/${maya}/sessions`);
  expect(await answer.json()).toEqual({ ended: 2 });
  expect(await Promise.all([here, there].map(whoIs))).toEqual([{ person: null }, { person: null }]);
  expect((await here.request('POST', '/api/graphql', { query: '{ __typename }' })).status).toBe(401);
  expect(await whoIs(jonas)).toMatchObject({ person: { name: 'Jonas Weber' } });
  expect((await listNorthwind())[1]).toMatchObject({ sessionCount: 0 });
  const entries = await server.services.database
    .selectFrom('audit_entries')
    .where('action', '=', 'session.end_all')
    .select(['outcome', 'account_id', 'detail'])
    .execute();
  expect(entries).toEqual([
    { outcome: 'done', account_id: await accountIdOf('northwind'), detail: 'Maya Lindqvist: 2' },
  ]);
});

test.each(['maya', 'jonas', 'tomas'])('%s ends nobody’s sessions', async (who) => {
  await server.signIn('maya');
  const caller = await server.signIn(who);
  const [{ id }] = (await listNorthwind()) as [ListedPerson];
  const before = await listNorthwind();
  const answer = await caller.request('DELETE', `/api/people/${id}/sessions`);
  expect(await outcomeOf(answer)).toMatchObject({ status: 404, said: 'not_found' });
  expect(await listNorthwind()).toEqual(before);
});

test.each([randomUUID(), 'x', "' or true --"])('there is no person %s', async (id) => {
  const path = encodeURIComponent(id);
  expect((await priya.request('DELETE', `/api/people/${path}/sessions`)).status).toBe(404);
});
