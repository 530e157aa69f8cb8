import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deferred } from '#src/testing/deferred.ts';
import { installFakeServer } from '#src/testing/fake-server.ts';
import { maya, sessionOf } from '#src/testing/fixtures.ts';
import { caches } from './caches.ts';
import { graphql } from './graphql.ts';
import { refresh } from './refresh.ts';

const detail = graphql('query Detail($id: ID!) { instance(id: $id) { id row { id operation { id } } } }');
const list = graphql('query List { instances { nodes { id } } }');
const connectors = graphql('query Connectors { connectors { outcome { vendor } } }');
const account = graphql('query Account($id: ID!) { account(id: $id) { createdAt } }');
const catalogue = graphql('query Catalogue { catalogue { nodes { id } } }');

const settle = () => vi.advanceTimersByTimeAsync(1000);

beforeEach(async () => {
  vi.useFakeTimers();
  const { requests } = installFakeServer({
    session: sessionOf(maya),
    graph: {
      Detail: ({ id }) => ({ instance: { id, row: { id, operation: { id: `operation-of-${String(id)}` } } } }),
      List: () => ({ instances: { nodes: [] } }),
      Catalogue: () => ({ catalogue: { nodes: [] } }),
    },
  });
  const { client } = caches.get().graph;
  shown = [
    client.query(detail, { id: 'one' }).subscribe(() => {}),
    client.query(detail, { id: 'two' }).subscribe(() => {}),
    client.query(list, {}).subscribe(() => {}),
    client.query(catalogue, {}).subscribe(() => {}),
  ];
  await settle();
  requests.length = 0;

  sent = () => requests.map(({ operation, variables }) => [operation, variables['id']].filter(Boolean).join(' '));
});
afterEach(() => {
  for (const { unsubscribe } of shown) unsubscribe();
});

let shown: { unsubscribe: () => void }[] = [];
let sent: () => string[] = () => [];

test.each([
  ['instance', 'one', ['Detail one', 'List']],
  ['operation', 'operation-of-two', ['Detail two', 'List']],
  ['instance', 'unknown', ['List']],
  ['instance', undefined, ['Detail one', 'Detail two', 'List']],
  ['vendor', 'tray', ['List']],
  ['template', undefined, ['Catalogue']],
  ['session', undefined, []],
] as const)('a change of %s %s asks for what is about it', async (noun, id, expected) => {
  refresh(noun, id);
  await settle();
  expect(sent().toSorted()).toEqual(expected);
});

test.each(['account', 'instance'] as const)(
  'an account counts anew at each change of an %s, whichever it is',
  async (noun) => {
    const { requests } = installFakeServer({ session: sessionOf(maya), graph: { Account: () => ({ account: null }) } });
    for (const { unsubscribe } of shown.splice(0)) unsubscribe();
    shown = [
      caches
        .get()
        .graph.client.query(account, { id: 'a' })
        .subscribe(() => {}),
    ];
    await settle();
    requests.length = 0;
    refresh(noun, 'whichever');
    await settle();
    expect(requests.map(({ operation }) => operation)).toEqual(['Account']);
  },
);

test('one query is sent at once, and once more for all that was told within 300 ms', async () => {
  for (let count = 0; count < 50; count += 1) {
    refresh('instance', `i${count}`);
    // oxlint-disable-next-line no-await-in-loop -- time goes by in between
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(sent()).toEqual(['List']);
  await settle();
  expect(sent()).toEqual(['List', 'List']);
});

test('a query that is no longer on show is not sent, not even late', async () => {
  refresh('instance');
  await vi.advanceTimersByTimeAsync(10);
  refresh('instance');
  for (const { unsubscribe } of shown.splice(0)) unsubscribe();
  await settle();
  expect(sent().toSorted()).toEqual(['Detail one', 'Detail two', 'List']);
});

test('while an answer is awaited nothing is sent beside it, and once more after it has come', async () => {
  const answers = [deferred<object>(), deferred<object>()];
  let asked = 0;
  installFakeServer({
    session: sessionOf(maya),
    graph: {
      List: () => {
        asked += 1;
        return answers[asked - 1]?.promise ?? { instances: { nodes: [] } };
      },
    },
  });
  refresh('instance', 'unknown');
  await settle();
  refresh('instance', 'unknown');
  refresh('instance', 'unknown');
  await settle();
  expect(asked).toBe(1);
  answers[0]?.resolve({ instances: { nodes: [] } });
  await settle();
  expect(asked).toBe(2);
  answers[1]?.resolve({ instances: { nodes: [] } });
  await settle();
  expect(asked).toBe(2);
});

test.each([
  ['tray', 0],
  ['patchworks', 1],
  [undefined, 1],
] as const)('news of %s ask for the connectors of their own vendor only', async (vendor, times) => {
  const asked = vi.fn<() => object>(() => ({ connectors: { outcome: { vendor: 'patchworks' } } }));
  installFakeServer({
    session: sessionOf(maya),
    graph: { Connectors: asked, List: () => ({ instances: { nodes: [] } }) },
  });
  const { client } = caches.get().graph;
  shown.push(client.query(connectors, {}).subscribe(() => {}));
  await settle();
  asked.mockClear();
  refresh('vendor', vendor);
  await settle();
  expect(asked).toHaveBeenCalledTimes(times);
});
