import { screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { instanceRow, listPage, maya, sessionOf } from '#src/testing/fixtures.ts';
import { type Answer, answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const live = { ...sessionOf(null), mode: 'live' as const, demoPeople: [], signIn: { hostToken: false, openId: true } };
const graph = { InstanceList: () => listPage([instanceRow({ name: 'Mine' })]) };
const answer = '/return?code=the-code&state=the-state&iss=https%3A%2F%2Fid.example';

afterEach(() => vi.unstubAllGlobals());

function problem(code: string, status: number): Response {
  return answerJson({ problem: { code, changed: 'nothing', requestId: '12345678-9' } }, status);
}

function show(path: string, rest: Record<string, (body: unknown) => Answer | Promise<Answer>> = {}) {
  const server = installFakeServer({ session: live, graph, rest });
  return { server, ...renderApp(path) };
}

test('hands over what came, once, and takes it out of the address', async () => {
  const bodies: unknown[] = [];
  const { server } = show(answer, {
    'POST /api/return': (body) => {
      bodies.push(body);
      return silence();
    },
  });
  expect(await screen.findByText('One moment: you are being signed in.')).toBeDefined();
  expect(bodies).toEqual([{ code: 'the-code', state: 'the-state', iss: 'https://id.example' }]);
  expect(location.pathname + location.search).toBe('/return');
  const addresses = server.fetch.mock.calls.map(([address]) => JSON.stringify(address));
  expect(addresses.filter((address) => address.includes('the-code'))).toEqual([]);
});

test.each([
  ['/instances?q=a', '/instances?q=a'],
  ['//evil.example', '/instances'],
])('afterwards one is where one began: %s', async (returnTo, path) => {
  show(answer, {
    'POST /api/return': () => ({ person: maya, returnTo }),
    'GET /api/session': () => ({ person: maya }),
  });
  expect(await screen.findByText('Mine')).toBeDefined();
  expect(location.pathname + location.search).toBe(path);
});

test.each([
  ['sign_in_refused', 403, /could not be signed in/],
  ['sign_in_unavailable', 503, /sign-in does not answer/],
  ['internal', 500, /failed on our side/],
])('what fails (%s) says so, with its number, and can be begun again', async (code, status, words) => {
  const { user } = show(answer, {
    'POST /api/return': () => problem(code, status),
    'POST /api/session/openid': () => problem('sign_in_unavailable', 503),
  });
  expect((await screen.findByRole('alert')).textContent).toMatch(words);
  expect(screen.getByText('Request 12345678')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/sign-in does not answer/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Go to the sign-in page' })).toBeDefined();
});

test.each([
  ['?error=access_denied&state=s', /given up/],
  ['?error=server_error&error_description=%3Cb%3Ehack%3C%2Fb%3E', /reports that something went wrong/],
  ['', /Nothing was sent here/],
  ['?code=only', /Nothing was sent here/],
])('with %s nothing is handed over', async (search, words) => {
  show(`/return${search}`);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(words);
  expect(alert.textContent).not.toContain('hack');
  expect(location.search).toBe('');
});
