import type { Hooks, ValidateGiven } from '#contract/hooks.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { everythingIn } from '#server/testing/stored-text.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

const planted = 'channel-planted-8812';
const hooks: Hooks = {};
/** The machine may be busy when the first list is read. */
const waiting = { timeout: 15_000, interval: 100 };
let server: TestServer;
let person: Caller & { account: string };
let instanceId: string;

beforeAll(async () => {
  server = await startTestServer({ hooks });
  person = await server.freshAccount();
  await (await actAtTray(server.trayOrigin, person.account)).create('Orders');
  instanceId = await vi.waitFor(async () => {
    const { data } = await person.graph<{ instances: { nodes: { id: string }[] } }>('{ instances { nodes { id } } }');
    const [row] = data.instances.nodes;
    if (!row) throw new Error('the index does not have it yet');
    return row.id;
  }, waiting);
});
afterAll(() => server.close());
afterEach(() => {
  delete hooks.validate;
});

async function open(): Promise<{ id: string; url: URL }> {
  const answer = await person.request('POST', '/api/wizard-sessions', { instanceId });
  const { wizardSession, url } = (await answer.json()) as { wizardSession: { id: string }; url: string };
  return { id: wizardSession.id, url: new URL(url) };
}

const screen = {
  visible: ['external_slack_channel'],
  configValues: { external_slack_channel: planted, external_minimum_amount: 50 },
  authValues: { external_slack_authentication: 'auth-1', external_other: null },
};

async function validate(body: unknown = screen): Promise<Response> {
  const { id } = await open();
  return person.request('POST', `/api/wizard-sessions/${id}/validations`, body);
}

test('the wizard asks for checks only where there is one', async () => {
  expect((await open()).url.searchParams.has('customValidation')).toBe(false);
  expect(await (await validate()).json()).toEqual({ errors: {}, isUnchecked: false });
  hooks.validate = () => ({});
  expect((await open()).url.searchParams.get('customValidation')).toBe('true');
});

test('the company’s check is given the screen and says what is wrong; what was entered stands nowhere', async () => {
  const asked = vi.fn<NonNullable<Hooks['validate']>>(() => ({ external_slack_channel: 'Begin it with #.' }));
  hooks.validate = asked;
  const answer = await validate();
  expect(answer.headers.get('cache-control')).toContain('no-store');
  expect(await answer.json()).toEqual({ errors: { external_slack_channel: 'Begin it with #.' }, isUnchecked: false });
  const [given] = asked.mock.calls.map(([one]): ValidateGiven => one);
  expect(given).toMatchObject({
    instance: { id: instanceId, name: 'Orders', account: { externalId: person.account } },
    person: { role: 'user' },
    visible: ['external_slack_channel'],
    values: { configValues: screen.configValues, authValues: { external_slack_authentication: 'auth-1' } },
  });
  expect(Object.keys(given?.values.authValues ?? {})).toEqual(['external_slack_authentication']);
  expect(await everythingIn(server.services.database)).not.toContain(planted);
});

test('a check that fails is told apart from one that found nothing', async () => {
  hooks.validate = () => {
    throw new Error(planted);
  };
  expect(await (await validate()).json()).toEqual({ errors: {}, isUnchecked: true });
});

test.each([
  ['no list of what is visible', { ...screen, visible: null }],
  ['too much visible', { ...screen, visible: Array.from({ length: 201 }, (_, index) => String(index)) }],
  ['authentications that are no ids', { ...screen, authValues: { a: 1 } }],
])('%s is bad input', async (_what, body) => {
  const asked = vi.fn<NonNullable<Hooks['validate']>>(() => ({}));
  hooks.validate = asked;
  expect((await validate(body)).status).toBe(400);
  expect(asked).not.toHaveBeenCalled();
});

test('another person’s session is not there, not even for an admin', async () => {
  const asked = vi.fn<NonNullable<Hooks['validate']>>(() => ({}));
  hooks.validate = asked;
  const { id } = await open();
  const others = await Promise.all(['maya', 'priya'].map((demo) => server.signIn(demo)));
  for (const other of others) {
    // oxlint-disable-next-line no-await-in-loop -- two of them
    const answer = await other.request('POST', `/api/wizard-sessions/${id}/validations`, screen);
    expect(answer.status).toBe(404);
  }
  expect(asked).not.toHaveBeenCalled();
});
