import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createOpenIdSignIn } from '#server/accounts/openid.ts';
import { createCaller, publicOrigin, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { type IdentityProvider, startIdentityProvider } from '../../e2e/support/identity-provider.ts';
import { outcomeOf } from './testing/answers.ts';

let provider: IdentityProvider;
let server: TestServer;
beforeAll(async () => {
  provider = await startIdentityProvider(`${publicOrigin}/return`);
  provider.people.set('ada', { name: 'Ada Byron', account: 'contoso', account_name: 'Contoso' });
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = provider.settings;
  server = await startTestServer({
    mode: 'live',
    signIn: (parts) => ({
      hostTokens: null,
      openId: createOpenIdSignIn({ ...parts, settings: { issuer, clientId, clientSecret }, publicOrigin }),
    }),
  });
});
afterEach(() => provider.answer());
afterAll(async () => {
  await server.close();
  await provider.stop();
});

type Returned = Record<'code' | 'state' | 'iss', string>;

/** Begins at Jackfield: where the browser is sent, and the cookie that ties the attempt to it. */
async function begin(cookie: string | null = null, returnTo = '/catalogue?q=a'): Promise<{ url: URL; cookie: string }> {
  const answer = await createCaller(server.app, cookie).request('POST', '/api/session/openid', { returnTo });
  expect(answer.status).toBe(200);
  const { url } = (await answer.json()) as { url: string };
  return { url: new URL(url), cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

/** Signs in at the provider, as its pages have it, and answers what it sends back to `/return`. */
async function passProvider(url: URL, login = 'ada'): Promise<Returned> {
  const jar = new Map<string, string>();
  const visit = async (address: string, body?: URLSearchParams) => {
    const answer = await fetch(new URL(address, provider.issuer), {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { method: 'POST', body } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    return answer.headers.get('location') ?? '';
  };
  const interaction = await visit(url.href);
  const resumed = await visit(interaction, new URLSearchParams({ login }));
  const back = new URL(await visit(resumed));
  expect(back.origin + back.pathname).toBe(`${publicOrigin}/return`);
  return Object.fromEntries(back.searchParams) as Returned;
}

function handOver(returned: object, cookie: string | null): Promise<Response> {
  return createCaller(server.app, cookie).request('POST', '/api/return', returned);
}

const refused = { status: 403, said: 'sign_in_refused' };

describe('signing in with the identity provider', () => {
  test('asks it for a code with PKCE, state and nonce, and says nothing secret in the address', async () => {
    const { url, cookie } = await begin();
    expect(url.origin).toBe(provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'jackfield',
      redirect_uri: `${publicOrigin}/return`,
      scope: 'openid profile',
      code_challenge_method: 'S256',
    });
    expect(url.searchParams.get('state')?.length).toBeGreaterThanOrEqual(40);
    expect(url.searchParams.get('nonce')?.length).toBeGreaterThanOrEqual(40);
    expect(url.href).not.toContain('secret');
    expect(url.href).not.toContain(cookie.split('=')[1]);
  });

  test('ends in a session of the person whom the provider names, where they wanted to be', async () => {
    const { url, cookie } = await begin();
    const answer = await handOver(await passProvider(url), cookie);
    expect(await answer.json()).toMatchObject({
      returnTo: '/catalogue?q=a',
      person: { name: 'Ada Byron', role: 'user', account: { externalId: 'contoso', name: 'Contoso' } },
    });
    const session = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const who = await createCaller(server.app, session).request('GET', '/api/session');
    expect(await who.json()).toMatchObject({ person: { name: 'Ada Byron' } });
  });

  test('keeps the cookie of the browser from scripts and from other sites, for ten minutes', async () => {
    const answer = await createCaller(server.app, null).request('POST', '/api/session/openid', {});
    expect(answer.headers.get('set-cookie')).toMatch(
      /^sign-in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test('may be under way in two tabs of a browser at once', async () => {
    const one = await begin();
    const other = await begin(one.cookie);
    expect(other.cookie).toBe(one.cookie);
    expect((await handOver(await passProvider(one.url), one.cookie)).status).toBe(200);
    expect((await handOver(await passProvider(other.url), one.cookie)).status).toBe(200);
  });

  test('goes on when the provider has new keys', async () => {
    const { url, cookie } = await begin();
    await provider.rotateKeys();
    expect((await handOver(await passProvider(url), cookie)).status).toBe(200);
  });

  test.each([
    ['an admin', { name: 'Grace', role: 'admin' }, { role: 'admin', account: null }],
    ['one who may look only', { account: 'contoso', view_only: true }, { name: 'login', viewOnly: true }],
  ])('knows %s', async (_who, claims, person) => {
    provider.people.set('login', claims);
    const { url, cookie } = await begin();
    const answer = await handOver(await passProvider(url, 'login'), cookie);
    expect(await answer.json()).toMatchObject({ person });
  });
});

describe('what did not come from the provider by this browser is refused', () => {
  test('a state that was used', async () => {
    const { url, cookie } = await begin();
    const returned = await passProvider(url);
    const answers = await Promise.all([handOver(returned, cookie), handOver(returned, cookie)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    expect(await outcomeOf(await handOver(returned, cookie))).toMatchObject(refused);
  });

  test('another state, or another attempt’s', async () => {
    const [one, other] = [await begin(), await begin()];
    const returned = await passProvider(one.url);
    const states = ['unknown', '', other.url.searchParams.get('state')];
    const answers = await Promise.all(states.map((state) => handOver({ ...returned, state }, one.cookie)));
    expect(answers.map(({ status }) => status)).toEqual([403, 400, 403]);
  });

  test('another browser, which does not use the attempt up', async () => {
    const [victim, attacker] = [await begin(), await begin()];
    const returned = await passProvider(victim.url);
    expect(await outcomeOf(await handOver(returned, attacker.cookie))).toMatchObject(refused);
    expect(await outcomeOf(await handOver(returned, null))).toMatchObject(refused);
    expect((await handOver(returned, victim.cookie)).status).toBe(200);
  });

  test('an attempt that took too long', async () => {
    const { url, cookie } = await begin();
    const returned = await passProvider(url);
    server.clock.advance(10 * 60_000);
    expect(await outcomeOf(await handOver(returned, cookie))).toMatchObject(refused);
    await begin();
    const left = await server.services.database.selectFrom('sign_in_attempts').select('expires_at').execute();
    expect(left.every(({ expires_at: expiresAt }) => expiresAt > server.clock.now())).toBe(true);
  });

  test('an answer to another nonce', async () => {
    const { url, cookie } = await begin();
    url.searchParams.set('nonce', 'of somebody else');
    expect(await outcomeOf(await handOver(await passProvider(url), cookie))).toMatchObject(refused);
  });

  test('an answer to another challenge', async () => {
    const { url, cookie } = await begin();
    url.searchParams.set('code_challenge', 'x'.repeat(43));
    expect(await outcomeOf(await handOver(await passProvider(url), cookie))).toMatchObject(refused);
  });

  test('another issuer, or none where one is told', async () => {
    for (const change of [{ iss: 'http://127.0.0.1:1' }, { iss: undefined }]) {
      // oxlint-disable-next-line no-await-in-loop -- an attempt of its own each
      const { url, cookie } = await begin();
      // oxlint-disable-next-line no-await-in-loop -- as above
      const answer = await handOver({ ...(await passProvider(url)), ...change }, cookie);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await outcomeOf(answer)).toMatchObject(refused);
    }
  });

  test('a code the provider did not give', async () => {
    const { url, cookie } = await begin();
    const returned = await passProvider(url);
    expect(await outcomeOf(await handOver({ ...returned, code: 'guessed' }, cookie))).toMatchObject(refused);
  });

  test('a person without an account', async () => {
    provider.people.set('stray', { name: 'Stray' });
    const { url, cookie } = await begin();
    expect(await outcomeOf(await handOver(await passProvider(url, 'stray'), cookie))).toMatchObject(refused);
    const entries = await server.services.database
      .selectFrom('audit_entries')
      .where('action', '=', 'session.refuse')
      .select('problem_code')
      .execute();
    expect(entries.at(-1)).toEqual({ problem_code: 'sign_in_refused' });
  });

  test.each(['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
    'a way back to %s',
    async (returnTo) => {
      const answer = await createCaller(server.app, null).request('POST', '/api/session/openid', { returnTo });
      expect(await outcomeOf(answer)).toMatchObject({ status: 400, said: 'bad_input' });
    },
  );

  test('a request of another page’s', async () => {
    const forged = { 'sec-fetch-site': 'cross-site' };
    const nobody = createCaller(server.app, null);
    const said = await Promise.all([
      nobody.request('POST', '/api/return', { code: 'c', state: 's' }, forged),
      nobody.request('POST', '/api/session/openid', {}, forged),
    ]);
    expect(said.map(({ status }) => status)).toEqual([403, 403]);
    expect(said.map((answer) => answer.headers.get('set-cookie'))).toEqual([null, null]);
  });
});

test('a provider that is down is told from a refusal, at the end as at the beginning', async () => {
  const unavailable = { status: 503, said: 'sign_in_unavailable' };
  const { url, cookie } = await begin();
  const returned = await passProvider(url);
  provider.fallSilent();
  expect(await outcomeOf(await handOver(returned, cookie))).toMatchObject(unavailable);
  // What it says about itself is asked for again after an hour.
  server.clock.advance(61 * 60_000);
  const nobody = createCaller(server.app, null);
  expect(await outcomeOf(await nobody.request('POST', '/api/session/openid', {}))).toMatchObject(unavailable);
});

test('the database holds neither state, nor browser secret, nor verifier', async () => {
  const { url, cookie } = await begin();
  const rows = await server.services.database.selectFrom('sign_in_attempts').selectAll().execute();
  const stored = JSON.stringify(
    rows.map((row) => ({ ...row, sealed_verifier: row.sealed_verifier.toString('latin1') })),
  );
  expect(stored).not.toContain(url.searchParams.get('state'));
  expect(stored).not.toContain(cookie.split('=')[1]);
  expect(rows.length).toBeGreaterThan(0);
});
