import { createHmac, createPublicKey, type JsonWebKey, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHostTokens } from '#server/accounts/host-tokens.ts';
import { createCaller, publicOrigin, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { type Claims, type HostProduct, hostClaims, startHostProduct } from '../../e2e/support/host-product.ts';
import { outcomeOf } from './testing/answers.ts';

let host: HostProduct;
let server: TestServer;
beforeAll(async () => {
  host = await startHostProduct();
  server = await startTestServer({
    mode: 'live',
    signIn: ({ database, clock }) => ({
      hostTokens: createHostTokens({
        database,
        clock,
        settings: { issuer: host.issuer, jwksUrl: host.jwksUrl },
        audience: publicOrigin,
        cooldownMs: 0,
      }),
      openId: null,
    }),
  });
});
afterAll(async () => {
  await server.close();
  await host.stop();
});

const claims = (change?: Claims) => hostClaims(host, publicOrigin, server.clock.now(), change);
const hand = (token: string) => createCaller(server.app, null).request('POST', '/api/session', { token });
const handClaims = async (change?: Claims) => hand(await host.sign(claims(change)));

describe('a token of the host', () => {
  test('signs its person in and makes person and account', async () => {
    const response = await handClaims({ sub: 'ada' });
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/^session=.*HttpOnly.*SameSite=Strict/);
    const { person } = (await response.json()) as { person: object };
    expect(person).toMatchObject({
      name: 'Ada Byron',
      role: 'user',
      viewOnly: false,
      account: { externalId: 'contoso', name: 'Contoso' },
    });
    // The account is known at the vendor from now on.
    const links = await server.services.database.selectFrom('vendor_links').select('vendor').execute();
    expect(links).toEqual([{ vendor: 'tray' }]);
  });

  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('may be signed with %s', async (algorithm) => {
    expect((await hand(await host.sign(claims(), algorithm))).status).toBe(200);
  });

  test('may be as old, or as far ahead, as clocks may differ', async () => {
    const now = Math.floor(server.clock.now().getTime() / 1_000);
    expect((await handClaims({ iat: now - 300, exp: now - 30 })).status).toBe(200);
    expect((await handClaims({ iat: now + 30, exp: now + 630 })).status).toBe(200);
  });

  test.each<[string, (now: number) => Claims]>([
    ['another issuer', () => ({ iss: 'https://elsewhere.example' })],
    ['the issuer with a slash', () => ({ iss: 'https://product.example/' })],
    ['another audience', () => ({ aud: 'https://elsewhere.example' })],
    ['no audience', () => ({ aud: undefined })],
    ['no end', () => ({ exp: undefined })],
    ['no beginning', (now) => ({ iat: undefined, exp: now + 60 })],
    ['an end in the past', (now) => ({ iat: now - 300, exp: now - 61 })],
    ['a beginning in the future', (now) => ({ iat: now + 62, exp: now + 120 })],
    ['a life of more than ten minutes', (now) => ({ exp: now + 601 })],
    ['no id', () => ({ jti: undefined })],
    ['an empty id', () => ({ jti: '' })],
    ['an endless id', () => ({ jti: 'x'.repeat(201) })],
    ['no subject', () => ({ sub: undefined })],
    ['a subject that cannot be stored', () => ({ sub: 'a\u0000b' })],
    ['a name of two lines', () => ({ name: 'Ada\nByron' })],
    ['no account for a user', () => ({ account: undefined })],
    ['a role nobody knows', () => ({ role: 'owner' })],
    ['a view_only that is a text', () => ({ view_only: 'true' })],
  ])('with %s is refused', async (_what, change) => {
    const now = Math.floor(server.clock.now().getTime() / 1_000);
    const response = await handClaims(change(now));
    expect(await outcomeOf(response)).toMatchObject({ status: 403, said: 'sign_in_refused' });
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('is good for one use, also in another replica and however many come at once', async () => {
    const token = await host.sign(claims());
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await hand(token)).status));
    expect(statuses.toSorted((one, other) => one - other)).toEqual([200, ...Array.from({ length: 19 }, () => 403)]);
    const replica = createHostTokens({
      database: server.services.database,
      clock: server.clock,
      settings: { issuer: host.issuer, jwksUrl: host.jwksUrl },
      audience: publicOrigin,
    });
    await expect(replica.redeem(token)).rejects.toMatchObject({ reason: 'used before' });
  });

  test('that was used is remembered until it would be refused anyway, and not for ever', async () => {
    const used = () => server.services.database.selectFrom('used_tokens').selectAll().execute();
    const [first, second] = [await host.sign(claims()), await host.sign(claims())];
    await hand(first);
    server.clock.advance(355_000);
    await hand(first);
    expect((await hand(first)).status).toBe(403);
    expect((await used()).length).toBeGreaterThan(0);
    server.clock.advance(20 * 60_000);
    expect((await hand(first)).status).toBe(403);
    expect((await hand(second)).status).toBe(403);
    await handClaims();
    expect(await used()).toHaveLength(1);
  });
});

describe('a forged token', () => {
  const [alphabet] = ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];

  test('whose signature, head or body was changed is refused', async () => {
    const token = await host.sign(claims());
    const parts = token.split('.');
    const forged = parts.map((_part, position) =>
      parts
        .map((part, place) => {
          if (place !== position) return part;
          const at = Math.floor(part.length / 2);
          const replacement = alphabet?.[(alphabet.indexOf(part[at] ?? '') + 1) % 64];
          return `${part.slice(0, at)}${replacement}${part.slice(at + 1)}`;
        })
        .join('.'),
    );
    const statuses = await Promise.all([...forged, 'a.b.c', '', '.', token.slice(0, -10)].map((each) => hand(each)));
    // An empty text is no token at all.
    expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403, 403, 400, 403, 403]);
  });

  test('without a signature is refused', async () => {
    expect((await hand(new UnsecuredJWT({ ...claims() }).encode())).status).toBe(403);
  });

  test('with the public key as the secret of an HMAC is refused', async () => {
    const published = (await (await fetch(host.jwksUrl)).json()) as { keys: (JsonWebKey & { kid: string })[] };
    for (const key of published.keys) {
      const secrets = [
        JSON.stringify(key),
        createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }),
      ];
      for (const secret of secrets) {
        const head = Buffer.from(JSON.stringify({ alg: 'HS256', kid: key.kid })).toString('base64url');
        const body = Buffer.from(JSON.stringify(claims())).toString('base64url');
        const signature = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
        // oxlint-disable-next-line no-await-in-loop -- one key after another
        expect((await hand(`${head}.${body}.${signature}`)).status).toBe(403);
      }
    }
  });
});

describe('the host’s keys', () => {
  test('that were rotated are fetched again, and the former ones are no good any more', async () => {
    await handClaims();
    const former = await host.sign(claims());
    await host.rotateKeys();
    const fetchedBefore = host.fetches();
    expect((await handClaims()).status).toBe(200);
    expect((await handClaims()).status).toBe(200);
    expect(host.fetches()).toBe(fetchedBefore + 1);
    expect((await hand(former)).status).toBe(403);
  });

  test('are fetched once in a while only, however many unknown keys are named', async () => {
    const patient = createHostTokens({
      database: server.services.database,
      clock: server.clock,
      settings: { issuer: host.issuer, jwksUrl: host.jwksUrl },
      audience: publicOrigin,
    });
    const former = await host.sign(claims());
    await host.rotateKeys();
    const fetchedBefore = host.fetches();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => patient.redeem(former)));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(host.fetches()).toBe(fetchedBefore + 1);
  });

  test.each([
    ['a failure', { status: 500, body: '{}' }],
    ['more than keys can be', { status: 200, body: JSON.stringify({ keys: [], filler: 'x'.repeat(300_000) }) }],
  ])('that cannot be had (%s) refuse nobody for good: trying again is worth while', async (_what, answer) => {
    const token = await host.sign(claims());
    await host.rotateKeys();
    host.answerWith(answer);
    const unknown = await host.sign(claims());
    expect(await outcomeOf(await hand(unknown))).toMatchObject({ status: 503, said: 'sign_in_unavailable' });
    host.answerWith(null);
    expect((await hand(unknown)).status).toBe(200);
    expect((await hand(token)).status).toBe(403);
  });
});

describe('the person', () => {
  const session = async (cookie: string) => {
    const answer = await createCaller(server.app, cookie).request('GET', '/api/session');
    return ((await answer.json()) as { person: { name: string } | null }).person;
  };
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

  let subject: string;
  beforeEach(() => {
    subject = randomUUID();
  });

  test('is the same at each sign-in, with the name of the last one', async () => {
    const first = cookieOf(await handClaims({ sub: subject }));
    const before = await session(first);
    await handClaims({ sub: subject, name: 'Ada Lovelace' });
    expect(await session(first)).toEqual({ ...before, name: 'Ada Lovelace' });
  });

  test('whose rights changed is out wherever they were signed in', async () => {
    const first = cookieOf(await handClaims({ sub: subject }));
    const second = cookieOf(await handClaims({ sub: subject, view_only: true }));
    expect(await session(first)).toBeNull();
    expect(await session(second)).toMatchObject({ viewOnly: true });
    const third = cookieOf(await handClaims({ sub: subject, account: 'fabrikam', view_only: true }));
    expect(await session(second)).toBeNull();
    const fourth = cookieOf(await handClaims({ sub: subject, role: 'admin', account: undefined }));
    expect(await session(third)).toBeNull();
    expect(await session(fourth)).toMatchObject({ role: 'admin', account: null });
  });

  test('names the account anew only when the issuer tells a name', async () => {
    await handClaims({ account: 'acme', account_name: undefined });
    const nameOf = async () =>
      server.services.database
        .selectFrom('accounts')
        .where('external_id', '=', 'acme')
        .select('name')
        .executeTakeFirstOrThrow();
    expect(await nameOf()).toEqual({ name: 'acme' });
    await handClaims({ account: 'acme', account_name: 'Acme' });
    await handClaims({ account: 'acme', account_name: undefined });
    expect(await nameOf()).toEqual({ name: 'Acme' });
  });

  test('comes in while a vendor is down, and is linked when it is back', async () => {
    await server.control('PUT', 'faults', [
      { match: 'users', fault: 'reset' },
      { match: 'createExternalUser', fault: 'reset' },
    ]);
    const account = `late-${subject}`;
    const cookie = cookieOf(await handClaims({ sub: subject, account }));
    expect(await session(cookie)).not.toBeNull();
    const { id } = await server.services.database
      .selectFrom('accounts')
      .where('external_id', '=', account)
      .select('id')
      .executeTakeFirstOrThrow();
    const links = () =>
      server.services.database.selectFrom('vendor_links').where('account_id', '=', id).select('vendor').execute();
    expect(await links()).toEqual([]);
    await server.control('DELETE', 'faults');
    const { finished } = await server.services.sync.refreshAccount('tray', id);
    await finished;
    expect(await links()).toEqual([{ vendor: 'tray' }]);
  });
});

test('a refusal is in the audit log, without anything of the token', async () => {
  await handClaims({ sub: 'canary-subject', aud: 'https://elsewhere.example' });
  const entries = await server.services.database
    .selectFrom('audit_entries')
    .where('action', '=', 'session.refuse')
    .selectAll()
    .execute();
  expect(entries.at(-1)).toMatchObject({ outcome: 'refused', problem_code: 'sign_in_refused', person_id: null });
  expect(JSON.stringify(entries)).not.toContain('canary');
});

test('the guide’s example is a token that is taken', async () => {
  const guide = await readFile('docs/guide.md', 'utf8');
  const example = /```json\n(\{[^`]*"jti"[^`]*\})\n```/.exec(guide)?.[1] ?? '';
  const written = JSON.parse(example) as Claims;
  const { iss, aud, jti, iat, exp } = claims();
  expect(Object.keys(written)).toEqual(expect.arrayContaining(['iss', 'aud', 'jti', 'iat', 'exp']));
  expect(Number(written['exp']) - Number(written['iat'])).toBeLessThanOrEqual(600);
  const response = await hand(await host.sign({ ...written, iss, aud, jti, iat, exp }));
  expect(await response.json()).toMatchObject({
    person: { name: written['name'], account: { externalId: written['account'] } },
  });
});

test('demo people do not exist when live', async () => {
  const nobody = createCaller(server.app, null);
  expect(await outcomeOf(await nobody.request('POST', '/api/session', { demo: 'maya' }))).toMatchObject({
    status: 400,
    said: 'bad_input',
  });
  expect((await nobody.request('POST', '/api/demo/accounts')).status).toBe(404);
  expect(await (await nobody.request('GET', '/api/deployment')).json()).toMatchObject({
    mode: 'live',
    demoPeople: [],
    signIn: { hostToken: true, openId: false },
  });
  const people = await server.services.database.selectFrom('people').where('demo_key', 'is not', null).execute();
  expect(people).toEqual([]);
});

test('the schema cannot be asked for when live', async () => {
  const cookie = (await handClaims()).headers.get('set-cookie')?.split(';')[0] ?? '';
  const caller = createCaller(server.app, cookie);
  const asked = await caller.graph('{ __schema { types { name } } }');
  expect(asked.errors?.[0]?.message).toContain('introspection');
  expect(await caller.graph('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
});
