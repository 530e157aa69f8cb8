import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { OwnSession } from '#contract/endpoints/session.ts';
import { maya, sessionOf } from '#src/testing/fixtures.ts';
import { answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();

const here: OwnSession = { id: 's-1', device: 'Firefox on Linux', startedAt: at(50), lastSeenAt: at(0), isThis: true };
const phone: OwnSession = { id: 's-2', device: 'Safari on iOS', startedAt: at(300), lastSeenAt: at(9), isThis: false };
const unknown: OwnSession = { id: 's-3', device: null, startedAt: at(20), lastSeenAt: at(20), isThis: false };

const failure = () => answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'r-12345678' } }, 500);

async function show(answer: () => Answer | Promise<Answer>, rest: Record<string, () => Answer | Promise<Answer>> = {}) {
  installFakeServer({ session: sessionOf(maya), graph: {}, rest: { 'GET /api/sessions': answer, ...rest } });
  const app = renderApp('/settings');
  return { ...app, panel: within(await screen.findByRole('region', { name: 'Sessions' })) };
}

test('loading', async () => {
  const { panel } = await show(silence);
  expect(panel.queryByRole('list')).toBeNull();
  expect(panel.queryByRole('button')).toBeNull();
});

test('failed: says so with the request id, and can be asked for again', async () => {
  let fails = true;
  const { user, panel } = await show(() => (fails ? failure() : { sessions: [here] }));
  // A failed read is tried again by itself first.
  expect(await panel.findByRole('alert', {})).toBeDefined();
  expect(panel.getByRole('button', { name: 'Copy request id' })).toBeDefined();
  fails = false;
  await user.click(panel.getByRole('button', { name: 'Try again' }));
  expect(await panel.findByText('Firefox on Linux')).toBeDefined();
  expect(panel.queryByRole('alert')).toBeNull();
});

test('only this one: there is nothing to end', async () => {
  const { panel } = await show(() => ({ sessions: [here] }));
  expect(await panel.findByText('this one')).toBeDefined();
  const others = panel.getByRole('button', { name: 'End all others' });
  expect(others.getAttribute('aria-disabled')).toBe('true');
  expect(panel.queryByRole('button', { name: /^End session/ })).toBeNull();
});

test('one is ended, then all others', async () => {
  let sessions = [here, phone, unknown];
  const { user, panel } = await show(() => ({ sessions }), {
    'DELETE /api/sessions/s-2': () => {
      sessions = [here, unknown];
      return { ended: 1 };
    },
    'DELETE /api/sessions': () => {
      sessions = [here];
      return { ended: 1 };
    },
  });
  await user.click(await panel.findByRole('button', { name: 'End session on Safari on iOS' }));
  expect(await screen.findByText('The session on Safari on iOS was ended')).toBeDefined();
  await waitFor(() => expect(panel.queryByText('Safari on iOS')).toBeNull());
  expect(panel.getByRole('button', { name: 'End session on Unknown browser' })).toBeDefined();
  await user.click(panel.getByRole('button', { name: 'End all others' }));
  expect(await screen.findByText('1 other session was ended')).toBeDefined();
  await waitFor(() => expect(panel.queryByText('Unknown browser')).toBeNull());
});

test('one that ended by itself meanwhile is gone from the list, one that could not be ended stays', async () => {
  let sessions = [here, phone, unknown];
  const { user, panel } = await show(() => ({ sessions }), {
    'DELETE /api/sessions/s-2': () => {
      sessions = [here, unknown];
      return answerJson({ problem: { code: 'not_found', changed: 'nothing', requestId: 'r' } }, 404);
    },
    'DELETE /api/sessions/s-3': failure,
  });
  await user.click(await panel.findByRole('button', { name: 'End session on Safari on iOS' }));
  await waitFor(() => expect(panel.queryByText('Safari on iOS')).toBeNull());
  expect(panel.queryByRole('alert')).toBeNull();
  await user.click(panel.getByRole('button', { name: 'End session on Unknown browser' }));
  expect(await panel.findByRole('alert')).toBeDefined();
  expect(panel.getByText('Unknown browser')).toBeDefined();
});
