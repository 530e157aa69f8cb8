import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { askGraph, outcomeOf } from '../testing/answers.ts';

let server: TestServer;
let priya: Caller;
beforeAll(async () => {
  server = await startTestServer();
  priya = await server.signIn('priya');
});
afterAll(() => server.close());

const ask = (query: string, variables?: Record<string, unknown>) => askGraph(priya, query, variables);
const names = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => field(index));
const cursor = (text: string) => Buffer.from(text).toString('base64url');

const oneRow = 'instances(first: 1) { totalCount }';
const aliases = (count: number) => `{ ${names(count, (index) => `a${index}: ${oneRow}`).join(' ')} }`;

describe('a question may be', () => {
  test.each([
    ['of 15 aliases', aliases(15)],
    ['for a page of 100', '{ instances(first: 100) { nodes { id account { name } operation { id } } } }'],
    ['for the schema itself, deep as that is', getIntrospectionQuery()],
    ['named', 'query Named { instances { totalCount } }'],
  ])('%s', async (_what, query) => {
    expect(await ask(query)).toMatchObject({ status: 200, said: 'ok' });
  });
});

describe('a question may not be', () => {
  test.each([
    ['of 16 aliases', aliases(16)],
    [
      'of 16 aliases through fragments',
      `{ ...A ...B } fragment A on Query { ${names(8, (index) => `a${index}: ${oneRow}`).join(' ')} }
       fragment B on Query { ${names(8, (index) => `b${index}: ${oneRow}`).join(' ')} }`,
    ],
    [
      'too costly by many connections',
      `{ ${names(8, (index) => `a${index}: instances(first: 100) { nodes { account { id } operation { id } } }`).join(' ')} }`,
    ],
    ['two operations', 'query A { instances { totalCount } } query B { instances { totalCount } }'],
    ['no operation at all', 'fragment A on Query { instances { totalCount } }'],
    ['a fragment that holds itself', '{ ...A } fragment A on Query { ...A }'],
    ['no GraphQL', '{ instances('],
    ['for a field that is not there', '{ instances { secrets } }'],
    ['endless', `{ instances { ${'totalCount '.repeat(3_000)} } }`],
    ['a subscription', 'subscription { instances { totalCount } }'],
    ['for a page of 101', '{ instances(first: 101) { totalCount } }'],
    ['for a page of none', '{ instances(first: 0) { totalCount } }'],
    ['for less than a page', '{ instances(first: -1) { totalCount } }'],
    ['for no page', '{ instances(first: null) { totalCount } }'],
    ['for a page before the first', '{ instances(offset: -1) { totalCount } }'],
    ['behind a cursor that is none', '{ instances(after: "x") { totalCount } }'],
    ['behind an empty cursor', '{ instances(after: "") { totalCount } }'],
    ['behind a cursor with SQL in it', `{ instances(after: "${cursor('after:1;drop table')}") { totalCount } }`],
    ['behind a negative cursor', `{ instances(after: "${cursor('after:-1')}") { totalCount } }`],
    [
      'behind a cursor beyond all numbers',
      `{ instances(after: "${cursor(`after:${'9'.repeat(20)}`)}") { totalCount } }`,
    ],
    ['for 101 templates', '{ catalogue(first: 101) { totalCount } }'],
    ['with a NUL in it', String.raw`{ instances(filter: { search: "a\u0000b" }) { totalCount } }`],
    [
      'sorted by a column of its own',
      '{ instances(sort: { field: fingerprint, direction: ascending }) { totalCount } }',
    ],
  ])('%s', async (_what, query) => {
    expect(await ask(query)).toMatchObject({ status: 200, said: 'bad_input', requestId: expect.any(String) });
  });

  test('deeper than 10', async () => {
    // No field leads so deep; inline fragments count too.
    const deep = (levels: number): string => (levels === 0 ? 'id' : `... on InstanceRow { ${deep(levels - 1)} }`);
    expect(await ask(`{ instances(first: 1) { nodes { ${deep(6)} } } }`)).toMatchObject({ said: 'ok' });
    expect(await ask(`{ instances(first: 1) { nodes { ${deep(12)} } } }`)).toMatchObject({ said: 'bad_input' });
  });

  test('too costly by its variables, however small it looks', async () => {
    const query = `query ($first: Int) { ${names(8, (index) => `a${index}: instances(first: $first) { nodes { account { id } operation { id } } }`).join(' ')} }`;
    expect(await ask(query, { first: 1 })).toMatchObject({ said: 'ok' });
    expect(await ask(query, { first: 100 })).toMatchObject({ said: 'bad_input' });
  });

  test.each([
    ['of the wrong type', { first: 'many' }],
    ['of a number that is too large', { first: 2 ** 40 }],
    ['of a fraction', { first: 1.5 }],
    ['of a list', { first: [1] }],
  ])('asked with a variable %s', async (_what, variables) => {
    const query = 'query ($first: Int) { instances(first: $first) { totalCount } }';
    expect(await ask(query, variables)).toMatchObject({ status: 200, said: 'bad_input' });
  });

  test('asked with a variable missing', async () => {
    expect(await ask('query ($id: ID!) { instance(id: $id) { id } }')).toMatchObject({
      status: 200,
      said: 'bad_input',
    });
  });

  test.each([
    ['a list of questions', [{ query: '{ __typename }' }]],
    ['nothing', {}],
    ['a number', 7],
    ['a question that is no text', { query: 7 }],
    ['variables that are no object', { query: '{ __typename }', variables: [1] }],
  ])('%s', async (_what, body) => {
    const outcome = await outcomeOf(await priya.request('POST', '/api/graphql', body));
    expect(outcome).toMatchObject({ status: 400, said: 'bad_input' });
  });

  test('a body that is no JSON', async () => {
    const headers = {
      host: 'localhost',
      'content-type': 'application/json',
      'x-requested-with': 'x',
      'sec-fetch-site': 'same-origin',
    };
    const response = await server.app.request('http://localhost:4100/api/graphql', {
      method: 'POST',
      headers: { ...headers, cookie: priya.cookie ?? '' },
      body: '{"query":',
    });
    expect(await outcomeOf(response)).toMatchObject({ status: 400, said: 'bad_input' });
  });
});
