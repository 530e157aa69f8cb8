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
