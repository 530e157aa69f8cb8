import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { seedSolutions } from '../seeds/solutions.ts';
import { master, startTrayBed, type TrayBed } from '../testing/tray-bed.ts';

let bed: TrayBed;
beforeAll(async () => {
  bed = await startTrayBed();
});
afterEach(() => bed.control('DELETE', '/faults'));
afterAll(() => bed.stop());

const coded = z.object({ generateAuthorizationCode: z.object({ authorizationCode: z.string() }) });

async function newCode(userId: string): Promise<string> {
  const answer = await bed.ask(
    master,
    'mutation ($u: ID!) { generateAuthorizationCode(input: {userId: $u}) { authorizationCode } }',
    { u: userId },
  );
  return coded.parse(answer.data).generateAuthorizationCode.authorizationCode;
}

function open(instanceId: string, code: string, partner = 'jackfield', more = ''): Promise<Response> {
  return bed.request(`/external/solutions/${partner}/configure/${instanceId}?code=${code}${more}`);
}

async function openSession(userId: string, instanceId: string): Promise<{ session: string; page: string }> {
  const answer = await open(instanceId, await newCode(userId));
  const page = await answer.text();
  return { session: /data-session="([0-9a-f]+)"/.exec(page)?.[1] ?? '', page };
}

function send(session: string, path: string, body: unknown): Promise<Response> {
  return bed.request(`/external/wizard/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-wizard-session': session },
    body: JSON.stringify(body),
  });
}

async function connect(session: string, slot: string): Promise<string> {
  const answer = await send(session, 'connect', { slot });
  return z.object({ authId: z.string(), name: z.string() }).parse(await answer.json()).authId;
}

describe('how it lets itself be shown', () => {
  it('any page may frame it and keep its opener, until the switches say otherwise', async () => {
    const shown = async () => {
      const { headers } = await open('00000000-0000-4000-8000-000000000000', 'none');
      return [headers.get('x-frame-options'), headers.get('cross-origin-opener-policy')];
    };
    expect(await shown()).toEqual([null, null]);
    await bed.control('PUT', '/wizard', { frame: 'refuse', opener: 'cut' });
    expect(await shown()).toEqual(['DENY', 'same-origin']);
    await bed.control('PUT', '/wizard', { frame: 'refuse' });
    expect(await shown()).toEqual(['DENY', null]);
    await bed.control('DELETE', '/wizard');
    expect(await shown()).toEqual([null, null]);
  });
});

describe('the code', () => {
  it('has 40 hexadecimal characters and opens the wizard once', async () => {
    const { userId, token } = await bed.newUser('once');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id, 'Mine <b>& only</b>');
    const code = await newCode(userId);
    expect(code).toMatch(/^[0-9a-f]{40}$/);
    const first = await open(id, code);
    expect(first.status).toBe(200);
    expect(await first.text()).toContain('Mine &lt;b&gt;&amp; only&lt;/b&gt;');
    const second = await open(id, code);
    expect(second.status).toBe(403);
    expect(await second.text()).toContain('data-error="The authorization code is unknown, used or expired"');
  });

  it('is not used up by a HEAD', async () => {
    const { userId, token } = await bed.newUser('head');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const code = await newCode(userId);
    await bed.request(`/external/solutions/jackfield/configure/${id}?code=${code}`, { method: 'HEAD' });
    expect((await open(id, code)).status).toBe(200);
  });

  it('expires after 5 minutes', async () => {
    const { userId, token } = await bed.newUser('slow');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const codes = [await newCode(userId), await newCode(userId)];
    bed.clock.advance(299_000);
    expect((await open(id, codes[0] ?? '')).status).toBe(200);
    bed.clock.advance(1500);
    expect((await open(id, codes[1] ?? '')).status).toBe(403);
  });

  it('opens neither another’s instance nor another partner', async () => {
    const { userId, token } = await bed.newUser('narrow');
    const other = await bed.newUser('narrow-other');
    const id = await bed.createInstance(other.token, seedSolutions.slackAlerts.id);
    const mine = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    expect((await open(id, await newCode(userId))).status).toBe(404);
    expect((await open('nonsense', await newCode(userId))).status).toBe(404);
    expect((await open(mine, await newCode(userId), 'someone-else')).status).toBe(404);
  });
});

describe('the page', () => {
  it('may be framed, loads nothing from elsewhere, and runs no inline script', async () => {
    const { userId, token } = await bed.newUser('page');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const answer = await open(id, await newCode(userId), 'jackfield', '&customValidation=true');
    expect(answer.headers.get('x-frame-options')).toBeNull();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(answer.headers.get('content-security-policy')).not.toContain('frame-ancestors');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const page = await answer.text();
    expect(page).toContain('data-custom-validation="true"');
    expect(page.match(/<script(?! src="\/assets\/wizard.js")/g)).toBeNull();
    const script = await bed.request('/assets/wizard.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
  });
});

describe('finishing', () => {
  it('stores connected accounts and wrapped texts, and leaves the instance disabled', async () => {
    const { userId, token } = await bed.newUser('finishing');
    const id = await bed.createInstance(token, seedSolutions.slackAlerts.id);
    const { session, page } = await openSession(userId, id);
    expect(page).toContain('Not connected');
    const authId = await connect(session, 'external_slack_authentication');
    const authValues = { external_slack_authentication: authId };
    const configTexts = {
      external_slack_channel: '#orders "today"',
      external_alert_text: '42',
      external_minimum_amount: '50',
    };
    const missing = await send(session, 'finish', { authValues, configTexts: { external_slack_channel: 'x' } });
    expect(missing.status).toBe(422);
    expect((await bed.instances(token))[0]?.authValues).toEqual([]);
    expect((await send(session, 'finish', { authValues, configTexts })).status).toBe(200);
    expect((await bed.instances(token))[0]).toMatchObject({
      enabled: false,
      authValues: [{ externalId: 'external_slack_authentication', authId }],
      configValues: [
        { externalId: 'external_slack_channel', value: '"#orders \\"today\\""' },
        { externalId: 'external_alert_text', value: '"42"' },
        { externalId: 'external_minimum_amount', value: '50' },
      ],
    });
    const again = await openSession(userId, id);
    expect(again.page).toContain('Connected: Slack (');
    expect(again.page).toContain('value="#orders &quot;today&quot;"');
  });

  it('upgrades an outdated instance', async () => {
    const { userId, token } = await bed.newUser('outdated');
    const solution = seedSolutions.digest.id;
    const id = await bed.createInstance(token, solution);
    await bed.control('POST', '/versions', { solution, requires: ['user'] });
    const flags = async () => (await bed.instances(token))[0]?.solutionVersionFlags;
    expect(await flags()).toMatchObject({ hasNewerVersion: true, requiresUserInputToUpdateVersion: true });
    const { session } = await openSession(userId, id);
    const finished = await send(session, 'finish', {
      authValues: {},
      configTexts: { external_digest_hour: '8', external_digest_recipient: 'a@b.example', external_setting_2: 'new' },
    });
    expect(finished.status).toBe(200);
    expect(await flags()).toMatchObject({ hasNewerVersion: false, requiresUserInputToUpdateVersion: false });
    expect((await bed.instances(token))[0]?.configValues).toContainEqual({
      externalId: 'external_setting_2',
      value: '"new"',
    });
  });

  it('needs a session, and accounts of its own user', async () => {
    const { userId, token } = await bed.newUser('careful');
    const id = await bed.createInstance(token, seedSolutions.healthCheck.id);
    expect((await send('guessed', 'finish', { authValues: {}, configTexts: {} })).status).toBe(401);
    const { session } = await openSession(userId, id);
    expect((await send(session, 'connect', { slot: 'external_none' })).status).toBe(404);
    expect((await send(session, 'finish', { authValues: {}, configTexts: {} })).status).toBe(200);
    bed.clock.advance(3_600_001);
    expect((await send(session, 'finish', { authValues: {}, configTexts: {} })).status).toBe(401);
  });
});

describe('faults', () => {
  it('strike the pages of the account named', async () => {
    const struck = await bed.newUser('struck');
    const spared = await bed.newUser('spared');
    const ids = await Promise.all(
      [struck, spared].map(({ token }) => bed.createInstance(token, seedSolutions.healthCheck.id)),
    );
    await bed.control('PUT', '/faults', [
      { match: 'GET /external', fault: '500', who: 'struck', times: 1 },
      { match: 'POST /external/wizard/finish', fault: '500', who: 'struck' },
    ]);
    expect((await open(ids[1] ?? '', await newCode(spared.userId))).status).toBe(200);
    const code = await newCode(struck.userId);
    expect((await open(ids[0] ?? '', code)).status).toBe(500);
    const page = await (await open(ids[0] ?? '', code)).text();
    const session = /data-session="([0-9a-f]+)"/.exec(page)?.[1] ?? '';
    expect((await send(session, 'finish', { authValues: {}, configTexts: {} })).status).toBe(500);
  });
});
