import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { instanceRow, listPage, maya, sessionOf } from '#src/testing/fixtures.ts';
import { answerJson, installFakeServer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const graph = { InstanceList: () => listPage([instanceRow({ name: 'Mine' })]) };

test('offers a button per person, with what they may do', async () => {
  installFakeServer({ session: sessionOf(null), graph });
  renderApp('/sign-in');
  expect(await screen.findByRole('button', { name: /Maya Lindqvist.*Northwind/ })).toBeDefined();
  expect(screen.getByRole('button', { name: /Jonas Weber.*look only/ })).toBeDefined();
  expect(screen.getByRole('button', { name: /Priya Nair.*Administrator/ })).toBeDefined();
});

test.each([
  ['/instances?q=a', '/instances?q=a'],
  ['//evil.example/instances', '/instances'],
])('after signing in from %s one is at %s', async (from, path) => {
  let person: typeof maya | null = null;
  installFakeServer({
    session: sessionOf(null),
    graph,
    rest: {
      'GET /api/session': () => sessionOf(person),
      'POST /api/session': () => {
        person = maya;
        return sessionOf(maya);
      },
    },
  });
  const { user } = renderApp(`/sign-in?from=${encodeURIComponent(from)}`);
  await user.click(await screen.findByRole('button', { name: /Maya/ }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Instances' })).toBeDefined();
  expect(location.pathname + location.search).toBe(path);
});

test('a failed sign-in says so and can be tried again', async () => {
  installFakeServer({
    session: sessionOf(null),
    graph,
    rest: {
      'POST /api/session': () => answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'r' } }, 500),
    },
  });
  const { user } = renderApp('/sign-in');
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: /Maya/ });
  await user.click(button);
  expect((await screen.findByRole('alert')).textContent).toContain('Something failed on our side');
  expect(button.disabled).toBe(false);
});

test('signing out shows nothing of the former person', async () => {
  let person: typeof maya | null = maya;
  installFakeServer({
    session: sessionOf(maya),
    graph,
    rest: {
      'GET /api/session': () => sessionOf(person),
      'DELETE /api/session': () => {
        person = null;
        return sessionOf(null);
      },
    },
  });
  const { user } = renderApp('/instances');
  expect(await screen.findByText('Mine')).toBeDefined();
  await user.click(screen.getByRole('button', { name: /Maya/ }));
  await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Sign in' })).toBeDefined();
  expect(screen.queryByText('Mine')).toBeNull();
  expect(location.search).toBe('');
});

const live = { ...sessionOf(null), mode: 'live' as const, demoPeople: [] };

test('with an identity provider there is one button, and no demo person', async () => {
  const bodies: unknown[] = [];
  installFakeServer({
    session: { ...live, signIn: { hostToken: false, openId: true } },
    graph,
    rest: {
      'POST /api/session/openid': (body) => {
        bodies.push(body);
        return answerJson({ problem: { code: 'sign_in_unavailable', changed: 'nothing', requestId: 'r' } }, 503);
      },
    },
  });
  const { user } = renderApp('/sign-in?from=%2Fcatalogue');
  const button = await screen.findByRole('button', { name: 'Sign in' });
  expect(screen.getAllByRole('button')).toHaveLength(1);
  await user.click(button);
  expect((await screen.findByRole('alert')).textContent).toContain('sign-in does not answer');
  expect(bodies).toEqual([{ returnTo: '/catalogue' }]);
});

test('with tokens of the product only, it says to come from there', async () => {
  installFakeServer({ session: { ...live, signIn: { hostToken: true, openId: false } }, graph });
  renderApp('/sign-in');
  expect(await screen.findByText(/from the product you use it with/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

const body = btoa(JSON.stringify({ name: 'Maya Lindqvist', account: 'northwind', account_name: 'Northwind' }));
const token = `head.${body.replaceAll('=', '')}.signature`;

function handOver(person: typeof maya | null, answer: () => object | Promise<object>) {
  const bodies: unknown[] = [];
  let signedIn = person;
  installFakeServer({
    session: { ...live, person, signIn: { hostToken: true, openId: false } },
    graph,
    rest: {
      'GET /api/session': () => ({ person: signedIn }),
      'POST /api/session': async (sent) => {
        bodies.push(sent);
        const answered = await answer();
        if (!(answered instanceof Response)) signedIn = maya;
        return answered;
      },
    },
  });
  return { bodies, ...renderApp(`/sign-in?from=%2Finstances%3Fq%3Da#token=${token}`) };
}

test('a token in the address is taken out of it, and used when the person says so', async () => {
  const { user, bodies } = handOver(null, () => ({ person: maya }));
  const button = await screen.findByRole('button', { name: 'Continue as Maya Lindqvist of Northwind' });
  expect(location.hash).toBe('');
  expect(bodies).toEqual([]);
  await user.click(button);
  expect(await screen.findByText('Mine')).toBeDefined();
  expect(bodies).toEqual([{ token }]);
  expect(location.pathname + location.search + location.hash).toBe('/instances?q=a');
});

test('the same person again need not be asked', async () => {
  const { bodies } = handOver(maya, () => ({ person: maya }));
  expect(await screen.findByText('Mine')).toBeDefined();
  expect(bodies).toEqual([{ token }]);
});

test('somebody else who is signed in may stay', async () => {
  const { user, bodies } = handOver({ ...maya, id: 'p-tomas', name: 'Tomás Rey' }, () => ({ person: maya }));
  await user.click(await screen.findByRole('button', { name: 'Stay Tomás Rey' }));
  expect(await screen.findByText('Mine')).toBeDefined();
  expect(bodies).toEqual([]);
});

test('a token that is refused leads back to the ways to sign in', async () => {
  const { user } = handOver(null, () =>
    answerJson({ problem: { code: 'sign_in_refused', changed: 'nothing', requestId: 'r' } }, 403),
  );
  await user.click(await screen.findByRole('button', { name: /Continue as/ }));
  expect((await screen.findByRole('alert')).textContent).toContain('could not be signed in');
});
