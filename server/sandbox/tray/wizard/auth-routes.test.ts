import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { seedSolutions } from '../seeds/solutions.ts';
import { serviceNamed } from '../services.ts';
import { master, startTrayBed, type TrayBed } from '../testing/tray-bed.ts';

let bed: TrayBed;
beforeAll(async () => {
  bed = await startTrayBed();
});
afterEach(() => bed.control('DELETE', '/faults'));
afterAll(() => bed.stop());

const slot = 'external_slack_authentication';
const { id: slackId, environmentId } = serviceNamed('slack');

const coded = z.object({ generateAuthorizationCode: z.object({ authorizationCode: z.string() }) });
const listed = z.object({
  viewer: z.object({
    authentications: z.object({
      edges: z.array(
        z.object({
          node: z.object({
            id: z.string(),
            name: z.string(),
            customFields: z.string().nullable(),
            service: z.object({ id: z.string() }),
            serviceEnvironment: z.object({ id: z.string() }),
          }),
        }),
      ),
    }),
  }),
});

async function newCode(userId: string): Promise<string> {
  const answer = await bed.ask(
    master,
    'mutation ($u: ID!) { generateAuthorizationCode(input: {userId: $u}) { authorizationCode } }',
    { u: userId },
  );
  return coded.parse(answer.data).generateAuthorizationCode.authorizationCode;
}

async function authentications(token: string) {
  const answer = await bed.ask(
    token,
    '{ viewer { authentications { edges { node { id name customFields service { id } serviceEnvironment { id } } } } } }',
  );
  return listed.parse(answer.data).viewer.authentications.edges.map(({ node }) => node);
}

async function open(userId: string, path: string, query = '') {
  const answer = await bed.request(`/external/auth/${path}?code=${await newCode(userId)}${query}`);
  const page = await answer.text();
  return { status: answer.status, page, session: /data-session="([0-9a-f]+)"/.exec(page)?.[1] ?? '' };
}

async function connect(session: string, account: unknown) {
  const answer = await bed.request('/external/auth/connect', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-session': session },
    body: JSON.stringify({ account }),
  });
  return { status: answer.status, body: await answer.json() };
}

const connected = z.object({ authId: z.string() });

describe('a new one for a slot', () => {
  it('belongs to the user, to the slot’s service, and holds the account', async () => {
    const { userId, token } = await bed.newUser('For a slot');
    const instance = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const { page, session } = await open(userId, `create/jackfield/${instance}/${slot}`, '&skipTitleField=true');
    expect(page).toContain('value="owner@for-a-slot.example"');
    const { authId } = connected.parse((await connect(session, ' ops@<b>.example ')).body);
    expect(await authentications(token)).toEqual([
      {
        id: authId,
        name: 'Slack (ops@<b>.example)',
        customFields: '{"account":"ops@<b>.example"}',
        service: { id: slackId },
        serviceEnvironment: { id: environmentId },
      },
    ]);
    expect((await bed.instances(token))[0]?.authValues).toEqual([]);
    expect((await connect(session, 'again')).status).toBe(401);
  });

  it('is refused for an instance of somebody else, and for a slot that is not there', async () => {
    const { userId, token } = await bed.newUser('refused slot');
    const other = await bed.newUser('other owner');
    const theirs = await bed.createInstance(other.token, seedSolutions.slackAlerts.id);
    const mine = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    expect((await open(userId, `create/jackfield/${theirs}/${slot}`)).status).toBe(404);
    expect((await open(userId, `create/jackfield/${mine}/external_nothing`)).status).toBe(404);
    expect((await open(userId, `create/somebody/${mine}/${slot}`)).status).toBe(404);
  });
});

describe('a new one of a service', () => {
  it('takes service, environment and scopes from the address', async () => {
    const { userId, token } = await bed.newUser('free');
    const { session } = await open(
      userId,
      'create/jackfield',
      `&serviceId=${slackId}&serviceEnvironmentId=env-1&scopes[]=chat&scopes[]=files`,
    );
    await connect(session, 'free@slack.example');
    expect(await authentications(token)).toMatchObject([
      { name: 'Slack (free@slack.example)', serviceEnvironment: { id: 'env-1' } },
    ]);
    expect((await open(userId, 'create/jackfield', '&serviceId=unheard-of')).status).toBe(404);
  });
});

describe('one that is signed in again', () => {
  it('keeps its id, begins with the present account and may change to another', async () => {
    const { userId, token } = await bed.newUser('edit');
    const first = await open(userId, 'create/jackfield', `&serviceId=${slackId}`);
    const { authId } = connected.parse((await connect(first.session, 'before@slack.example')).body);
    const { page, session } = await open(userId, `edit/jackfield/${authId}`, '&skipAuthSettings=true');
    expect(page).toContain('value="before@slack.example"');
    expect((await connect(session, 'after@slack.example')).body).toEqual({ authId });
    expect(await authentications(token)).toMatchObject([
      { id: authId, name: 'Slack (after@slack.example)', customFields: '{"account":"after@slack.example"}' },
    ]);
    const stranger = await bed.newUser('edit stranger');
    expect((await open(stranger.userId, `edit/jackfield/${authId}`)).status).toBe(404);
  });
});

describe('the code and the session', () => {
  it('a code opens it once, within five minutes, and not by a HEAD', async () => {
    const { userId } = await bed.newUser('codes');
    const path = (code: string) => `/external/auth/create/jackfield?serviceId=${slackId}&code=${code}`;
    const code = await newCode(userId);
    expect((await bed.request(path(code), { method: 'HEAD' })).status).toBe(204);
    expect((await bed.request(path(code))).status).toBe(200);
    const again = await bed.request(path(code));
    expect(again.status).toBe(403);
    expect(await again.text()).toContain('data-error="The authorization code is unknown, used or expired"');
    const late = await newCode(userId);
    bed.clock.advance(5 * 60_000);
    expect((await bed.request(path(late))).status).toBe(403);
  });

  it('an empty account is refused, and no session connects nothing', async () => {
    const { userId, token } = await bed.newUser('empty');
    const { session } = await open(userId, 'create/jackfield', `&serviceId=${slackId}`);
    expect((await connect(session, '   ')).status).toBe(400);
    expect((await connect('', 'a@b.example')).status).toBe(401);
    expect(await authentications(token)).toEqual([]);
  });

  it('the page lets in no script or style of elsewhere and is stored nowhere', async () => {
    const { userId } = await bed.newUser('headers');
    const { headers } = await bed.request(
      `/external/auth/create/jackfield?serviceId=${slackId}&code=${await newCode(userId)}`,
    );
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await (await bed.request('/assets/auth.js')).text()).toContain('tray.authpopup.finish');
  });
});

it('the accounts of the seeds are told, and Northwind has two at Slack', async () => {
  const own = await authentications(await bed.userToken('northwind'));
  expect(own.every(({ customFields }) => customFields?.includes('@northwind.example'))).toBe(true);
  expect(own.filter(({ service }) => service.id === slackId).map(({ name }) => name)).toEqual([
    'Slack (maya@northwind.example)',
    'Slack (ops@northwind.example)',
  ]);
});

it('an account that was connected in the Config Wizard is told too', async () => {
  const { userId, token } = await bed.newUser('By the wizard');
  const instance = await bed.createInstance(token, seedSolutions.slackAlerts.id);
  const code = await newCode(userId);
  const opened = await bed.request(`/external/solutions/jackfield/configure/${instance}?code=${code}`);
  const session = /data-session="([0-9a-f]+)"/.exec(await opened.text())?.[1] ?? '';
  await bed.request('/external/wizard/connect', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-wizard-session': session },
    body: JSON.stringify({ slot }),
  });
  expect(await authentications(token)).toMatchObject([{ customFields: '{"account":"owner@by-the-wizard.example"}' }]);
});
