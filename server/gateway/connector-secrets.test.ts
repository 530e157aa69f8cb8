import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { everythingIn } from '#server/testing/stored-text.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { begin, type ConnectorBed, layOutConnectors, madeBy } from './testing/connectors-bed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['patchworks'], isGuarded: false });
});
afterAll(() => server.close());

/** Bodies and headers of every answer that passed through a caller. */
function recording(caller: Caller): Caller & { heard: string[] } {
  const heard: string[] = [];
  const request: Caller['request'] = async (...input) => {
    const answer = await caller.request(...input);
    heard.push(await answer.clone().text(), JSON.stringify([...answer.headers]));
    return answer;
  };
  return { ...caller, heard, request };
}

/** A secret, and the forms in which it travels beside others. */
function formsOf(secret: string, username?: string): string[] {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return [
    secret,
    encodeURIComponent(secret),
    base64(secret).replace(/=+$/, ''),
    ...(username === undefined ? [] : [base64(`${username}:${secret}`)]),
  ];
}

function spyOnLog(): unknown[][] {
  const { logger } = server.services;
  return (['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const).map(
    (level) => vi.spyOn(logger, level).mock.calls,
  );
}

/** Fills the draft of a connector and sends these secrets, one after the other; the last of them works. */
async function tryEach(
  bed: ConnectorBed,
  caller: Caller,
  wanted: { label: string; values: Record<string, string>; key: string; secrets: string[] },
): Promise<string> {
  const { id } = await bed.owner.install(wanted.label);
  const { draft, form } = await begin(caller, String(id));
  await caller.request('PUT', `/api/connector-drafts/${draft.id}`, {
    details: { ...draft.details, name: `An instance of ${wanted.label}` },
    methodId: form.methods.find(({ kind }) => kind === 'fields')?.id,
    values: wanted.values,
  });
  let last: Response | null = null;
  for (const secret of wanted.secrets) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    last = await caller.request('POST', `/api/connector-drafts/${draft.id}/instance`, {
      secrets: { [wanted.key]: secret },
    });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await caller.request('GET', `/api/connector-drafts/${draft.id}`);
  }
  if (!last) throw new Error('nothing was tried');
  return madeBy(last);
}

const instanceQuery = `query ($id: ID!) { instance(id: $id) { timeline { detail } ... on PatchworksInstance { problemCode
  detail { fields { key secret hasValue value } details { name } flows { name } runs { message } } } } }`;

test('no secret, right or wrong, is in any answer, log, table or audit entry', async () => {
  const logged = spyOnLog();
  const bed = await layOutConnectors(server);
  const caller = recording(bed.caller);
  const header = ['canary-header-wrong-bad', 'canary-header-broken-500', 'canary-header-right'];
  const basic = ['canary-basic wrong-bad', 'canary-basic-no-forbidden', 'canary-basic-right/+'];
  const query = ['canary-query&wrong-bad', 'canary-query-right=1'];
  const changed = ['canary-changed-bad', 'canary-changed-right'];
  const shopify = await tryEach(bed, caller, {
    label: 'Shopify',
    values: { store_domain: 'a-store.example' },
    key: 'access_token',
    secrets: header,
  });
  await tryEach(bed, caller, { label: 'ShipStation', values: { username: 'mx' }, key: 'password', secrets: basic });
  await tryEach(bed, caller, { label: 'BigCommerce', values: { store_hash: 'hash' }, key: 'api_key', secrets: query });
  for (const secret of changed) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    await caller.request('POST', `/api/connector-instances/${shopify}/credentials`, {
      values: { access_token: secret },
    });
  }
  // A draft takes no secret, and does not repeat the one that it refuses.
  const { draft } = await begin(caller, bed.connectorId);
  const refused = {
    details: draft.details,
    methodId: bed.methods['Access token'],
    values: { access_token: 'canary-draft' },
  };
  await caller.request('PUT', `/api/connector-drafts/${draft.id}`, refused);
  const priya = recording(await server.signIn('priya'));
  for (const one of [caller, priya]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await one.request('POST', '/api/graphql', { query: instanceQuery, variables: { id: shopify } });
  }
  await caller.request('POST', '/api/graphql', { query: '{ connectors { nodes { instances { row { name } } } } }' });

  const secrets = [
    ...[...header, ...query, ...changed, 'canary-draft'].flatMap((secret) => formsOf(secret)),
    ...basic.flatMap((secret) => formsOf(secret, 'mx')),
    ...formsOf(bed.owner.apiKey),
  ];
  const answers = [...caller.heard, ...priya.heard].join('\n');
  // The checks came, and showed what was asked.
  expect(answers.match(/credentials_refused/g)).toHaveLength(6);
  expect(answers).toContain('invalid_credentials');
  expect(secrets.filter((secret) => answers.includes(secret))).toEqual([]);
  const stored = await everythingIn(server.services.database);
  expect(stored).toContain('An instance of BigCommerce');
  expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
  const lines = JSON.stringify(logged, (_key, value: unknown) =>
    value instanceof Error ? [Object.entries(value), value.message, value.stack, value.cause] : value,
  );
  expect(secrets.filter((secret) => lines.includes(secret))).toEqual([]);
});
