import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { refresh } from '#src/api/refresh.ts';
// Loaded with their first showing; here before, so that no test waits for them.
import '#src/features/connectors/instance/CredentialsTab.tsx';
import '#src/features/connectors/instance/DetailsTab.tsx';
import '#src/ui/Menu.tsx';
import '../InstancePage/InstancePage.tsx';
import './ConnectorInstancePage.tsx';
import { connectorInstanceDetail, connectorRow } from '#src/testing/connector-fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { instanceRow, jonas, maya, priya, sessionOf, trayDetail } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const row = connectorRow({ name: 'Shop Sweden', useCount: 2 });
const timeline = [
  {
    id: 't1',
    at: '2026-01-03T00:00:00.000Z',
    action: 'instance.change_details',
    outcome: 'done',
    personName: 'Maya Lindqvist',
    problemCode: null,
    detail: 'rateLimitAmount',
  },
];

function instance(change: object = {}) {
  return {
    instance: {
      kind: 'PatchworksInstance',
      __typename: 'PatchworksInstance',
      id: row.id,
      row,
      timeline,
      detail: connectorInstanceDetail(),
      problemCode: null,
      ...change,
    },
  };
}

function show(answer: () => Answer | Promise<Answer>, { person = maya, path = '', graph = {} } = {}) {
  installFakeServer({ session: sessionOf(person), graph: { ConnectorInstance: answer, ...graph } });
  return renderApp(path || `/connectors/instances/${row.id}`);
}

async function openMenu(user: ReturnType<typeof show>['user']) {
  await user.click(await screen.findByRole('button', { name: 'Instance settings' }));
  return await screen.findByRole('menu');
}

test('loading', async () => {
  show(silence);
  expect(await screen.findByRole('heading', { level: 1, name: 'Instance' })).toBeDefined();
});

test('full: what it is of, what uses it, its forms and what happened', async () => {
  show(() => instance());
  expect(await screen.findByRole('heading', { level: 1, name: 'Shop Sweden' })).toBeDefined();
  expect(screen.getByText('Used by 2 process flows')).toBeDefined();
  expect(screen.getByText(/Instance of/)).toBeDefined();

  const flows = within(screen.getByRole('region', { name: 'Process flows' }));
  expect(flows.getByText('Get orders')).toBeDefined();
  expect(flows.getByText('Not enabled')).toBeDefined();
  const link = flows.getByRole('link', { name: /Open in Patchworks/ });
  expect(link.getAttribute('href')).toBe('https://app.patchworks.test/flows/501');

  expect(within(screen.getByRole('region', { name: 'About' })).getByText(row.vendorId)).toBeDefined();
  expect(within(screen.getByRole('region', { name: 'Timeline' })).getByText(/Details changed/)).toBeDefined();
  expect(await screen.findByRole('textbox', { name: 'Name' })).toBeDefined();
});

test('a flow’s address that no browser opens as a page is no link', async () => {
  const [flow] = connectorInstanceDetail().flows;
  const flows = flow ? [{ ...flow, vendorUrl: 'javascript:alert(1)' }] : [];
  show(() => instance({ detail: connectorInstanceDetail({ flows }) }));
  expect(await screen.findByText('Orders to ledger')).toBeDefined();
  expect(screen.queryByRole('link', { name: /Open in/ })).toBeNull();
});

test('what nothing uses says so', async () => {
  show(() => instance({ detail: connectorInstanceDetail({ flows: [] }) }));
  expect(await screen.findByText('No process flow uses it.')).toBeDefined();
  expect(screen.getByText('Not in use')).toBeDefined();
});

test('the tab stands in the address, and both keep what was typed', async () => {
  const { user } = show(() => instance(), { path: `/connectors/instances/${row.id}?tab=authentication` });
  const store = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Store' });
  await user.clear(store);
  await user.paste('norway');
  await user.click(screen.getByRole('tab', { name: 'Instance details' }));
  expect(location.search).toBe('');
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
  await user.type(name, ' 2');
  await user.click(screen.getByRole('tab', { name: 'Authentication' }));
  expect(location.search).toBe('?tab=authentication');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Store' }).value).toBe('norway');
  await user.click(screen.getByRole('tab', { name: 'Instance details' }));
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Shop Sweden 2');
});

test('the cog renames and removes, and removing is marked by a trash', async () => {
  const { user } = show(() => instance());
  const menu = within(await openMenu(user));
  expect(menu.getByRole('menuitem', { name: 'Rename' })).toBeDefined();
  const remove = menu.getByRole('menuitem', { name: /^Remove/ });
  expect(remove.querySelector('svg')).not.toBeNull();
  expect(menu.queryByRole('menuitem', { name: /Enable|Disable|Upgrade/ })).toBeNull();
});

test('the vendor cannot be asked: the row is shown, no form, and that is said', async () => {
  show(() => instance({ detail: null, problemCode: 'vendor_unavailable' }));
  expect(await screen.findByText(/Patchworks does not answer\. Shown is what was read before/)).toBeDefined();
  expect(screen.getByText('Used by 2 process flows')).toBeDefined();
  expect(screen.queryByRole('tab')).toBeNull();
});

test('what was typed outlives a vendor that does not answer for a while', async () => {
  let answer = instance();
  const { user } = show(() => answer);
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' 2');
  answer = instance({ detail: null, problemCode: 'vendor_unavailable' });
  refresh('instance', row.id);
  expect(await screen.findByText(/What you typed is kept; it can be saved when/)).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Shop Sweden 2');
});

test('who may only view sees the row and why there is no more', async () => {
  const { user } = show(() => instance({ detail: null, problemCode: 'view_only' }), { person: jonas });
  expect(await screen.findByText(/^You may look only: settings and credentials/)).toBeDefined();
  expect(screen.queryByRole('tab')).toBeNull();
  expect(screen.getByRole('region', { name: 'Timeline' })).toBeDefined();
  const menu = within(await openMenu(user));
  for (const name of [/^Rename/, /^Remove/]) {
    expect(menu.getByRole('menuitem', { name }).getAttribute('aria-disabled')).toBe('true');
  }
});

test('an admin sees whose it is, may save details, and no credentials', async () => {
  const { user } = show(() => instance(), { person: priya });
  expect((await screen.findAllByText('Northwind')).length).toBeGreaterThan(1);
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' 2');
  expect(screen.getByRole('button', { name: 'Save instance details' }).getAttribute('aria-disabled')).toBeNull();
  await user.click(screen.getByRole('tab', { name: 'Authentication' }));
  const save = screen.getByRole('button', { name: 'Save credentials' });
  expect(save.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getAllByText('Only the owner may do this').length).toBeGreaterThan(0);
  expect(screen.queryByRole('textbox', { name: 'Store' })).toBeNull();
  expect(screen.getByText('Stored')).toBeDefined();
});

test('not there, or not mine', async () => {
  show(() => ({ instance: null }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
});

test('removed by somebody else while something is typed: says so, and lets the person go', async () => {
  let answer: object = instance();
  const { user } = show(() => answer, {
    graph: { Connectors: silence },
  });
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' 2');
  answer = { instance: null };
  refresh('instance', row.id);
  expect(await screen.findByText(/It was removed while this page was open/)).toBeDefined();
  expect(screen.getByRole('heading', { level: 1, name: 'Shop Sweden' })).toBeDefined();
  await user.click(screen.getByRole('link', { name: 'Back to the list' }));
  expect(location.pathname).toBe('/connectors');
});

test('failed: says what and offers to try again', async () => {
  show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }));
  expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});

test('the id of an instance that is of no connector leads to its own page', async () => {
  const other = instanceRow({ name: 'Orders' });
  const tray = {
    instance: {
      kind: 'TrayInstance',
      __typename: 'TrayInstance',
      id: other.id,
      row: other,
      timeline: [],
      detail: trayDetail(),
      problemCode: null,
    },
  };
  show(() => tray, { path: `/connectors/instances/${other.id}`, graph: { InstanceDetail: () => tray } });
  expect(await screen.findByRole('heading', { level: 1, name: 'Orders' })).toBeDefined();
  expect(location.pathname).toBe(`/instances/${other.id}`);
});
