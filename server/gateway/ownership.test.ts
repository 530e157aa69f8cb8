import { randomUUID } from 'node:crypto';
import { isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { createCaller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import type { Outcome } from './testing/answers.ts';
import { layOutNorthwind } from './testing/authorisation-bed.ts';
import { cases } from './testing/authorisation-cases.ts';
import { people, type PersonKey, type Subject } from './testing/authorisation-case.ts';
import { stateOf } from './testing/northwind.ts';
import { routesOf } from './testing/routes.ts';
import { reachableTypes, schema } from './testing/select-every-field.ts';

let server: TestServer;
let subjects: Record<PersonKey, Subject>;
let northwindWords: string[];

beforeAll(async () => {
  // Four imitated vendors and their seeds: on a busy machine an answer takes longer than a test that waits for one would like.
  server = await startTestServer({ vendors: ['tray', 'prismatic', 'instabase', 'patchworks'], timeoutMs: 15_000 });
  ({ subjects, northwindWords } = await layOutNorthwind(server));
}, 120_000);
afterAll(() => server.close());

async function askAs(person: PersonKey, name: string): Promise<Outcome> {
  const caller = person === 'nobody' ? createCaller(server.app, null) : await server.signIn(person);
  const asked = cases[name];
  if (!asked) throw new Error(`there is no case ${name}`);
  return asked.ask(caller, subjects[person]);
}

test('no route and no field is left out', () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
  );
  const routes = routesOf(server.app)
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => route.includes(' /api/'));
  expect(Object.keys(cases).toSorted()).toEqual([...routes, ...fields].toSorted());
});

test('every type with fields is reached by a case, and each case asks for all of its fields', () => {
  const withFields = Object.values(schema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
    .map((type) => type.name);
  expect(withFields.filter((name) => !reachableTypes().has(name))).toEqual([]);
});

test('the table in the docs is this one', async () => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(['route or field', 'nobody', 'owner', 'view only', 'other account', 'admin']),
    line(Array.from({ length: 6 }, () => '---')),
    ...Object.entries(cases)
      .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
      .map(([name, { told }]) =>
        line([`\`${name}\``, ...(['nobody', 'maya', 'jonas', 'tomas', 'priya'] as const).map((key) => told[key])]),
      ),
  ].join('\n');
  await expect(`${introduction}\n${table}\n`).toMatchFileSnapshot('../../docs/authorisation.md');
});

const introduction = `# Who may ask for what

Every REST route and every field of the GraphQL root types, asked for by five people about something of one account. GraphQL
cases select every field of the answer. \`ok\`: answered; \`null\`: a field without a value, as for what does not exist; anything
else is the problem's code. \`server/gateway/ownership.test.ts\` asks all of them and fails when a route or a field is missing
here; whoever is refused also learns nothing and changes nothing. \`npx vitest run --project server
server/gateway/ownership.test.ts -u\` writes this page anew.
`;

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
    const { data } = await tomas.graph<{ instances: { totalCount: number } }>('{ instances { totalCount } }');
    expect(data.instances.totalCount).toBeGreaterThan(0);
    const nothing = {
      totalCount: 0,
      unfilteredCount: data.instances.totalCount,
      statusCounts: Array.from({ length: 7 }, () => ({ count: 0 })),
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
