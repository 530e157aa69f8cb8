import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShownAuthentication } from '#contract/endpoints/auth-dialogs.ts';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.services.sync.readEverything();
});
afterAll(() => server.close());

const externalId = 'external_slack_authentication';

interface Opened {
  authDialog: { id: string };
  url: string;
  origin: string;
}

interface Looked {
  authentication: ShownAuthentication;
  before: ShownAuthentication | null;
  isOtherAccount: boolean;
}

/** A fresh account with one instance of the first Solution, known to the index. */
async function withInstance(name: string) {
  const caller = await server.freshAccount();
  const tray = await actAtTray(server.trayOrigin, caller.account);
  const { id: vendorId } = await tray.create(name);
  await server.services.sync.readEverything();
  const { data } = await caller.graph<{ instances: { nodes: { id: string }[] } }>('{ instances { nodes { id } } }');
  return { caller, tray, vendorId, instanceId: data.instances.nodes[0]?.id ?? '' };
}

async function open(caller: Caller, body: object): Promise<Opened> {
  const answer = await caller.request('POST', '/api/auth-dialogs', body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Opened;
}

/** What a person does in the vendor's window: connects this account. Answers the id that its message names. */
async function connect(url: string, account: string): Promise<string> {
  const page = await (await fetch(url)).text();
  const session = /data-session="([0-9a-f]+)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(new URL('/external/auth/connect', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-session': session },
    body: JSON.stringify({ account }),
  });
  const { authId } = (await answer.json()) as { authId: string };
  return authId;
}

async function look(caller: Caller, id: string, authenticationId: string): Promise<Looked> {
  const answer = await caller.request('POST', `/api/auth-dialogs/${id}/looks`, { authenticationId });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Looked;
}

async function codeOf(answer: Response): Promise<string> {
  const { problem } = (await answer.json()) as { problem: { code: string } };
  return problem.code;
}

const slotQuery = `query ($id: ID!) { instance(id: $id) { ... on TrayInstance { detail { authSlots {
  externalId authenticationId authentication { id accountName }
  connection { personName changedAt previousAccountName } } } } } }`;

interface Slot {
  externalId: string;
  authenticationId: string | null;
  authentication: { id: string; accountName: string | null } | null;
  connection: { personName: string | null; changedAt: string; previousAccountName: string | null } | null;
}

async function slotOf(caller: Caller, instanceId: string): Promise<Slot | undefined> {
  const { data } = await caller.graph<{ instance: { detail: { authSlots: Slot[] } } }>(slotQuery, { id: instanceId });
  return data.instance.detail.authSlots.find((slot) => slot.externalId === externalId);
}

describe('opening', () => {
  test('answers an address on the wizard’s origin, no-store, and keeps neither it nor its code', async () => {
    const { caller, instanceId } = await withInstance('Opening');
    const answer = await caller.request('POST', '/api/auth-dialogs', { use: 'slot', instanceId, externalId });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { url, origin } = (await answer.json()) as Opened;
    expect(origin).toBe(server.trayOrigin);
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toContain(`/external/auth/create/jackfield/`);
    const { database } = server.services;
    const stored = JSON.stringify([
      await database.selectFrom('auth_dialogs').selectAll().execute(),
      await database.selectFrom('audit_entries').selectAll().execute(),
    ]);
    expect(stored).toContain('auth_dialog.open');
    expect(stored).not.toContain(searchParams.get('code') ?? 'no code');
    expect(stored).not.toContain('/external/auth');
  });

  test('is refused for view-only people, admins, others, and slots that are not there', async () => {
    const maya = await server.signIn('maya');
    const { data } = await maya.graph<{ instances: { nodes: { id: string; name: string }[] } }>(
      '{ instances(first: 100) { nodes { id name } } }',
    );
    const { id: instanceId } = data.instances.nodes.find(({ name }) => name === 'Order alerts in #orders') ?? {
      id: '',
    };
    const body = { use: 'slot', instanceId, externalId };
    const slot = await slotOf(maya, instanceId);
    const edit = { use: 'edit', authenticationId: slot?.authenticationId };
    const another = { use: 'another', likeAuthenticationId: slot?.authenticationId };
    const told = async (who: string, wanted: object) =>
      codeOf(await (await server.signIn(who)).request('POST', '/api/auth-dialogs', wanted));
    expect(await told('jonas', body)).toBe('view_only');
    expect(await told('jonas', edit)).toBe('view_only');
    expect(await told('priya', body)).toBe('owner_only');
    expect(await told('priya', another)).toBe('owner_only');
    expect(await told('tomas', body)).toBe('not_found');
    expect(await told('tomas', edit)).toBe('not_found');
    expect(await told('tomas', another)).toBe('not_found');
    expect(await told('maya', { ...body, externalId: 'external_nothing' })).toBe('not_found');
    expect(await told('maya', { use: 'edit', authenticationId: 'x' })).toBe('not_found');
    expect(await told('maya', { use: 'slot', instanceId })).toBe('bad_input');
    expect(await told('maya', { ...edit, userId: 'x' })).toBe('bad_input');
  });
});

describe('what came of it', () => {
  test('a new one for an empty slot is no other account, and is not attached by looking', async () => {
    const { caller, tray, instanceId } = await withInstance('Empty slot');
    const { authDialog, url } = await open(caller, { use: 'slot', instanceId, externalId });
    const authId = await connect(url, 'maya@x.example');
    expect(await look(caller, authDialog.id, authId)).toEqual({
      authentication: {
        id: authId,
        name: 'Slack (maya@x.example)',
        serviceTitle: 'Slack',
        accountName: 'maya@x.example',
      },
      before: null,
      isOtherAccount: false,
    });
    expect((await tray.instances())[0]?.authValues).toEqual([]);
    expect((await fetch(url)).status).toBe(403);
  });

  test('an authentication of nobody, or of somebody else, is not there', async () => {
    const { caller, instanceId } = await withInstance('Not mine');
    const other = await withInstance('Theirs');
    const theirs = await open(other.caller, { use: 'slot', instanceId: other.instanceId, externalId });
    const theirAuthId = await connect(theirs.url, 'them@x.example');
    const { authDialog } = await open(caller, { use: 'slot', instanceId, externalId });
    const path = `/api/auth-dialogs/${authDialog.id}/looks`;
    expect(await codeOf(await caller.request('POST', path, { authenticationId: theirAuthId }))).toBe('not_found');
    expect(await codeOf(await other.caller.request('POST', path, { authenticationId: theirAuthId }))).toBe('not_found');
  });

  test('a dialog can be looked at for a day', async () => {
    const { caller, instanceId } = await withInstance('Old');
    const { authDialog, url } = await open(caller, { use: 'slot', instanceId, externalId });
    const authId = await connect(url, 'maya@x.example');
    await server.services.database
      .updateTable('auth_dialogs')
      .set({ opened_at: new Date(server.clock.now().getTime() - 24 * 3_600_000 - 1) })
      .where('id', '=', authDialog.id)
      .execute();
    const answer = await caller.request('POST', `/api/auth-dialogs/${authDialog.id}/looks`, {
      authenticationId: authId,
    });
    expect(await codeOf(answer)).toBe('not_found');
  });

  test('another one of the same service stands in no slot', async () => {
    const { caller, tray, instanceId } = await withInstance('Another');
    const first = await open(caller, { use: 'slot', instanceId, externalId });
    const likeAuthenticationId = await connect(first.url, 'first@x.example');
    const { authDialog, url } = await open(caller, { use: 'another', likeAuthenticationId });
    const authId = await connect(url, 'second@x.example');
    expect(authId).not.toBe(likeAuthenticationId);
    expect(await look(caller, authDialog.id, authId)).toMatchObject({
      authentication: { serviceTitle: 'Slack', accountName: 'second@x.example' },
      before: null,
      isOtherAccount: false,
    });
    expect((await tray.instances())[0]?.authValues).toEqual([]);
  });
});

describe('signing in again', () => {
  async function connected(name: string) {
    const all = await withInstance(name);
    const { url } = await open(all.caller, { use: 'slot', instanceId: all.instanceId, externalId });
    const authId = await connect(url, 'before@x.example');
    await all.tray.update(all.vendorId, { authValues: [{ externalId, authId }] });
    return { ...all, authId };
  }

  test('as the same account changes nothing and says so', async () => {
    const { caller, instanceId, authId } = await connected('Same again');
    await slotOf(caller, instanceId);
    const { authDialog, url } = await open(caller, { use: 'edit', authenticationId: authId });
    expect(await connect(url, 'Before@x.example')).toBe(authId);
    expect(await look(caller, authDialog.id, authId)).toMatchObject({
      authentication: { id: authId },
      before: { accountName: 'before@x.example' },
      isOtherAccount: false,
    });
    expect((await slotOf(caller, instanceId))?.connection).toBeNull();
  });

  test('as another account is told, recorded with the person, and audited', async () => {
    const { caller, instanceId, authId } = await connected('Other again');
    expect((await slotOf(caller, instanceId))?.connection).toBeNull();
    const { authDialog, url } = await open(caller, { use: 'edit', authenticationId: authId });
    await connect(url, 'after@x.example');
    expect(await look(caller, authDialog.id, authId)).toMatchObject({
      authentication: { id: authId, accountName: 'after@x.example' },
      before: { id: authId, accountName: 'before@x.example' },
      isOtherAccount: true,
    });
    const slot = await slotOf(caller, instanceId);
    expect(slot?.authentication?.accountName).toBe('after@x.example');
    expect(slot?.connection).toMatchObject({
      personName: expect.any(String),
      previousAccountName: 'before@x.example',
    });
    const entries = await server.services.audit.ofInstance(instanceId, 10);
    expect(entries[0]).toMatchObject({ action: 'authentication.change_account', outcome: 'done', detail: null });
  });
});
