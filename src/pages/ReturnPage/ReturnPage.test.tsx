import { screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { credentialCheck } from '#src/testing/connector-fixtures.ts';
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

const draftPath = '/connectors/add/d-1?step=credentials';

/** The browser comes back from a consent that was begun at this path. */
function showConsent(path: string, rest: Parameters<typeof show>[1] = {}, backTo = draftPath) {
  sessionStorage.setItem('jackfield.consent', backTo);
  return show(path, rest);
}

test('a consent leads on to what was saved, and speaks of no sign-in', async () => {
  showConsent(answer, {
    'POST /api/return': () => ({ person: maya, returnTo: '/instances?q=saved' }),
    'GET /api/session': () => ({ person: maya }),
  });
  expect(await screen.findByText(/what you agreed to is being checked and saved/)).toBeDefined();
  expect(screen.queryByText(/sign/i)).toBeNull();
  expect(await screen.findByText('Mine')).toBeDefined();
  expect(location.pathname + location.search).toBe('/instances?q=saved');
  expect(sessionStorage.getItem('jackfield.consent')).toBeNull();
});

test.each([
  ['too_late', 409, 'nothing', /was used already, or took too long. Each .+ Nothing was saved. What you typed is kept/],
  ['sign_in_refused', 403, 'nothing', /not begun by you/],
  ['vendor_unavailable', 503, 'nothing', /does not answer. Nothing was saved/],
  ['outcome_unknown', 502, 'unknown', /not certain whether the instance was saved. Look for it/],
])('a consent that fails (%s) says so, and leads back to the draft', async (code, status, changed, words) => {
  showConsent(answer, {
    'POST /api/return': () => answerJson({ problem: { code, changed, requestId: '12345678-9' } }, status),
  });
  expect((await screen.findByRole('alert')).textContent).toMatch(words);
  expect(screen.getByText('Request 12345678')).toBeDefined();
  expect(screen.getByRole('heading', { level: 1, name: 'Not saved' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Begin again' }).getAttribute('href')).toBe(draftPath);
  expect(screen.queryByText(/signed|sign in|sign-in/i)).toBeNull();
});

test('a consent whose check failed shows what was asked and answered', async () => {
  showConsent(answer, {
    'POST /api/return': () =>
      answerJson(
        {
          problem: { code: 'credentials_refused', changed: 'nothing', requestId: 'r', check: credentialCheck() },
        },
        422,
      ),
  });
  expect(await screen.findByRole('region', { name: 'The failed check' })).toBeDefined();
  expect(screen.getByText(/did not take the credentials that came of it. Nothing was saved/)).toBeDefined();
});

test.each([
  ['?error=access_denied&state=s', draftPath, /told not to let Patchworks in. Nothing was saved. What you typed/],
  ['?error=access_denied&state=s', '/connectors/instances/i-1', /The instance goes on with what it had/],
  ['?error=server_error', draftPath, /something went wrong there. Nothing was saved/],
])('with %s nothing is handed over, and %s is where it goes on', async (search, backTo, words) => {
  showConsent(`/return${search}`, {}, backTo);
  expect((await screen.findByRole('alert')).textContent).toMatch(words);
  expect(screen.getByRole('link', { name: /Begin again|Go back/ }).getAttribute('href')).toBe(backTo);
});

test('who was signed out meanwhile signs in and hands over the same answer', async () => {
  showConsent(answer, { 'POST /api/return': () => problem('signed_out', 401) });
  expect(await screen.findByRole('heading', { level: 1, name: 'Sign in' })).toBeDefined();
  expect(location.pathname).toBe('/sign-in');
  expect(new URLSearchParams(location.search).get('from')).toBe(
    '/return?code=the-code&state=the-state&iss=https%3A%2F%2Fid.example',
  );
  expect(sessionStorage.getItem('jackfield.consent')).toBe(draftPath);
});

test('a sign-in between a consent and its return is taken for what it is', async () => {
  sessionStorage.setItem('jackfield.sign-in', 'yes');
  showConsent(answer, { 'POST /api/return': () => problem('sign_in_refused', 403) });
  expect(await screen.findByText(/could not be signed in/)).toBeDefined();
  expect(sessionStorage.getItem('jackfield.consent')).toBe(draftPath);
});

test('what another tab began is told from its problem', async () => {
  show(answer, { 'POST /api/return': () => problem('too_late', 409) });
  expect(await screen.findByRole('heading', { level: 1, name: 'Not saved' })).toBeDefined();
  expect(screen.queryByRole('link', { name: 'Begin again' })).toBeNull();
});
