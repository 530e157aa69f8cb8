import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import type { PersonKey, Subject } from './testing/authorisation-case.ts';
import { layOutNorthwind } from './testing/authorisation-bed.ts';
import { cases } from './testing/authorisation-cases.ts';
import { unsafeRoutesOf } from './testing/routes.ts';

let server: TestServer;
let subjects: Record<PersonKey, Subject>;

beforeAll(async () => {
  server = await startTestServer({ vendors: ['tray', 'prismatic', 'instabase', 'patchworks'], timeoutMs: 15_000 });
  ({ subjects } = await layOutNorthwind(server));
}, 120_000);
afterAll(() => server.close());

/** Whose success leaves no entry, and why. Everything else that can change something does. */
const withoutEntry: Record<string, string> = {
  'POST /api/graphql': 'asks and changes nothing by itself; each mutation is a case of its own',
  'POST /api/demo/accounts': 'exists in the sandbox alone',
  'POST /api/session/openid': 'leads to the identity provider; the sign-in itself is audited',
  'POST /api/return': 'ends a sign-in or a consent, each audited where it is tested; of neither there is one here',
  'POST /api/connector-drafts': 'a draft is a person’s own, and nothing at the vendor',
  'PUT /api/connector-drafts/:id': 'the same',
  'DELETE /api/connector-drafts/:id': 'the same',
  'POST /api/wizard-sessions/:id/looks': 'makes the server look; what follows from it is an operation’s',
  'POST /api/wizard-sessions/:id/validations': 'asks the company whether values are good',
  'POST /api/auth-dialogs/:id/looks': 'makes the server look',
  'POST /api/bulks': 'plans, and changes nothing before it is started',
  'POST /api/bulks/:id/retry': 'plans the same for what failed',
  'DELETE /api/session/view-as':
    'ends nothing here, where nobody looks as an account; where somebody does, it is audited',
};

/** Names of cases, of which a test demands that they are all there are. */
const changing = Object.keys(cases).filter((name) => /^(POST|PUT|DELETE) |^Mutation\./.test(name));

function whoMay(name: string): 'maya' | 'priya' | null {
  const told = cases[name]?.told;
  return told?.maya === 'ok' ? 'maya' : told?.priya === 'ok' ? 'priya' : null;
}

/** A caller who remembers the numbers of the requests that were sent for it. */
function remembering(caller: Caller): { caller: Caller; requestIds: string[] } {
  const requestIds: string[] = [];
  const request: Caller['request'] = async (...asked) => {
    const response = await caller.request(...asked);
    requestIds.push(response.headers.get('x-request-id') ?? '');
    return response;
  };
  return { caller: { ...caller, request }, requestIds };
}

/** What the log, and the journal, whose operations are audited when they end, have of these requests. */
async function traceOf(requestIds: string[]): Promise<string[]> {
  const { database } = server.services;
  const entries = await database
    .selectFrom('audit_entries')
    .where('request_id', 'in', requestIds)
    .select('action')
    .execute();
  const operations = await database
    .selectFrom('operations')
    .where('request_id', 'in', requestIds)
    .select('kind')
    .execute();
  return [...entries.map(({ action }) => action), ...operations.map(({ kind }) => `operation ${kind}`)];
}

test('every unsafe route is asked', () => {
  const routes = unsafeRoutesOf(server.app).map(({ method, path }) => `${method} ${path}`);
  expect(routes.filter((route) => !changing.includes(route))).toEqual([]);
  expect(changing.filter((name) => whoMay(name) === null && !(name in withoutEntry))).toEqual([]);
});

describe('what succeeds and can change something is in the log', () => {
  // An administrator ends sessions of Maya's, which she ends herself before.
  const audited = (['maya', 'priya'] as const).flatMap((person) =>
    changing.filter((name) => !(name in withoutEntry) && whoMay(name) === person),
  );

  test.each(audited)('%s', async (name) => {
    const who = whoMay(name) ?? 'maya';
    const { caller, requestIds } = remembering(await server.signIn(who));
    expect(await cases[name]?.ask(caller, subjects[who])).toMatchObject({ said: 'ok' });
    expect(await traceOf(requestIds)).not.toEqual([]);
  });
});
