import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  type Answer,
  idOf,
  newConnector,
  type PatchworksBed,
  rowsOf,
  startPatchworksBed,
} from '../testing/patchworks-bed.ts';

let bed: PatchworksBed;
let key: string;
let xero: Awaited<ReturnType<PatchworksBed['install']>>;
beforeAll(async () => {
  bed = await startPatchworksBed();
  key = await bed.newCompany('consenting');
  xero = await bed.install(key, 'Xero');
});
afterAll(() => bed.stop());

const dashboard = 'http://localhost:4100/return';
const begun = z.object({ data: z.object({ authorise_url: z.string(), state: z.string() }) });

function begin(redirectUri: string | undefined = dashboard): Promise<Answer> {
  const body = newConnector(
    xero,
    'Sign in with Xero',
    { tenant: 'Books' },
    { name: 'Books', redirect_uri: redirectUri },
  );
  return bed.call(key, 'POST', '/connectors', body);
}

/** Answers the third party's page; gives where the browser is led. */
async function answerPage(started: Answer, account: string, answer: 'allow' | 'deny'): Promise<URL> {
  const { authorise_url, state } = begun.parse(started.body).data;
  const address = new URL(authorise_url);
  const page = await bed.request(`${address.pathname}${address.search}`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:4100;");
  expect(await page.text()).toContain('Allow');
  const sent = await bed.request(address.pathname, {
    method: 'POST',
    body: new URLSearchParams({ state, account, answer }),
    redirect: 'manual',
  });
  expect(sent.status).toBe(303);
  return new URL(sent.headers.get('location') ?? '');
}

function finish(authorization: string, back: URL): Promise<Answer> {
  const { state, code } = Object.fromEntries(back.searchParams);
  return bed.call(authorization, 'POST', '/oauth/authenticate', { state, code });
}

async function count(): Promise<number> {
  return rowsOf(await bed.call(key, 'GET', '/connectors')).length;
}

describe('OAuth 2 with a consent page', () => {
  it('stores the instance when the sign-in has ended, once', async () => {
    const before = await count();
    const started = await begin();
    expect(started.status).toBe(202);
    const back = await answerPage(started, 'owner@books.example', 'allow');
    expect(`${back.origin}${back.pathname}`).toBe(dashboard);
    expect(await count()).toBe(before);
    const stranger = await bed.newCompany('stranger');
    expect((await finish(stranger, back)).status).toBe(422);
    const made = await finish(key, back);
    expect(made).toMatchObject({ status: 201, body: { data: { name: 'Books' } } });
    expect(await finish(key, back)).toMatchObject({ status: 422, body: { errors: { state: expect.anything() } } });
    expect(await count()).toBe(before + 1);
    const check = await bed.call(key, 'POST', '/connectors/test', { connector_id: idOf(made) });
    expect(check.body).toMatchObject({ data: { passed: true, request: { headers: { authorization: '********' } } } });
  });

  it('stores nothing when the account is refused, denied or late', async () => {
    const before = await count();
    const bad = await answerPage(await begin(), 'owner@books-bad', 'allow');
    expect(await finish(key, bad)).toMatchObject({ status: 422, body: { code: 'authentication_failed' } });
    const denied = await answerPage(await begin(), 'owner', 'deny');
    expect(denied.searchParams.get('error')).toBe('access_denied');
    expect((await finish(key, denied)).status).toBe(422);
    const late = await answerPage(await begin(), 'owner', 'allow');
    bed.clock.advance(11 * 60_000);
    expect((await finish(key, late)).status).toBe(422);
    expect(await count()).toBe(before);
  });

  it('leads back to the dashboard alone', async () => {
    for (const target of [
      undefined,
      'https://evil.example/return',
      'http://localhost:4100/elsewhere',
      'http://localhost@evil.example/return',
    ]) {
      const body = newConnector(xero, 'Sign in with Xero', {}, { redirect_uri: target });
      // oxlint-disable-next-line no-await-in-loop -- one after the other reads better when it fails
      expect(await bed.call(key, 'POST', '/connectors', body)).toMatchObject({
        status: 422,
        body: { errors: { redirect_uri: expect.anything() } },
      });
    }
    const { authorise_url } = begun.parse((await begin()).body).data;
    const address = new URL(authorise_url);
    address.searchParams.set('redirect_uri', 'https://evil.example/return');
    expect((await bed.request(`${address.pathname}${address.search}`)).status).toBe(403);
  });

  it('signs an existing instance in again, and renames it without', async () => {
    const made = idOf(await finish(key, await answerPage(await begin(), 'owner', 'allow')));
    expect((await bed.call(key, 'PATCH', `/connectors/${made}`, { name: 'Renamed' })).status).toBe(200);
    const again = await bed.call(key, 'PATCH', `/connectors/${made}`, { redirect_uri: dashboard, name: 'Again' });
    expect(again.status).toBe(202);
    const done = await finish(key, await answerPage(again, 'other', 'allow'));
    expect(done).toMatchObject({ status: 200, body: { data: { id: made, name: 'Again' } } });
  });
});
