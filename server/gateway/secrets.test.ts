import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

/** Every token the imitated Tray has handed out, and the one that acts for all. */
async function vendorTokens(): Promise<string[]> {
  const { rows: schemas } = await sql<{ name: string }>`
    select table_schema as name from information_schema.tables where table_name = 'user_tokens'`.execute(
    server.services.database,
  );
  const { rows } = await sql<{ token: string }>`
    select token from ${sql.table(`${schemas[0]?.name ?? ''}.user_tokens`)}`.execute(server.services.database);
  return ['sandbox-master', ...rows.map(({ token }) => token)];
}

/** Bodies and headers of every answer that passed through a caller. */
function recording(caller: Caller) {
  const heard: string[] = [];
  const request: Caller['request'] = async (...input) => {
    const answer = await caller.request(...input);
    heard.push(await answer.clone().text(), JSON.stringify([...answer.headers]));
    return answer;
  };
  return { heard, request };
}

const row = 'id vendorId name account { id externalId } operation { id problemMessage }';
const everyDetail = `detail { ownerId solution { customFields { key value } } authSlots { authenticationId authentication { id name } }
  configSlots { externalId value defaultValue } workflows { triggerUrl } } problemCode`;

test('no answer holds a vendor’s token, and no list a webhook address or a config value', async () => {
  const log = vi.spyOn(server.services.logger, 'warn');
  const maya = recording(await server.signIn('maya'));
  const priya = recording(await server.signIn('priya'));
  const ask = async (caller: typeof maya, query: string, variables: Record<string, unknown> = {}) =>
    (await caller.request('POST', '/api/graphql', { query, variables })).text();

  const list = await ask(
    maya,
    `{ instances(first: 100) { nodes { ${row} } outcomes { code } } catalogue { nodes { id } } }`,
  );
  const { data } = JSON.parse(list) as { data: { instances: { nodes: { id: string; name: string }[] } } };
  const shown = data.instances.nodes.find(({ name }) => name === 'Order alerts in #orders');
  const id = shown?.id;
  const detail = await ask(
    maya,
    `query ($id: ID!) { instance(id: $id) { ... on TrayInstance { ${everyDetail} timeline { detail } } } }`,
    { id },
  );
  const debug = await ask(
    priya,
    `query ($id: ID!) { debugInstance(id: $id) { ${everyDetail} siblings { ${row} } authentications { id name } timeline { detail } vendorUrl } }`,
    { id },
  );
  const wizard = await maya.request('POST', '/api/wizard-sessions', { instanceId: id });
  const { url, wizardSession } = (await wizard.json()) as {
    url: string;
    wizardSession: { id: string; operation: { id: string } };
  };
  await maya.request('POST', `/api/wizard-sessions/${wizardSession.id}/looks`, { reason: 'focus' });
  await maya.request('GET', `/api/operations/${wizardSession.operation.id}`);
  await maya.request('GET', '/api/session');
  await server.control('PUT', 'faults', [{ match: 'solutionInstances', fault: '401', who: 'northwind' }]);
  await ask(maya, `query ($id: ID!) { instance(id: $id) { ... on TrayInstance { ${everyDetail} } } }`, { id });
  await server.control('DELETE', 'faults');

  const tokens = await vendorTokens();
  expect(tokens.length).toBeGreaterThan(1);
  const answers = [...maya.heard, ...priya.heard].join('\n');
  expect(tokens.filter((token) => answers.includes(token))).toEqual([]);

  // What the owner and an admin see of one instance, no list and no log does.
  const webhook = /https:\/\/[\w-]+\.trayapp\.io/.exec(detail)?.[0] ?? 'none';
  expect(debug).toContain(webhook);
  expect(list).not.toContain('trayapp.io');
  expect(
    JSON.stringify(await server.services.database.selectFrom('audit_entries').selectAll().execute()),
  ).not.toContain('trayapp');
  expect(await ask(priya, `{ instances(first: 100) { nodes { ${row} } } }`)).not.toContain('trayapp.io');

  // The wizard's code is in its one answer, which nobody keeps, and in no other place.
  const code = new URL(url).searchParams.get('code') ?? '';
  expect(code).toMatch(/^[0-9a-f]{40}$/);
  expect(wizard.headers.get('cache-control')).toBe('no-store');
  expect(answers.split(code).length - 1).toBe(1);
  const tables = ['operations', 'operation_steps', 'wizard_sessions', 'audit_entries', 'instances'] as const;
  const kept = await Promise.all(
    tables.map((table) => server.services.database.selectFrom(table).selectAll().execute()),
  );
  expect([...tokens, code].filter((secret) => JSON.stringify([kept, log.mock.calls]).includes(secret))).toEqual([]);
});

test('another person in the same browser is shown nothing of the one before', async () => {
  const maya = await server.signIn('maya');
  const words = await maya.graph<{ instances: { nodes: { id: string }[] } }>('{ instances { nodes { id } } }');
  const response = await maya.request('POST', '/api/session', { demo: 'tomas' });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const list = await maya.request('POST', '/api/graphql', { query: '{ instances { nodes { id } } }' }, { cookie });
  const text = await list.text();
  expect(words.data.instances.nodes.filter(({ id }) => text.includes(id))).toEqual([]);
  expect((await maya.graph('{ instances { totalCount } }')).data).toBeUndefined();
});
