import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Bulk, BulkItem } from '#contract/bulks.ts';
import type { Person } from '#contract/people.ts';
import { bulkOf, itemOf } from '#src/features/bulk/testing/bulk-fixtures.ts';
import { answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const { id } = bulkOf({});

function show(
  answer: () => Answer | Promise<Answer>,
  {
    items = [],
    rest = {},
    person = priya,
    search = '',
  }: { items?: BulkItem[]; rest?: object; person?: Person; search?: string } = {},
) {
  const server = installFakeServer({
    session: sessionOf(person),
    graph: {},
    rest: {
      [`GET /api/bulks/${id}`]: answer,
      [`GET /api/bulks/${id}/items`]: () => ({ items, next: null }),
      'GET /api/bulks': () => ({ bulks: [], next: null }),
      ...rest,
    },
  });
  return { ...server, ...renderApp(`/admin/bulk/${id}${search}`) };
}

const showBulk = (bulk: Bulk, options?: Parameters<typeof show>[1]) => show(() => ({ bulk }), options);

test('while it runs: how far it is, how fast, how long it will take, and for whom it waits', async () => {
  showBulk(
    bulkOf({
      state: 'running',
      counts: { done: 300, failed: 20, waiting: 670, running: 10 },
      perMinute: 120,
      secondsLeft: 340,
      waitsFor: [{ vendor: 'tray', until: '2026-01-02T03:05:00.000Z' }],
      may: ['stop'],
    }),
  );
  expect(await screen.findByRole('heading', { name: 'Disable 1,000 instances' })).toBeDefined();
  const bar = screen.getByRole('progressbar', { name: 'Progress' });
  expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['320', '1000']);
  expect(screen.getByText('Under way · 320 of 1,000 · 120 a minute · about 6 min left')).toBeDefined();
  expect(screen.getByText(/^Tray is left alone until .*; what is of it waits\.$/)).toBeDefined();
  const outcomes = within(screen.getByRole('navigation', { name: 'Outcomes' }));
  expect(outcomes.getAllByRole('link').map((link) => link.textContent?.trim())).toEqual([
    'All 1,000',
    'Waiting 670',
    'Under way 10',
    'Done 300',
    'Failed 20',
  ]);
});

test('what became of each, in words, with a link to it', async () => {
  showBulk(bulkOf({ state: 'finished', counts: { done: 1, failed: 1 } }), {
    items: [
      itemOf({}),
      itemOf({
        instanceId: '7c0f2a52-7a3e-4a6e-8a52-0d4c1c1f7b12',
        name: 'Invoices',
        outcome: 'failed',
        problemCode: 'refused',
        vendorMessage: 'Something went wrong',
      }),
    ],
  });
  const row = within(await screen.findByRole('row', { name: /Invoices/ }));
  expect(row.getByRole('link', { name: 'Invoices' }).getAttribute('href')).toBe(
    '/instances/7c0f2a52-7a3e-4a6e-8a52-0d4c1c1f7b12',
  );
  expect(row.getByText(/^Tray refused the change to/)).toBeDefined();
  expect(row.getByText('Something went wrong').tagName).toBe('Q');
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test('what is held can be undone', async () => {
  let bulk = bulkOf({ state: 'held', counts: { waiting: 3 }, may: ['undo'], beginsAt: new Date().toISOString() });
  const undo = vi.fn(() => {
    bulk = bulkOf({ state: 'undone', counts: { left: 3 } });
    return { bulk };
  });
  const { user } = show(() => ({ bulk }), { rest: { [`POST /api/bulks/${id}/undo`]: undo } });
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText(/^Undone before it began/)).toBeDefined();
  expect(undo).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
});

test('the failed are tried again as a plan of their own, which is looked at first', async () => {
  const finished = bulkOf({ state: 'finished', counts: { done: 8, failed: 2 }, may: ['retry'] });
  const again = bulkOf({
    id: '5d1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7b02',
    repeats: id,
    counts: { waiting: 2 },
    may: ['start'],
  });
  const start = vi.fn(() => ({ bulk: { ...again, state: 'held' } }));
  const { user } = showBulk(finished, {
    rest: {
      [`POST /api/bulks/${id}/retry`]: () => ({ bulk: again }),
      [`GET /api/bulks/${again.id}`]: () => ({ bulk: again }),
      [`GET /api/bulks/${again.id}/items`]: () => ({ items: [], next: null }),
      [`POST /api/bulks/${again.id}/start`]: start,
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Retry the failed' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Disable 2 instances?' }));
  expect(start).not.toHaveBeenCalled();
  await user.click(dialog.getByRole('button', { name: 'Disable' }));
  await waitFor(() => expect(location.pathname).toBe(`/admin/bulk/${again.id}`));
});

test('it is loading', async () => {
  show(silence);
  expect(await screen.findByRole('heading', { name: 'Work on many' })).toBeDefined();
});

test('it could not be read', async () => {
  show(() => answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' } }, 500));
  expect(await screen.findByText(/^It could not be read\. Something failed on our side\./)).toBeDefined();
});

test('there is no such work', async () => {
  show(() => answerJson({ problem: { code: 'not_found', changed: 'nothing', requestId: 'abcdefgh-1' } }, 404));
  expect(await screen.findByRole('heading', { name: /not here|no such|found/i })).toBeDefined();
});

test('it is for administrators', async () => {
  showBulk(bulkOf({}), { person: maya });
  expect(await screen.findByRole('heading', { name: 'For administrators' })).toBeDefined();
});
