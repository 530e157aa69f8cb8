import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LinkOutcome } from '#contract/links.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { outcomeOf } from '../testing/answers.ts';

let server: TestServer;
let priya: Caller;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['tray', 'prismatic', 'instabase', 'patchworks'], timeoutMs: 15_000 });
  priya = await server.signIn('priya');
}, 60_000);
afterAll(() => server.close());

interface Added {
  account: { id: string; externalId: string; name: string };
  isKnown: boolean;
  links: LinkOutcome[];
}

let made = 0;
async function add(externalId = `company-${++made}`, name = `Company ${made}`): Promise<Added> {
  const answer = await priya.request('POST', '/api/accounts', { externalId, name });
  return (await answer.json()) as Added;
}

interface ShownLink {
  vendor: string;
  vendorAccountId: string | null;
  hasCredential: boolean;
  enteredBy: string | null;
  checkedAt: string | null;
  problemCode: string | null;
  removedAt: string | null;
}

async function linksOf(id: string): Promise<Map<string, ShownLink>> {
  const { data } = await priya.graph<{ account: { links: ShownLink[] } }>(
    `query ($id: ID!) { account(id: $id) { links {
      vendor vendorAccountId hasCredential enteredBy checkedAt problemCode removedAt } } }`,
    { id },
  );
  return new Map(data.account.links.map((link) => [link.vendor, link]));
}

const put = (id: string, vendor: string, body: object) =>
  priya.request('PUT', `/api/accounts/${id}/links/${vendor}`, body);

/** The key of the company at the imitated Patchworks. */
async function keyOf(externalId: string): Promise<string> {
  const answer = await fetch(`${server.patchworksOrigin}/_sandbox/accounts/${externalId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: externalId }),
  });
  return ((await answer.json()) as { api_key: string }).api_key;
}

const entriesOf = (accountId: string) =>
  server.services.database
    .selectFrom('audit_entries')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .select(['action', 'outcome', 'detail', 'problem_code as code'])
    .execute();

describe('adding an account', () => {
  test('makes it, and its owner at every vendor that tells it', async () => {
    const { account, isKnown, links } = await add('wingtip', 'Wingtip Toys');
    expect({ account, isKnown }).toMatchObject({
      account: { externalId: 'wingtip', name: 'Wingtip Toys' },
      isKnown: false,
    });
    expect(links).toEqual(
      ['tray', 'prismatic', 'instabase', 'patchworks'].map((vendor) => ({
        vendor,
        state: 'linked',
        problemCode: null,
      })),
    );
    const kept = await linksOf(account.id);
    expect(kept.get('tray')?.vendorAccountId).toMatch(/^[0-9a-f-]{36}$/);
    expect(kept.get('patchworks')).toMatchObject({ vendorAccountId: 'wingtip', hasCredential: true });
    expect(await entriesOf(account.id)).toEqual([
      { action: 'account.add', outcome: 'done', detail: 'new', code: null },
    ]);
  });

  test('a second time finds the same one, with the name that it had', async () => {
    const first = await add('tailspin', 'Tailspin');
    const again = await add('tailspin', 'Another name');
    expect(again).toMatchObject({ account: first.account, isKnown: true });
    expect((await linksOf(first.account.id)).get('tray')).toEqual((await linksOf(again.account.id)).get('tray'));
  });

  test('stands when a vendor is down, which can be tried again', async () => {
    await server.control('PUT', 'faults', [{ match: 'users', fault: '500', who: 'unlucky' }]);
    const { account, links } = await add('unlucky', 'Unlucky');
    expect(links).toContainEqual({ vendor: 'tray', state: 'failed', problemCode: 'vendor_unavailable' });
    expect(links).toContainEqual({ vendor: 'prismatic', state: 'linked', problemCode: null });
    const inVain = await priya.request('POST', `/api/accounts/${account.id}/links/tray`);
    expect(await inVain.json()).toMatchObject({ link: { state: 'failed' } });
    expect(await entriesOf(account.id)).toContainEqual({
      action: 'link.find',
      outcome: 'failed',
      detail: 'tray: failed',
      code: 'vendor_unavailable',
    });
    await server.control('DELETE', 'faults');
    server.clock.advance(60_000);
    const again = await priya.request('POST', `/api/accounts/${account.id}/links/tray`);
    expect(await again.json()).toEqual({ link: { vendor: 'tray', state: 'linked', problemCode: null } });
  });

  test.each([
    [{ name: '', externalId: 'x' }, { name: 'required' }],
    [{ name: 'x', externalId: ' ' }, { externalId: 'required' }],
    [{ name: 'a\u0000b', externalId: 'x' }, { name: 'malformed' }],
    [{ name: 'x'.repeat(201), externalId: 'x' }, { name: 'too_long' }],
  ])('%j is refused beside its field', async (body, fields) => {
    const answer = await priya.request('POST', '/api/accounts', body);
    expect(await answer.json()).toMatchObject({ problem: { code: 'bad_input', fields } });
  });
});

describe('entering a link', () => {
  test('checks a key first: one that is not taken is said beside it, and nothing is saved', async () => {
    const { account } = await add();
    const before = (await linksOf(account.id)).get('patchworks');
    const answer = await put(account.id, 'patchworks', { credential: 'canary-of-a-wrong-key' });
    const text = await answer.clone().text();
    expect(await outcomeOf(answer)).toMatchObject({ status: 400, said: 'bad_input' });
    expect(JSON.parse(text)).toMatchObject({ problem: { fields: { credential: 'not_taken' }, changed: 'nothing' } });
    expect(text).not.toContain('canary');
    expect((await linksOf(account.id)).get('patchworks')).toEqual(before);
    expect(await entriesOf(account.id)).toContainEqual({
      action: 'link.enter',
      outcome: 'refused',
      detail: 'patchworks',
      code: 'bad_input',
    });
  });

  test('seals a key that is taken, and shows it nowhere', async () => {
    const { account } = await add();
    await priya.request('DELETE', `/api/accounts/${account.id}/links/patchworks`);
    const key = await keyOf(account.externalId);
    const answer = await put(account.id, 'patchworks', { credential: key });
    expect(await answer.json()).toEqual({ vendorAccountId: account.externalId });
    expect((await linksOf(account.id)).get('patchworks')).toMatchObject({
      hasCredential: true,
      enteredBy: 'Priya Nair',
      checkedAt: expect.any(String),
      removedAt: null,
    });
    const kept = await server.services.database
      .selectFrom('vendor_links')
      .where('account_id', '=', account.id)
      .selectAll()
      .execute();
    const log = await server.services.database.selectFrom('audit_entries').selectAll().execute();
    expect(JSON.stringify([kept.map((link) => link.sealed_credential?.toString()), log])).not.toContain(key);
  });

  test('is not done where it cannot be logged, nor is a link removed then', async () => {
    const { account } = await add();
    const before = (await linksOf(account.id)).get('patchworks');
    const logless = async (ask: () => Promise<Response>) => {
      vi.spyOn(server.services.audit, 'append').mockRejectedValueOnce(new Error('the log is full'));
      expect((await ask()).status).toBe(500);
      expect((await linksOf(account.id)).get('patchworks')).toEqual(before);
    };
    const credential = await keyOf(account.externalId);
    await logless(() => put(account.id, 'patchworks', { credential }));
    await logless(() => priya.request('DELETE', `/api/accounts/${account.id}/links/patchworks`));
  });

  test('takes an owner that is there, and no other', async () => {
    const { account } = await add();
    const answers = await Promise.all([
      put(account.id, 'tray', { vendorAccountId: crypto.randomUUID() }),
      put(account.id, 'prismatic', { vendorAccountId: 'nobody' }),
    ]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
      { problem: { fields: { vendorAccountId: 'not_taken' } } },
      { problem: { fields: { vendorAccountId: 'not_taken' } } },
    ]);
  });

  test('leaves an owner whose people are somebody else’s alone', async () => {
    const { account } = await add();
    const other = (await linksOf((await add()).account.id)).get('tray')?.vendorAccountId ?? '';
    expect(await (await put(account.id, 'tray', { vendorAccountId: other })).json()).toMatchObject({
      problem: { fields: { vendorAccountId: 'taken' } },
    });
  });

  test('asks for what its vendor needs, and for nothing else', async () => {
    const { account } = await add();
    const fieldsOf = async (vendor: string, body: object) =>
      ((await (await put(account.id, vendor, body)).json()) as { problem: { fields: object } }).problem.fields;
    expect(await fieldsOf('tray', { credential: 'x' })).toEqual({ credential: 'unknown_value' });
    expect(await fieldsOf('instabase', { folderPrefixes: ['../etc'] })).toEqual({ folderPrefixes: 'malformed' });
    expect(await fieldsOf('instabase', { folderPrefixes: [] })).toEqual({ folderPrefixes: 'required' });
    expect(await fieldsOf('instabase', { vendorAccountId: 'somebody-else' })).toEqual({ credential: 'required' });
  });

  test('says that nothing was saved when the vendor does not answer', async () => {
    const { account } = await add();
    const credential = await keyOf(account.externalId);
    await server.patchworks('PUT', 'faults', [{ match: 'GET /', fault: '500', who: account.externalId }]);
    const answer = await put(account.id, 'patchworks', { credential });
    await server.patchworks('DELETE', 'faults');
    expect(await answer.json()).toMatchObject({ problem: { code: 'vendor_unavailable', changed: 'nothing' } });
    server.clock.advance(60_000);
  });
});

describe('checking a link', () => {
  test('keeps what the vendor says', async () => {
    const { account } = await add();
    const check = async () =>
      (await priya.request('POST', `/api/accounts/${account.id}/links/patchworks/check`)).json();
    expect(await check()).toEqual({ problemCode: null });
    const { keys } = server.services.accountLinks;
    await server.services.database
      .updateTable('vendor_links')
      .set({ sealed_credential: keys.seal('revoked') })
      .where('account_id', '=', account.id)
      .where('vendor', '=', 'patchworks')
      .execute();
    expect(await check()).toEqual({ problemCode: 'vendor_unauthorized' });
    expect((await linksOf(account.id)).get('patchworks')).toMatchObject({ problemCode: 'vendor_unauthorized' });
  });

  test('what it said stands when the account is added again or its owner looked for: nothing was asked', async () => {
    const { account } = await add();
    await server.services.database
      .updateTable('vendor_links')
      .set({ check_problem: 'vendor_unauthorized' })
      .where('account_id', '=', account.id)
      .where('vendor', '=', 'patchworks')
      .execute();
    const before = (await linksOf(account.id)).get('patchworks');
    await priya.request('POST', `/api/accounts/${account.id}/links/patchworks`);
    await add(account.externalId, account.name);
    expect((await linksOf(account.id)).get('patchworks')).toEqual(before);
    expect(before).toMatchObject({ problemCode: 'vendor_unauthorized' });
  });

  test('there is none to check', async () => {
    const { account } = await add();
    await priya.request('DELETE', `/api/accounts/${account.id}/links/tray`);
    expect((await priya.request('POST', `/api/accounts/${account.id}/links/tray/check`)).status).toBe(404);
  });
});

/** An operation of the account's that is under way and due only when the test is over. */
async function workOn(accountId = ''): Promise<string> {
  const now = server.clock.now();
  const { id } = await server.services.database
    .insertInto('operations')
    .values({
      kind: 'disable',
      state: 'running',
      step: 'changing',
      vendor: 'prismatic',
      account_id: accountId,
      person_id: await priyasId(),
      request_id: crypto.randomUUID(),
      request_key: crypto.randomUUID(),
      template_id: 'a template',
      name: 'An instance',
      data: '{}',
      started_at: now,
      due_at: new Date(now.getTime() + 3_600_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function priyasId(): Promise<string> {
  const answer = await priya.request('GET', '/api/session');
  return ((await answer.json()) as { person: { id: string } }).person.id;
}

describe('removing a link', () => {
  test('takes its rows out of the list, leaves the vendor as it is, and stays removed', async () => {
    await server.services.sync.readEverything();
    const { data } = await priya.graph<{ accounts: { nodes: { account: { id: string }; instanceCount: number }[] } }>(
      '{ accounts(search: "fabrikam") { nodes { account { id } instanceCount } } }',
    );
    const [fabrikam] = data.accounts.nodes;
    const id = fabrikam?.account.id ?? '';
    const rows = () =>
      server.services.database
        .selectFrom('instances')
        .where('vendor', '=', 'prismatic')
        .where('account_id', '=', id)
        .where('removed_at', 'is', null)
        .select('vendor_id')
        .execute();
    const before = await rows();
    expect(before.length).toBeGreaterThan(0);
    const answer = await priya.request('DELETE', `/api/accounts/${id}/links/prismatic`);
    expect(await answer.json()).toEqual({ instances: before.length });
    expect(await rows()).toEqual([]);
    server.clock.advance(120_000);
    await server.services.sync.readEverything();
    expect(await rows()).toEqual([]);
    expect((await linksOf(id)).get('prismatic')).toMatchObject({
      vendorAccountId: null,
      removedAt: expect.any(String),
    });
    // They are an account's of their own by now, which administrators alone see.
    const { data: found } = await priya.graph<{ accounts: { nodes: { account: { id: string } }[] } }>(
      '{ accounts(search: "prismatic:") { nodes { account { id } } } }',
    );
    const [made_] = found.accounts.nodes;
    expect((await priya.request('DELETE', `/api/accounts/${made_?.account.id}/links/prismatic`)).status).toBe(409);
    // What is being done for that account now would lose its owner in the middle.
    const work = server.services.database.updateTable('operations').where('id', '=', await workOn(made_?.account.id));
    expect(await (await priya.request('POST', `/api/accounts/${id}/links/prismatic`)).json()).toMatchObject({
      link: { state: 'failed', problemCode: 'busy' },
    });
    await work.set({ state: 'stopped' }).execute();
    // Found again, they come back.
    const again = await priya.request('POST', `/api/accounts/${id}/links/prismatic`);
    expect(await again.json()).toMatchObject({ link: { state: 'linked' } });
    server.clock.advance(120_000);
    await server.services.sync.readEverything();
    expect(await rows()).toHaveLength(before.length);
  });
});

test('ending the sessions of all people of an account, and of nobody else', async () => {
  const [maya, jonas, tomas] = await Promise.all(['maya', 'jonas', 'tomas'].map((who) => server.signIn(who)));
  const { data } = await priya.graph<{ accounts: { nodes: { account: { id: string; externalId: string } }[] } }>(
    '{ accounts(search: "northwind") { nodes { account { id externalId } } } }',
  );
  const id = data.accounts.nodes.find(({ account }) => account.externalId === 'northwind')?.account.id ?? '';
  const answer = await priya.request('DELETE', `/api/accounts/${id}/sessions`);
  expect(await answer.json()).toEqual({ ended: 2 });
  const statuses = await Promise.all(
    [maya, jonas, tomas, priya].map(async (caller) => (await caller?.request('GET', '/api/sessions'))?.status),
  );
  expect(statuses).toEqual([401, 401, 200, 200]);
});
