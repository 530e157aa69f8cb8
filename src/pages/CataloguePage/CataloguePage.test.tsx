import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Person } from '#contract/people.ts';
import type { Template } from '#src/features/catalogue/catalogue-query.ts';
import { jonas, maya, operation, outcome, priya, sessionOf } from '#src/testing/fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const template: Template = {
  id: 'solution-1',
  vendor: 'tray',
  title: 'Orders to chat',
  description: 'Posts each order.',
  tags: ['chat'],
  customFields: [{ key: 'category', value: 'Sales' }],
  authSlotTitles: ['Slack workspace', 'CRM'],
  configSlotTitles: [],
  newestVersion: null,
};

function catalogue(nodes: Template[], outcomes = [outcome()]) {
  return {
    catalogue: { nodes, pageInfo: { endCursor: null, hasNextPage: false }, totalCount: nodes.length, outcomes },
  };
}

function show(answer: () => Answer | Promise<Answer>, person: Person = maya, rest = {}, path = '/catalogue') {
  const server = installFakeServer({ session: sessionOf(person), graph: { Catalogue: answer }, rest });
  return { ...server, ...renderApp(path) };
}

test('loading', async () => {
  show(silence);
  expect(await screen.findByText('Reading…')).toBeDefined();
});

test('empty', async () => {
  show(() => catalogue([]));
  expect(await screen.findByText('The catalogue is empty')).toBeDefined();
});

test('failed: names the vendor and does not claim to be empty', async () => {
  show(() => catalogue([], [outcome({ state: 'failed', code: 'rate_limited' })]));
  expect(await screen.findByText(/Tray is asked too much/)).toBeDefined();
  expect(screen.queryByText('The catalogue is empty')).toBeNull();
});

test('full: says what a template does and what it will ask for', async () => {
  const { user } = show(() => catalogue([template]));
  const item = within(await screen.findByRole('listitem', { name: 'Orders to chat' }));
  expect(item.getByText('Connects Slack workspace and CRM')).toBeDefined();
  expect(item.getByText('chat')).toBeDefined();
  expect(item.getByText('Sales')).toBeDefined();
  await user.click(item.getByRole('button', { name: 'Copy id of Orders to chat' }));
  expect(await navigator.clipboard.readText()).toBe('solution-1');
});

test('failed on our side: the request can be named to an administrator', async () => {
  show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }));
  expect(await screen.findByText('Request abcdefgh')).toBeDefined();
});

test('refused: who may look only cannot activate', async () => {
  show(() => catalogue([template]), jonas);
  expect((await screen.findByRole('button', { name: 'Activate' })).getAttribute('aria-disabled')).toBe('true');
});

test('activating asks for a name, opens the window in the click, and shows the steps', async () => {
  const opened = vi.fn<typeof window.open>(() => null);
  vi.stubGlobal('open', opened);
  const started: unknown[] = [];
  const { user } = show(() => catalogue([template]), maya, {
    'POST /api/activations': (body: unknown) => {
      started.push(body);
      return { operation: operation({ instanceId: 'made', state: 'waiting_for_person' }) };
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Activate' }));
  const dialog = within(await screen.findByRole('dialog', {}));
  const name = dialog.getByRole('textbox', { name: 'Name of the instance' });
  await user.clear(name);
  await user.click(dialog.getByRole('button', { name: 'Activate' }));
  expect(await dialog.findByText('Enter a name.')).toBeDefined();
  expect(name.getAttribute('aria-invalid')).toBe('true');
  expect(opened).not.toHaveBeenCalled();

  await user.type(name, 'My orders');
  await user.click(dialog.getByRole('button', { name: 'Activate' }));
  expect(opened).toHaveBeenCalledTimes(1);
  // No window came: the person is told, and a fresh press can open it.
  expect(await screen.findByText('Your browser blocked the wizard’s window.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Open the wizard' })).toBeDefined();
  await waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]).toMatchObject({ vendor: 'tray', templateId: 'solution-1', name: 'My orders' });
});

test('a vendor whose connectors are installed elsewhere leads there', async () => {
  show(() => catalogue([], []), maya, {}, '/catalogue?vendor=patchworks');
  expect(await screen.findByText(/^Patchworks has no solutions here/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Open the marketplace' }).getAttribute('href')).toBe(
    '/connectors/marketplace',
  );
});

test('and is named below everybody else’s', async () => {
  show(() => catalogue([template]));
  expect((await screen.findByRole('link', { name: 'marketplace' })).getAttribute('href')).toBe(
    '/connectors/marketplace',
  );
});

test('but not to admins, who install nothing', async () => {
  show(() => catalogue([template]), priya);
  await screen.findByRole('listitem', { name: 'Orders to chat' });
  expect(screen.queryByRole('link', { name: 'marketplace' })).toBeNull();
});
