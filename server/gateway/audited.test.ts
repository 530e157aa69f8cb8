import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Caller, createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { askGraph } from './testing/answers.ts';

let server: TestServer;
let mine: Caller & { account: string };
let instance: { id: string; name: string };

beforeAll(async () => {
  server = await startTestServer();
  await server.services.sync.readEverything();
  mine = Object.assign(await server.signIn('maya'), { account: 'northwind' });
  const list = await mine.graph<{ instances: { nodes: { id: string; name: string }[] } }>(
    '{ instances(first: 1, sort: { field: name, direction: ascending }) { nodes { id name } } }',
  );
  instance = list.data.instances.nodes[0] ?? { id: '', name: '' };
});
afterAll(() => server.close());

/** The one entry of a request, by its id, without its number and time; undefined when there is none. */
async function entryOf(requestId: string | null) {
  const rows = await server.services.database
    .selectFrom('audit_entries')
    .innerJoin('people', 'people.id', 'audit_entries.person_id')
    .where('request_id', '=', requestId)
    .select(['action', 'outcome', 'demo_key as who', 'problem_code as code', 'instance_id as instanceId', 'detail'])
    .execute();
  expect(rows.length).toBeLessThan(2);
  return rows[0];
}

async function entryAfter(response: Response) {
  return entryOf(response.headers.get('x-request-id'));
}

async function ask(who: string, query: string) {
  const caller = await server.signIn(who);
  return entryAfter(await caller.request('POST', '/api/graphql', { query, variables: { id: instance.id } }));
}

const refused = { action: 'request.refuse', outcome: 'refused' };

describe('the log holds', () => {
  test('signing in and out', async () => {
    const begun = await createCaller(server.app, null).request('POST', '/api/session', { demo: 'maya' });
    expect(await entryAfter(begun)).toMatchObject({ action: 'session.start', outcome: 'done', who: 'maya' });
    const ended = await (await server.signIn('tomas')).request('DELETE', '/api/session');
    expect(await entryAfter(ended)).toMatchObject({ action: 'session.end', outcome: 'done', who: 'tomas' });
  });

  test('asking for somebody else’s instance, without showing it to the owner', async () => {
    const entry = await ask('tomas', 'query ($id: ID!) { instance(id: $id) { id } }');
    expect(entry).toMatchObject({ ...refused, who: 'tomas', code: 'not_found', detail: `instance ${instance.id}` });
    const timeline = await server.services.audit.ofInstance(instance.id, 100);
    expect(timeline.filter(({ personName }) => personName === 'Tomás Rey')).toEqual([]);
  });

  test('changing what one may only look at', async () => {
    const entry = await ask('jonas', 'mutation ($id: ID!) { disableInstance(input: { id: $id }) { instance { id } } }');
    expect(entry).toMatchObject({ ...refused, who: 'jonas', code: 'view_only', instanceId: instance.id });
  });

  test('an admin at an owner’s wizard', async () => {
    const priya = await server.signIn('priya');
    const answer = await priya.request('POST', '/api/wizard-sessions', { instanceId: instance.id });
    expect(await entryAfter(answer)).toMatchObject({
      ...refused,
      who: 'priya',
      code: 'owner_only',
      instanceId: instance.id,
    });
  });

  test('a forged request with somebody’s session', async () => {
    const answer = await mine.request(
      'POST',
      '/api/graphql',
      { query: '{ __typename }' },
      { 'sec-fetch-site': 'same-site' },
    );
    expect(await entryAfter(answer)).toMatchObject({ ...refused, who: 'maya', code: 'forged' });
  });

  test('asking for somebody else’s operation and wizard session', async () => {
    const opened = await mine.request('POST', '/api/wizard-sessions', { instanceId: instance.id });
    const { wizardSession } = (await opened.json()) as { wizardSession: { id: string; operation: { id: string } } };
    expect(await entryAfter(opened)).toMatchObject({ action: 'wizard.open', outcome: 'done', who: 'maya' });
    const tomas = await server.signIn('tomas');
    const operation = await tomas.request('GET', `/api/operations/${wizardSession.operation.id}`);
    expect(await entryAfter(operation)).toMatchObject({
      ...refused,
      detail: `operation ${wizardSession.operation.id}`,
    });
    const look = await tomas.request('POST', `/api/wizard-sessions/${wizardSession.id}/looks`, { reason: 'focus' });
    expect(await entryAfter(look)).toMatchObject({ ...refused, detail: `wizard session ${wizardSession.id}` });
  });

  test('an admin’s debug view, which the owner sees in the timeline', async () => {
    const query = 'query ($id: ID!) { debugInstance(id: $id) { row { id } } }';
    expect(await ask('priya', query)).toMatchObject({
      action: 'debug.view',
      outcome: 'done',
      who: 'priya',
      instanceId: instance.id,
    });
    const timeline = await mine.graph('query ($id: ID!) { instance(id: $id) { timeline { action personName } } }', {
      id: instance.id,
    });
    expect(timeline.data).toMatchObject({
      instance: { timeline: expect.arrayContaining([{ action: 'debug.view', personName: 'Priya Nair' }]) },
    });
  });

  test('anybody else’s attempt at a debug view, the owner’s included', async () => {
    const query = 'query ($id: ID!) { debugInstance(id: $id) { row { id } } }';
    expect(await ask('maya', query)).toMatchObject({ ...refused, who: 'maya', code: 'not_found' });
  });

  test.each([
    ['overview', '{ overview(timeZone: "UTC") { at } }'],
    ['plan of upgrades', '{ upgrades { templateId } }'],
    ['accounts', '{ accounts { totalCount } }'],
    ['counts of instances', '{ instanceFacets { vendors { count } } }'],
  ])('anybody else’s asking for what administrators see: %s', async (detail, query) => {
    expect(await ask('maya', query)).toMatchObject({ ...refused, who: 'maya', code: 'not_found', detail });
  });

  test.each([
    ['GET', '/api/bulks', 'work on many'],
    ['POST', '/api/bulks', 'work on many'],
    ['DELETE', `/api/people/${crypto.randomUUID()}/sessions`, 'sessions of people'],
  ])('and for what they do: %s %s', async (method, path, detail) => {
    const maya = await server.signIn('maya');
    const response = await maya.request(method, path, method === 'GET' ? undefined : {});
    expect(response.status).toBe(404);
    expect(await entryAfter(response)).toMatchObject({ ...refused, who: 'maya', code: 'not_found', detail });
  });

  test('a change with the person and the new name, once', async () => {
    const fresh = await server.signIn('maya');
    const name = `${instance.name} renamed`;
    const answer = await fresh.request('POST', '/api/graphql', {
      query: 'mutation ($input: RenameInstanceInput!) { renameInstance(input: $input) { operation { state } } }',
      variables: { input: { id: instance.id, name } },
    });
    expect(await entryAfter(answer)).toMatchObject({
      action: 'instance.rename',
      outcome: 'done',
      who: 'maya',
      detail: name,
    });
  });
});

test('a refusal that cannot be audited is still a refusal, and lets nothing through', async () => {
  const tomas = await server.signIn('tomas');
  vi.spyOn(server.services.audit, 'append').mockRejectedValueOnce(new Error('the log is full'));
  const outcome = await askGraph(tomas, 'query ($id: ID!) { instance(id: $id) { id } }', { id: instance.id });
  expect(outcome).toMatchObject({ said: 'internal' });
});
