import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { queryClient } from '#src/api/caches.ts';
import { type Answer, answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import { priya, sessionOf } from '#src/testing/fixtures.ts';
import { resizeTo } from '#src/testing/resize-to.ts';
import type { BulkSelection } from './bulk-selection.ts';
import { BulkBar } from './BulkBar.tsx';
import { bulkOf } from './testing/bulk-fixtures.ts';

beforeEach(() => queryClient.clear());
afterEach(() => vi.unstubAllGlobals());

const { id } = bulkOf({});

function show(
  plan: () => Answer | Promise<Answer>,
  { selection = { ids: ['a'] }, rest = {} }: { selection?: BulkSelection; rest?: object } = {},
) {
  const post = vi.fn(plan);
  installFakeServer({
    session: sessionOf(priya),
    graph: {},
    rest: { 'POST /api/bulks': post, [`GET /api/bulks/${id}`]: plan, ...rest },
  });
  const onClear = vi.fn<() => void>();
  const user = userEvent.setup();
  render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <BulkBar selection={selection} count={150} onClear={onClear} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  const open = async (name: string) => {
    await user.click(screen.getByRole('button', { name }));
    return within(await screen.findByRole('dialog'));
  };
  return { user, open, post, onClear };
}

test('it says first what would happen to each, with ids that tell two of one name apart', async () => {
  const item = { name: 'Orders', vendor: 'tray', accountName: 'Northwind' } as const;
  const plan = bulkOf({
    counts: { waiting: 100, refused: 30, needless: 18 },
    refusals: [
      { code: 'unsupported', count: 20 },
      { code: 'busy', count: 10 },
    ],
    sample: [
      { ...item, instanceId: '11111111-7a3e-4a6e-8a52-0d4c1c1f7b11' },
      { ...item, instanceId: '22222222-7a3e-4a6e-8a52-0d4c1c1f7b11' },
    ],
  });
  const { open, post } = show(() => ({ bulk: plan }), { selection: { filter: { search: 'Orders' } } });
  const dialog = await open('Disable');
  expect(await dialog.findByText('100 will be disabled')).toBeDefined();
  expect(dialog.getByText('20 cannot be done: their vendor cannot do it, or only one by one')).toBeDefined();
  expect(dialog.getByText('10 cannot be done: another change of them is under way')).toBeDefined();
  expect(dialog.getByText('18 are off already')).toBeDefined();
  expect(dialog.getByText('2 of those you selected are no longer there')).toBeDefined();
  expect(dialog.getByText('11111111')).toBeDefined();
  expect(dialog.getByText('22222222')).toBeDefined();
  expect(dialog.getByText('and 98 more')).toBeDefined();
  expect(dialog.getByText(/Nothing is sent for 10 seconds/)).toBeDefined();
  expect(post.mock.calls).toEqual([
    [{ key: expect.any(String), action: 'disable', selection: { filter: { search: 'Orders' } } }],
  ]);
});

test('a removal is started only with its number', async () => {
  const plan = bulkOf({ action: 'remove', counts: { waiting: 150 } });
  const start = vi.fn((_body: unknown) => ({ bulk: { ...plan, state: 'held' } }));
  const { user, open, onClear } = show(() => ({ bulk: plan }), { rest: { [`POST /api/bulks/${id}/start`]: start } });
  const dialog = await open('Remove');
  const box = await dialog.findByRole('textbox', { name: 'Type 150 to confirm' });
  const remove = dialog.getByRole('button', { name: 'Remove' });
  expect(remove.getAttribute('aria-disabled')).toBe('true');
  await user.type(box, '15{Enter}');
  await user.click(remove);
  expect(start).not.toHaveBeenCalled();
  await user.type(box, '0');
  await user.click(remove);
  await waitFor(() => expect(onClear).toHaveBeenCalledTimes(1));
  expect(start.mock.calls).toEqual([[{ confirmation: '150' }]]);
});

test('nothing to be done: it cannot be started', async () => {
  const { open } = show(() => ({ bulk: bulkOf({ action: 'enable', counts: { needless: 150 } }) }));
  const dialog = await open('Enable');
  expect(await dialog.findByText('There is nothing to be done')).toBeDefined();
  expect(dialog.getByRole('button', { name: 'Enable' }).getAttribute('aria-disabled')).toBe('true');
});

test('while it is found out nothing can be started', async () => {
  const { open } = show(silence);
  const dialog = await open('Upgrade');
  expect(await dialog.findByText('Finding out what would happen. Nothing is changed.')).toBeDefined();
  expect(dialog.getByRole('button', { name: 'Upgrade' }).getAttribute('aria-disabled')).toBe('true');
});

test('it could not be planned: says so, and tries again with the same key', async () => {
  let answers = 0;
  const { user, open, post } = show(() => {
    answers += 1;
    return answers === 1
      ? answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' } }, 500)
      : { bulk: bulkOf({ counts: { waiting: 150 } }) };
  });
  const dialog = await open('Disable');
  expect(await dialog.findByText(/^Something failed on our side\. Nothing was changed\./)).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Try again' }));
  expect(await dialog.findByText('150 will be disabled')).toBeDefined();
  const keys = post.mock.calls.map(([body]: unknown[]) => (body as { key: string }).key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test('on a phone the actions are in a menu', async () => {
  resizeTo(390);
  const { user } = show(() => silence);
  expect(screen.queryByRole('button', { name: 'Disable' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Disable' }));
  expect(await screen.findByRole('dialog')).toBeDefined();
});
