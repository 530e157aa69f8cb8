import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { hasUnsaved, isWorkOpen } from '#src/lib/open-work.ts';
import { holdUnsaved } from '#src/lib/unsaved-changes.ts';
import { instanceRow, listPage, maya, sessionOf } from '#src/testing/fixtures.ts';
import { installFakeServer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const orders = instanceRow({ name: 'Orders' });

async function show() {
  const server = installFakeServer({
    session: sessionOf(maya),
    graph: {
      InstanceList: () => listPage([orders]),
      Catalogue: () => ({
        catalogue: { nodes: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 0, outcomes: [] },
      }),
    },
    rest: { 'DELETE /api/session': () => ({ person: null }) },
  });
  const app = renderApp('/instances');
  await screen.findByRole('link', { name: 'Orders' });
  return { ...app, ...server };
}

const question = () => screen.findByRole('dialog', { name: 'Leave without saving?' });
const noQuestion = () => expect(screen.queryByRole('dialog', { name: 'Leave without saving?' })).toBeNull();

test('a link waits for the word to leave while something is unsaved, and staying keeps the page', async () => {
  const { user } = await show();
  const forget = holdUnsaved();
  await user.click(screen.getByRole('link', { name: 'Catalogue' }));
  const dialog = within(await question());
  expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Stay' }));
  expect(location.pathname).toBe('/instances');
  await user.keyboard('{Escape}');
  await waitFor(noQuestion);
  expect(location.pathname).toBe('/instances');

  await user.click(screen.getByRole('link', { name: 'Catalogue' }));
  await user.click(within(await question()).getByRole('button', { name: 'Leave' }));
  await waitFor(() => expect(location.pathname).toBe('/catalogue'));
  await screen.findByRole('heading', { level: 1, name: 'Catalogue' });
  forget();
});

test('a shortcut asks too; another search on the same page does not', async () => {
  const { user } = await show();
  const forget = holdUnsaved();
  await user.type(screen.getByRole('searchbox'), 'ord{Enter}');
  await waitFor(() => expect(location.search).toBe('?q=ord'));
  noQuestion();
  screen.getByRole('searchbox').blur();
  await user.keyboard('gc');
  await user.click(within(await question()).getByRole('button', { name: 'Stay' }));
  expect(location.pathname).toBe('/instances');
  forget();
  await waitFor(noQuestion);
  await user.keyboard('gc');
  await waitFor(() => expect(location.pathname).toBe('/catalogue'));
});

test('signing out asks, and the tab is held only while something is unsaved', async () => {
  const { user, fetch } = await show();
  const forget = holdUnsaved();
  expect(isWorkOpen()).toBe(true);
  await waitFor(() => expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false));
  await user.click(screen.getByRole('button', { name: /Maya/ }));
  await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
  await user.click(within(await question()).getByRole('button', { name: 'Stay' }));
  expect(fetch.mock.calls.filter(([, init]) => init?.method === 'DELETE')).toHaveLength(0);
  forget();
  await waitFor(() => expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(true));
});

test('a dialog asks before Escape loses what was typed in it, and closes at once when nothing was', async () => {
  const { user } = await show();
  const openRename = async () => {
    await user.click(screen.getByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
    return screen.findByRole('dialog', { name: 'Rename Orders' });
  };
  await openRename();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  await openRename();
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' of May');
  expect(hasUnsaved.get()).toBe(true);
  await user.keyboard('{Escape}');
  await user.click(within(await question()).getByRole('button', { name: 'Stay' }));
  await waitFor(noQuestion);
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
  expect(field.value).toBe('Orders of May');
  await user.keyboard('{Escape}');
  await user.click(within(await question()).getByRole('button', { name: 'Leave' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(hasUnsaved.get()).toBe(false);
});
