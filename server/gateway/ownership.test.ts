import schemaText from '#contract/schema.graphql?raw';
import { randomUUID } from 'node:crypto';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { type Caller, createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { askGraph, type Outcome, outcomeOf } from './testing/answers.ts';
import { stateOf } from './testing/northwind.ts';
import { routesOf } from './testing/routes.ts';

/** Something of Northwind's that somebody asks for or wants to change. */
interface Subject {
  instanceId: string;
  name: string;
  operationId: string;
  wizardSessionId: string;
  templateId: string;
}

const people = ['nobody', 'maya', 'jonas', 'tomas', 'priya'] as const;
type PersonKey = (typeof people)[number];

interface Case {
  ask: (caller: Caller, subject: Subject) => Promise<Outcome>;
  /** What each is told: a problem's code, `null` or `ok`. */
  told: Record<PersonKey, string>;
}

const open = { nobody: 'ok', maya: 'ok', jonas: 'ok', tomas: 'ok', priya: 'ok' };
const rows = { nobody: 'signed_out', maya: 'ok', jonas: 'ok', tomas: 'ok', priya: 'ok' };
const looking = { nobody: 'signed_out', maya: 'ok', jonas: 'ok', tomas: 'null', priya: 'ok' };
const changing = { nobody: 'signed_out', maya: 'ok', jonas: 'view_only', tomas: 'not_found', priya: 'ok' };

const row = 'id vendorId name templateName account { id externalId name } operation { id problemMessage }';
const detail = 'detail { ownerId solution { title } configSlots { value } workflows { triggerUrl } }';

function rest(method: string, path: (subject: Subject) => string, body?: (subject: Subject) => unknown): Case['ask'] {
  return async (caller, subject) => outcomeOf(await caller.request(method, path(subject), body?.(subject)));
}

function graph(query: string, variables: (subject: Subject) => Record<string, unknown> = () => ({})): Case['ask'] {
  return (caller, subject) => askGraph(caller, query, variables(subject));
}

function mutation(field: string, more: (subject: Subject) => Record<string, unknown> = () => ({})): Case['ask'] {
  const type =
    { renameInstance: 'RenameInstanceInput', removeInstance: 'RemoveInstanceInput' }[field] ?? 'InstanceInput';
  const answer = field === 'removeInstance' ? 'id' : `instance { ${row} }`;
  return graph(
    `mutation ($input: ${type}!) { ${field}(input: $input) { ${answer} operation { id state } } }`,
    (subject) => ({
      input: { id: subject.instanceId, ...more(subject) },
    }),
  );
}

/** Every route and every field of the two root types. What is missing here, or no longer there, fails the first test. */
const cases: Record<string, Case> = {
  'GET /api/health/live': { ask: async (caller) => ok(await caller.request('GET', '/api/health/live')), told: open },
  'GET /api/health/ready': { ask: async (caller) => ok(await caller.request('GET', '/api/health/ready')), told: open },
  'GET /api/session': { ask: rest('GET', () => '/api/session'), told: open },
  'POST /api/session': {
    ask: rest(
      'POST',
      () => '/api/session',
      () => ({ demo: 'tomas' }),
    ),
    told: open,
  },
  'DELETE /api/session': { ask: rest('DELETE', () => '/api/session'), told: open },
  'GET /api/deployment': { ask: rest('GET', () => '/api/deployment'), told: open },
  'POST /api/demo/accounts': { ask: rest('POST', () => '/api/demo/accounts'), told: open },
  'GET /api/operations/:id': {
    ask: rest('GET', ({ operationId }) => `/api/operations/${operationId}`),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'ok', tomas: 'not_found', priya: 'ok' },
  },
  'POST /api/wizard-sessions': {
    ask: rest(
      'POST',
      () => '/api/wizard-sessions',
      ({ instanceId }) => ({ instanceId }),
    ),
    told: { ...changing, priya: 'owner_only' },
  },
  'POST /api/wizard-sessions/:id/looks': {
    ask: rest(
      'POST',
      (subject) => `/api/wizard-sessions/${subject.wizardSessionId}/looks`,
      () => ({ reason: 'focus' }),
    ),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'not_found', tomas: 'not_found', priya: 'not_found' },
  },
  'POST /api/graphql': { ask: graph('{ __typename }'), told: rows },
  'Query.instances': {
    ask: graph(
      `{ instances(first: 100) { nodes { ${row} } totalCount statusCounts { count } outcomes { checkedAt } } }`,
    ),
    told: rows,
  },
  'Query.instance': {
    ask: graph(
      `query ($id: ID!) { instance(id: $id) { row { ${row} } timeline { personName detail } ... on TrayInstance { ${detail} } } }`,
      id,
    ),
    told: looking,
  },
  'Query.catalogue': { ask: graph('{ catalogue { nodes { id } totalCount } }'), told: rows },
  'Query.debugInstance': {
    ask: graph(
      `query ($id: ID!) { debugInstance(id: $id) { row { ${row} } ${detail} siblings { id name } timeline { detail } } }`,
      id,
    ),
    told: { nobody: 'signed_out', maya: 'null', jonas: 'null', tomas: 'null', priya: 'ok' },
  },
  'Mutation.renameInstance': {
    ask: mutation('renameInstance', ({ name }) => ({ name: `${name} again` })),
    told: changing,
  },
  'Mutation.disableInstance': { ask: mutation('disableInstance'), told: changing },
  'Mutation.enableInstance': { ask: mutation('enableInstance'), told: changing },
  'Mutation.upgradeInstance': { ask: mutation('upgradeInstance'), told: changing },
  'Mutation.removeInstance': {
    ask: mutation('removeInstance', ({ name }) => ({ confirmation: `${name} again` })),
    told: changing,
  },
  'POST /api/activations': {
    ask: rest(
      'POST',
      () => '/api/activations',
      ({ templateId }) => ({
        vendor: 'tray',
        templateId,
        name: 'New',
        key: randomUUID(),
      }),
    ),
    told: { nobody: 'signed_out', maya: 'ok', jonas: 'view_only', tomas: 'ok', priya: 'owner_only' },
  },
};

function id({ instanceId }: Subject) {
  return { id: instanceId };
}

async function ok(response: Response): Promise<Outcome> {
  return { status: response.status, said: 'ok', text: await response.text(), requestId: null };
}

let server: TestServer;
let subjects: Record<PersonKey, Subject>;
/** Everything by which Northwind's things could be recognised in an answer. */
let northwindWords: string[];

beforeAll(async () => {
  server = await startTestServer();
  await server.services.sync.readEverything();
  const maya = await server.signIn('maya');
  const { data } = await maya.graph<{
    instances: { nodes: { id: string; vendorId: string; name: string; templateId: string }[] };
  }>('{ instances(first: 100) { nodes { id vendorId name templateId } } }');
  const found = (name: string) => {
    const instance = data.instances.nodes.find((node) => node.name === name);
    if (!instance) throw new Error(`the seeds have no ${name}`);
    return instance;
  };
  const opened = await maya.request('POST', '/api/wizard-sessions', { instanceId: found('Sales digest').id });
  const { wizardSession } = (await opened.json()) as { wizardSession: { id: string; operation: { id: string } } };
  const subjectOf = (name: string): Subject => ({
    instanceId: found(name).id,
    name,
    operationId: wizardSession.operation.id,
    wizardSessionId: wizardSession.id,
    templateId: found(name).templateId,
  });
  const ofMaya = subjectOf('Order alerts in #orders');
  subjects = {
    nobody: ofMaya,
    maya: ofMaya,
    jonas: ofMaya,
    tomas: ofMaya,
    priya: subjectOf('Contacts: Salesforce to HubSpot'),
  };
  northwindWords = [
    ...data.instances.nodes.flatMap((node) => [node.id, node.vendorId, JSON.stringify(node.name)]),
    wizardSession.id,
    wizardSession.operation.id,
    'northwind',
    'Northwind',
    'trayapp.io',
  ];
});
afterAll(() => server.close());

async function askAs(person: PersonKey, name: string): Promise<Outcome> {
  const caller = person === 'nobody' ? createCaller(server.app, null) : await server.signIn(person);
  const asked = cases[name];
  if (!asked) throw new Error(`there is no case ${name}`);
  return asked.ask(caller, subjects[person]);
}

test('no route and no field is left out', () => {
  const schema = buildSchema(schemaText);
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
  );
  const routes = routesOf(server.app)
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => route.includes(' /api/'));
  expect(Object.keys(cases).toSorted()).toEqual([...routes, ...fields].toSorted());
});

/** Who is refused comes first, while Northwind is still as it was. */
const refused = people.flatMap((person) =>
  Object.entries(cases).flatMap(([name, { told }]) =>
    person !== 'nobody' && person !== 'tomas' && told[person] === 'ok' ? [] : [[person, name, told[person]] as const],
  ),
);
const allowed = (['jonas', 'maya', 'priya'] as const).flatMap((person) =>
  Object.entries(cases).flatMap(([name, { told }]) => (told[person] === 'ok' ? [[person, name] as const] : [])),
);

describe('without the right to it', () => {
  test('Tomás finds, filters, counts and sorts nothing of Northwind’s', async () => {
    const tomas = await server.signIn('tomas');
    const account = await server.services.database
      .selectFrom('accounts')
      .where('external_id', '=', 'northwind')
      .select('id')
      .executeTakeFirstOrThrow();
    const { instanceId, name } = subjects.maya;
    const filters = [{ search: name }, { search: instanceId }, { accountId: account.id }];
    const query = `query ($filter: InstanceFilter) { instances(filter: $filter) { totalCount unfilteredCount
      statusCounts { count } nodes { id } } }`;
    const answers = await Promise.all(filters.map((filter) => tomas.graph(query, { filter })));
    const nothing = {
      totalCount: 0,
      unfilteredCount: 6,
      statusCounts: Array.from({ length: 5 }, () => ({ count: 0 })),
      nodes: [],
    };
    expect(answers).toEqual(filters.map(() => ({ data: { instances: nothing } })));
  });

  test.each(refused)('%s asking %s is told %s, learns nothing and changes nothing', async (person, name, told) => {
    const northwind = await actAtTray(server.trayOrigin, 'northwind');
    const before = [await stateOf(server, 'northwind'), await northwind.instances()];
    const { said, text } = await askAs(person, name);
    expect(said).toBe(told);
    expect([await stateOf(server, 'northwind'), await northwind.instances()]).toEqual(before);
    // The sign-in page names its demo people and their companies to everybody.
    const mayLearn = person === 'nobody' || person === 'tomas' ? northwindWords : [];
    // The sign-in page names the demo people and their accounts to everybody.
    const learnt = /\/api\/(session|deployment)$/.test(name) ? [] : mayLearn.filter((word) => text.includes(word));
    expect(learnt).toEqual([]);
  });

  test('what is somebody else’s, gone, or never was is refused in the same words', async () => {
    const tomas = await server.signIn('tomas');
    const ids = [
      subjects.maya.instanceId,
      randomUUID(),
      'x',
      '',
      "' or true --",
      subjects.maya.instanceId.toUpperCase(),
    ];
    const withoutRequest = (text: string) => text.replaceAll(/"requestId":"[^"]+"/g, '');
    const answersTo = (name: string) =>
      Promise.all(
        ids.map(async (instanceId) => {
          const outcome = await cases[name]?.ask(tomas, { ...subjects.maya, instanceId });
          return withoutRequest(outcome?.text ?? name);
        }),
      );
    const answers = await Promise.all(
      ['Query.instance', 'Mutation.removeInstance', 'Mutation.enableInstance'].map(answersTo),
    );
    expect(answers.map((texts) => new Set(texts).size)).toEqual([1, 1, 1]);
  });
});

describe('with the right to it', () => {
  test.each(allowed)('%s asking %s is answered', async (person, name) => {
    expect(await askAs(person, name)).toMatchObject({ said: 'ok' });
  });
});
