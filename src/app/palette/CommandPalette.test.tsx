import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Person } from '#contract/people.ts';
import { instanceRow, jonas, listPage, maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { installFakeServer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const orders = instanceRow({ name: 'Orders', status: 'enabled' });
const refunds = instanceRow({ name: 'Refunds', status: 'disabled' });

async function open(person: Person = maya) {
  const server = installFakeServer({
    session: sessionOf(person),
    graph: {
      InstanceList: () => listPage([orders, refunds]),
      FoundInstances: ({ search }) => ({
        instances: {
          nodes: [orders, refunds].filter((row) => [row.name.toLowerCase(), row.id].includes(String(search))),
        },
      }),
      DisableInstance: () => ({ changed: { instance: { ...orders, status: 'disabled' } } }),
      Catalogue: () => ({
        catalogue: { nodes: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 0, outcomes: [] },
      }),
    },
  });
  const app = renderApp(person.role === 'admin' ? '/admin/instances' : '/instances');
  await screen.findByRole('link', { name: 'Orders' });
  await waitFor(async () => {
    await app.user.keyboard('{Control>}k{/Control}');
    expect(screen.queryByRole('dialog')).not.toBeNull();
  });
  return { ...app, ...server, dialog: within(await screen.findByRole('dialog', { name: 'Search and commands' })) };
}

test('goes to a page by its name, from the keyboard alone', async () => {
  const { user, dialog } = await open();
  expect(document.activeElement).toBe(dialog.getByRole('combobox'));
  await user.keyboard('catal');
  await waitFor(() => expect(dialog.getAllByRole('option')).toHaveLength(1));
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('heading', { level: 1, name: 'Catalogue' })).toBeDefined();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('finds an instance by a pasted id and acts on it', async () => {
  const { user, dialog, requests } = await open();
  await user.click(dialog.getByRole('combobox'));
  await user.paste(orders.id);
  await user.click(await dialog.findByRole('option', { name: /Orders/ }));
  const actions = within(await screen.findByRole('dialog', { name: 'What to do with Orders' }));
  await user.click(await actions.findByRole('option', { name: 'Disable' }));
  await waitFor(() => expect(requests.map(({ operation }) => operation)).toContain('DisableInstance'));
});

test('what one may not do is off and says why; Backspace goes back', async () => {
  const { user, dialog } = await open(jonas);
  await user.keyboard('orders');
  await user.click(await dialog.findByRole('option', { name: /Orders/ }));
  const actions = within(await screen.findByRole('dialog', { name: 'What to do with Orders' }));
  expect((await actions.findByRole('option', { name: /^Rename/ })).getAttribute('aria-disabled')).toBe('true');
  await user.keyboard('{Backspace}');
  expect(await screen.findByRole('dialog', { name: 'Search and commands' })).toBeDefined();
});

test('says whose an instance is to an admin', async () => {
  const { user, dialog } = await open(priya);
  await user.keyboard('refunds');
  expect(await dialog.findByRole('option', { name: /Refunds.*Northwind/ })).toBeDefined();
});

test('nothing matches', async () => {
  const { user, dialog } = await open();
  await user.keyboard('zzz');
  expect(await dialog.findByText('Nothing matches')).toBeDefined();
});

test('single keys go to pages, unless one types or has turned them off', async () => {
  const { user } = await open();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const search = screen.getByRole('searchbox');
  await user.click(search);
  await user.keyboard('gc');
  expect(location.pathname).toBe('/instances');
  search.blur();
  await user.keyboard('?');
  expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeDefined();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.keyboard('gc');
  await vi.waitFor(() => expect(location.pathname).toBe('/catalogue'));
});
