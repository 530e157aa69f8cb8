import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { viewAsMs } from '#contract/endpoints/view-as.ts';
import type { Person } from '#contract/people.ts';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from './testing/answers.ts';
import { layOutNorthwind } from './testing/authorisation-bed.ts';
import type { PersonKey, Subject } from './testing/authorisation-case.ts';
import { cases } from './testing/authorisation-cases.ts';
import { sessionLimits } from './sessions.ts';
import { stateOf } from './testing/northwind.ts';

let server: TestServer;
let subjects: Record<PersonKey, Subject>;
beforeAll(async () => {
  // As for the table of authorisation, whose bed this is.
  server = await startTestServer({ vendors: ['tray', 'prismatic', 'instabase', 'patchworks'], timeoutMs: 15_000 });
  ({ subjects } = await layOutNorthwind(server));
}, 120_000);
afterAll(() => server.close());

async function personOf(caller: Caller): Promise<Person | null> {
  const answer = await caller.request('GET', '/api/session');
  return ((await answer.json()) as { person: Person | null }).person;
}

/** Priya, who looks as Northwind in a session of her own. */
async function viewer(reason?: string): Promise<Caller> {
  const priya = await server.signIn('priya');
  const { accountId } = subjects.maya;
  const answer = await priya.request('POST', '/api/session/view-as', { accountId, ...(reason && { reason }) });
  expect(answer.status).toBe(200);
  return priya;
}

const entriesOf = (action: string) =>
  server.services.database
    .selectFrom('audit_entries')
    .innerJoin('people', 'people.id', 'audit_entries.person_id')
    .where('action', '=', action)
    .orderBy('audit_entries.id', 'desc')
    .select(['people.name as who', 'audit_entries.account_id as accountId', 'detail'])
    .execute();

describe('who looks as an account', () => {
  test('is somebody of it who may look only, with the administrator’s name beside', async () => {
    const priya = await viewer();
    expect(await personOf(priya)).toMatchObject({
      name: 'Priya Nair',
      role: 'user',
      viewOnly: true,
      account: { externalId: 'northwind' },
      viewedBy: { name: 'Priya Nair', until: expect.any(String) },
    });
    const { data } = await priya.graph<{ instances: { nodes: { account: { externalId: string } }[] } }>(
      '{ instances(first: 100) { nodes { account { externalId } } } }',
    );
    expect(new Set(data.instances.nodes.map(({ account }) => account.externalId))).toEqual(new Set(['northwind']));
    const back = await priya.request('DELETE', '/api/session/view-as');
    expect(await back.json()).toMatchObject({ person: { role: 'admin', account: null } });
    expect(await personOf(priya)).not.toHaveProperty('viewedBy');
  });

  test('is on record before anything is read, with the reason, and looks at nothing where that fails', async () => {
    await viewer('Maya asked for help');
    expect((await entriesOf('account.view_as'))[0]).toEqual({
      who: 'Priya Nair',
      accountId: subjects.maya.accountId,
      detail: 'Maya asked for help',
    });
    const priya = await server.signIn('priya');
    vi.spyOn(server.services.audit, 'append').mockRejectedValueOnce(new Error('the log is full'));
    const answer = await priya.request('POST', '/api/session/view-as', { accountId: subjects.maya.accountId });
    expect(answer.status).toBe(500);
    expect(await personOf(priya)).toMatchObject({ role: 'admin' });
  });

  test('acts under the administrator’s own name in the log', async () => {
    const priya = await viewer();
    await priya.request('POST', '/api/session/view-as', { accountId: subjects.maya.accountId });
    expect((await entriesOf('request.refuse'))[0]).toMatchObject({ who: 'Priya Nair' });
    await priya.request('DELETE', '/api/session/view-as');
    expect((await entriesOf('account.end_view_as'))[0]).toMatchObject({
      who: 'Priya Nair',
      accountId: subjects.maya.accountId,
    });
  });

  test('makes the server begin nothing: neither a reading with the account’s credential nor a set-up that waits', async () => {
    const priya = await viewer();
    server.clock.advance(60_000);
    const refresh = vi.spyOn(server.services.sync, 'refreshAccount');
    const look = vi.spyOn(server.services.wizardSessions, 'lookAgain');
    const jobsAskedAt = () =>
      server.services.database.selectFrom('deployments').select(['instance_id', 'runs_checked_at']).execute();
    const asked = await jobsAskedAt();
    await priya.graph('{ instances { totalCount } deployments { totalCount } }');
    // What the first may have begun without waiting for it has begun by the end of the second.
    await priya.graph('{ deployments { totalCount } }');
    expect(await jobsAskedAt()).toEqual(asked);
    expect([refresh.mock.calls, look.mock.calls]).toEqual([[], []]);
    vi.restoreAllMocks();
  });
});

/** What the log says of the end of looks since the first of them. */
async function endsSince(count: number) {
  const ends = await entriesOf('account.end_view_as');
  return ends.slice(0, ends.length - count);
}

describe('it ends', () => {
  const isEnded = (detail: string | null) => [{ who: 'Priya Nair', accountId: subjects.maya.accountId, detail }];
  let before: number;
  beforeEach(async () => {
    // Whoever still looks since a test before would come to an end here.
    const looking = server.services.database.updateTable('sessions').where('viewing_account_id', 'is not', null);
    await looking.set({ viewing_account_id: null, viewing_until: null }).execute();
    before = (await entriesOf('account.end_view_as')).length;
  });

  test('by the button, which the log says once', async () => {
    const priya = await viewer();
    await priya.request('DELETE', '/api/session/view-as');
    await priya.request('DELETE', '/api/session/view-as');
    expect(await endsSince(before)).toEqual(isEnded(null));
  });

  test('after an hour, which the first request behind it writes down, and no other', async () => {
    const priya = await viewer();
    server.clock.advance(viewAsMs - 1_000);
    expect(await personOf(priya)).toMatchObject({ role: 'user' });
    expect(await endsSince(before)).toEqual([]);
    server.clock.advance(1_000);
    const people = await Promise.all(Array.from({ length: 4 }, () => personOf(priya)));
    for (const person of people) expect(person).toMatchObject({ role: 'admin' });
    await server.services.sessions.endOverdue();
    expect(await endsSince(before)).toEqual(isEnded('its hour was over'));
  });

  test('after an hour of which nobody asked, when what is over is swept up', async () => {
    const priya = await viewer();
    server.clock.advance(viewAsMs);
    await server.services.sessions.endOverdue();
    expect(await endsSince(before)).toEqual(isEnded('its hour was over'));
    expect(await personOf(priya)).toMatchObject({ role: 'admin' });
  });

  test('with a sign-out and with another sign-in in the same browser, each on record', async () => {
    const priya = await viewer();
    await priya.request('DELETE', '/api/session');
    expect(await endsSince(before)).toEqual(isEnded('the session ended'));
    const other = await viewer();
    await other.request('POST', '/api/session', { demo: 'maya' });
    expect(await endsSince(before + 1)).toEqual(isEnded('the session ended'));
  });

  test('with a session that was over before its hour', async () => {
    const priya = await server.signIn('priya');
    server.clock.advance(sessionLimits.sandbox.absoluteMs - 1_000);
    await priya.request('POST', '/api/session/view-as', { accountId: subjects.maya.accountId });
    server.clock.advance(1_000);
    await server.services.sessions.endOverdue();
    expect(await endsSince(before)).toEqual(isEnded('the session ended'));
  });

  test('with the session, and is in no other session of the administrator’s', async () => {
    const priya = await viewer();
    const elsewhere = await server.signIn('priya');
    expect(await personOf(elsewhere)).toMatchObject({ role: 'admin' });
    await priya.request('DELETE', '/api/session');
    expect(await personOf(priya)).toBeNull();
  });

  test('with the administrator’s right to it', async () => {
    const priya = await viewer();
    const person = await personOf(priya);
    const people = server.services.database.updateTable('people').where('id', '=', person?.id ?? '');
    const { tomas } = { tomas: await personOf(await server.signIn('tomas')) };
    await people.set({ role: 'user', account_id: tomas?.account?.id ?? null }).execute();
    const after = await personOf(priya);
    await people.set({ role: 'admin', account_id: null }).execute();
    expect(after).toMatchObject({ role: 'user', viewOnly: false, account: { externalId: 'fabrikam' } });
    expect(after).not.toHaveProperty('viewedBy');
  });
});

test.each(['maya', 'jonas', 'tomas'])('%s looks as nobody', async (who) => {
  const caller = await server.signIn(who);
  const { accountId } = subjects.maya;
  const answer = await caller.request('POST', '/api/session/view-as', { accountId });
  expect(await outcomeOf(answer)).toMatchObject({ status: 404, said: 'not_found' });
  expect(await outcomeOf(await caller.request('DELETE', '/api/session/view-as'))).toMatchObject({ status: 404 });
  expect(await personOf(caller)).not.toHaveProperty('viewedBy');
});

test.each([crypto.randomUUID(), 'x', ''])('there is no account %s to look as', async (accountId) => {
  const priya = await server.signIn('priya');
  const answer = await priya.request('POST', '/api/session/view-as', { accountId });
  expect(await outcomeOf(answer)).toMatchObject({ status: 400, said: 'bad_input' });
  expect(await personOf(priya)).toMatchObject({ role: 'admin' });
});

/** Whatever may change something: unsafe routes and mutations, without what ends the looking or the session. */
const ending = ['POST /api/session', 'DELETE /api/session', 'DELETE /api/session/view-as'];
const apart = [...ending, 'POST /api/session/openid', 'POST /api/return', 'POST /api/graphql'];
const changes = Object.keys(cases).filter(
  (name) => name.startsWith('Mutation.') || (/^(POST|PUT|DELETE) /.test(name) && !apart.includes(name)),
);

describe('nothing can be changed', () => {
  test.each(changes)('by %s', async (name) => {
    const priya = await viewer();
    const northwind = await actAtTray(server.trayOrigin, 'northwind');
    const state = async () => [await stateOf(server, 'northwind'), await northwind.instances()];
    const before = await state();
    const outcome = await cases[name]?.ask(priya, subjects.maya);
    expect(outcome?.said).toBe('view_only');
    expect(await state()).toEqual(before);
    expect(await personOf(priya)).toMatchObject({ viewedBy: { name: 'Priya Nair' } });
  });
});

/** Whatever only asks is answered as to somebody who may look only. */
const questions = Object.entries(cases).filter(
  ([name]) => (name.startsWith('GET ') || name.startsWith('Query.')) && name !== 'GET /api/session',
);

describe('no more is seen than by somebody who may look only', () => {
  test.each(questions)('by %s', async (_name, { ask, told }) => {
    const outcome = await ask(await viewer(), subjects.maya);
    expect(outcome.said).toBe(told.jonas);
  });
});
