import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const account = { id: '5b1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7a01', externalId: 'northwind', name: 'Northwind' };

function show(
  answer: () => Answer | Promise<Answer>,
  { person = priya, rest = {} }: { person?: Person; rest?: object } = {},
) {
  const server = installFakeServer({
    session: sessionOf(person),
    graph: {},
    rest: { [`GET /api/accounts/${account.id}/people`]: answer, ...rest },
  });
  return { ...server, ...renderApp(`/admin/accounts/${account.id}`) };
}

const failure = (code: string, status: number) =>
  answerJson({ problem: { code, changed: 'nothing', requestId: 'r' } }, status);

test('loading', async () => {
  show(silence);
  expect(await screen.findByRole('heading', { level: 1, name: 'Account' })).toBeDefined();
});

test('nobody signs in for it', async () => {
  show(() => ({ account, people: [] }));
  expect(await screen.findByText('Nobody signs in for this account.')).toBeDefined();
});

test('not there', async () => {
  show(() => failure('not_found', 404));
  expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
});

test('refused: nothing is asked of the server for who is no admin', async () => {
  let isAsked = false;
  show(
    () => {
      isAsked = true;
      return { account, people: [] };
    },
    { person: maya },
  );
  expect(await screen.findByRole('heading', { level: 1, name: 'For administrators' })).toBeDefined();
  expect(isAsked).toBe(false);
});

test('failed: says so and can be asked for again', async () => {
  let fails = true;
  const { user } = show(() => (fails ? failure('internal', 500) : { account, people: [] }));
  expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
  fails = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Northwind' })).toBeDefined();
});

test('how often each is signed in, and out with one of them after asking once', async () => {
  let sessions = 2;
  const ended: string[] = [];
  const { user } = show(
    () => ({
      account,
      people: [
        { id: 'p-maya', name: 'Maya Lindqvist', viewOnly: false, sessions },
        { id: 'p-jonas', name: 'Jonas Weber', viewOnly: true, sessions: 0 },
      ],
    }),
    {
      rest: {
        'DELETE /api/people/p-maya/sessions': () => {
          ended.push('p-maya');
          sessions = 0;
          return { ended: 2 };
        },
      },
    },
  );
  const panel = within(await screen.findByRole('region', { name: 'People' }));
  expect(panel.getByText('2 sessions')).toBeDefined();
  expect(panel.getByRole('button', { name: /End sessions of Jonas/ }).getAttribute('aria-disabled')).toBe('true');
  await user.click(panel.getByRole('button', { name: 'End sessions of Maya Lindqvist' }));
  const dialog = within(
    // Its code is loaded at the first opening.
    await screen.findByRole('dialog', { name: 'End all sessions of Maya Lindqvist?' }),
  );
  expect(ended).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'End sessions' }));
  expect(await panel.findAllByText('0 sessions')).toHaveLength(2);
  expect(ended).toEqual(['p-maya']);
});
