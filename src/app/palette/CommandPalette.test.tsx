import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Person } from '#contract/people.ts';
import { instanceRow, jonas, listPage, maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { installFakeServer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const orders = instanceRow({ name: 'Orders', status: 'enabled' });
const refunds = instanceRow({ name: 'Refunds', status: 'disabled', update: 'needs_system' });
const halfDone = instanceRow({ name: 'Half done', status: 'unfinished', missing: ['Channel'] });

async function open(person: Person = maya) {
  const ended = vi.fn<() => object>(() => ({}));
  const server = installFakeServer({
    session: sessionOf(person),
    graph: {
      InstanceList: () => listPage([orders, refunds]),
      FoundInstances: ({ search }) => ({
        instances: {
          nodes: [orders, refunds, halfDone].filter((row) => [row.name.toLowerCase(), row.id].includes(String(search))),
        },
      }),
      DisableInstance: () => ({ changed: { instance: { ...orders, status: 'disabled' } } }),
      Catalogue: () => ({
        catalogue: { nodes: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 0, outcomes: [] },
      }),
    },
    rest: { 'DELETE /api/session': ended },
  });
  const app = renderApp(person.role === 'admin' ? '/admin/instances' : '/instances');
  // Shortcuts, palette and dialogs are chunks of their own, which the first test of a file waits for.
  await screen.findByRole('link', { name: 'Orders' });
  await waitFor(async () => {
    await app.user.keyboard('{Control>}k{/Control}');
    expect(screen.queryByRole('dialog')).not.toBeNull();
  });
  return {
    ...app,
    ...server,
    ended,
    dialog: within(await screen.findByRole('dialog', { name: 'Search and commands' })),
  };
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

test('every page of the person, the theme, the activity and the way out are there', async () => {
  const { user, dialog } = await open(priya);
  const names = dialog.getAllByRole('option').map((option) => option.textContent);
  for (const name of [
    'Instances',
    'Catalogue',
    'Operations',
    'Settings',
    'Keyboard shortcuts',
    'Activity',
    'Sign out',
  ]) {
    expect(names).toContain(name);
  }
  expect(names).toContain('Theme of the systemIn force');
  await user.click(dialog.getByRole('option', { name: 'Activity' }));
  expect(await screen.findByRole('dialog', { name: 'Activity' })).toBeDefined();
});

test('the theme is switched', async () => {
  const { user, dialog } = await open();
  await user.click(dialog.getByRole('option', { name: 'Dark theme' }));
  expect(localStorage.getItem('mui-mode') ?? document.documentElement.outerHTML).toContain('dark');
});

test('signs out', async () => {
  const { user, dialog, ended } = await open();
  await user.keyboard('sign out');
  await user.click(dialog.getByRole('option', { name: 'Sign out' }));
  await waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
});

test.each([
  ['half done', 'Half done', ['Continue', 'Finish set-up', 'Rename', 'Discard…', 'Remove…']],
  ['refunds', 'Refunds', ['Upgrade now', 'Rename', 'Enable', 'Remove…', 'Copy id']],
])('what can be done with “%s” is all there', async (typed, name, labels) => {
  const { user, dialog } = await open();
  await user.keyboard(typed);
  await user.click(await dialog.findByRole('option', { name: new RegExp(name) }));
  const actions = within(await screen.findByRole('dialog', { name: `What to do with ${name}` }));
  const offered = actions.getAllByRole('option').map((option) => option.textContent);
  for (const label of labels) expect(offered.some((text) => text.startsWith(label))).toBe(true);
});

test('an update that waits for the company is off with its reason, and can be reached by the arrows', async () => {
  const { user, dialog, requests } = await open();
  await user.keyboard('refunds');
  await user.click(await dialog.findByRole('option', { name: /Refunds/ }));
  const actions = within(await screen.findByRole('dialog', { name: 'What to do with Refunds' }));
  const upgrade = actions.getByRole('option', { name: /^Upgrade now.+/ });
  expect(upgrade.getAttribute('aria-disabled')).toBe('true');
  await waitFor(() => expect(actions.getByRole('combobox').getAttribute('aria-activedescendant')).toBe(upgrade.id));
  await user.keyboard('{Enter}');
  expect(requests.map(({ operation }) => operation)).not.toContain('UpgradeInstance');
});

test('an admin comes to the account and the debug view of an instance', async () => {
  const { user, dialog } = await open(priya);
  await user.keyboard('orders');
  await user.click(await dialog.findByRole('option', { name: /Orders/ }));
  const actions = within(await screen.findByRole('dialog', { name: 'What to do with Orders' }));
  expect(actions.getByRole('option', { name: `Account ${orders.account.name}` })).toBeDefined();
  expect(actions.getByRole('option', { name: /debug/i })).toBeDefined();
});
