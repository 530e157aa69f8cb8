import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { instanceRow, maya, operationSummary, priya, sessionOf, trayDetail } from '#src/testing/fixtures.ts';
import { connectorInstanceDetail, connectorRow } from '#src/testing/connector-fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const row = instanceRow({ name: 'Orders' });

function show(answer: () => Answer | Promise<Answer>, person: Person = priya) {
  const server = installFakeServer({
    session: sessionOf(person),
    graph: { DebugView: answer },
  });
  renderApp(`/admin/debug/${row.id}`);
  return server;
}

function view(change: object = {}) {
  return {
    debugInstance: {
      row,
      detail: trayDetail(),
      problemCode: null,
      siblingCount: 1,
      siblings: [instanceRow({ name: 'Sibling' })],
      authentications: [{ id: 'auth-9', name: 'Unused', serviceTitle: 'CRM', serviceVersion: '2.0' }],
      timeline: [],
      vendorUrl: 'https://app.tray.test/debug',
      connectorInstance: null,
      ...change,
    },
  };
}

test('loading', async () => {
  show(silence);
  expect(await screen.findByRole('heading', { level: 1, name: 'Debug' })).toBeDefined();
});

test('full: the cause on top, then everything there is, and no way to change it', async () => {
  const operation = operationSummary({
    kind: 'disable',
    state: 'failed',
    problemCode: 'refused',
    problemMessage: 'token revoked',
  });
  show(() => view({ row: { ...row, operation } }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Debug Orders' })).toBeDefined();
  const cause =
    /^Fails since \d.*: Tray refused the change to .*Orders.*\. Tray: “token revoked” \(Disable\) Next: Try again\.$/;
  expect(screen.getByText(cause)).toBeDefined();
  const authentications = await screen.findByRole('table', { name: 'All authentications of Northwind' });
  expect(within(authentications).getByText('auth-9')).toBeDefined();
  expect(within(screen.getByRole('region', { name: 'Owner and flags' })).getByText(/^enabled=true /)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Sibling' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Who signs in for Northwind' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Open it in Tray' }).getAttribute('href')).toBe(
    'https://app.tray.test/debug',
  );
  expect(screen.getByText(/Read only/)).toBeDefined();
  expect(screen.queryByRole('button', { name: /Edit|Enable|Disable|Remove|More actions/ })).toBeNull();
});

test('partial: Tray cannot be asked', async () => {
  show(() => view({ detail: null, problemCode: 'vendor_unavailable', authentications: [], vendorUrl: null }));
  expect(await screen.findByText('Tray does not answer. Only what was read before is shown.')).toBeDefined();
});

test('failed', async () => {
  show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'r' }));
  expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
});

test('not there', async () => {
  show(() => ({ debugInstance: null }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
});

test('refused: nothing is asked of the server for who is no admin', async () => {
  const { requests } = show(() => view(), maya);
  expect(await screen.findByRole('heading', { level: 1, name: 'For administrators' })).toBeDefined();
  expect(requests).toEqual([]);
});

test('an instance of a connector: what its vendor says about it, and no panel of other vendors', async () => {
  const shop = connectorRow({ id: row.id, name: 'Shop Sweden', useCount: 2 });
  show(() => view({ row: shop, detail: null, authentications: [], connectorInstance: connectorInstanceDetail() }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Debug Shop Sweden' })).toBeDefined();
  expect(await screen.findByText(/^The newest run of .Orders to ledger. failed, at /)).toBeDefined();

  const flows = within(await screen.findByRole('table', { name: 'Process flows that use it' }));
  expect(flows.getByRole('link', { name: 'Orders to ledger' }).getAttribute('href')).toBe(
    'https://app.patchworks.test/flows/501',
  );
  expect(flows.getByText('Old stock')).toBeDefined();
  expect(flows.queryByRole('link', { name: 'Old stock' })).toBeNull();
  expect(flows.getByText('Disabled')).toBeDefined();
  const runs = within(screen.getByRole('table', { name: 'Newest runs of these flows' }));
  expect(runs.getByText('401 from the shop')).toBeDefined();
  expect(runs.getByText('Succeeded')).toBeDefined();
  const fields = within(screen.getByRole('table', { name: 'Credential fields' }));
  expect(fields.getByText('secret, stored')).toBeDefined();
  const credentials = within(screen.getByRole('region', { name: 'Credentials' }));
  expect(credentials.getByText('API key')).toBeDefined();
  expect(credentials.getByText(/^taken/)).toBeDefined();
  for (const name of [/^Connections of/, /^Values/, /^Workflow instances/, /^All authentications/]) {
    expect(screen.queryByRole('region', { name })).toBeNull();
  }
});

test('an instance of a connector whose vendor cannot be asked', async () => {
  const shop = connectorRow({ id: row.id, name: 'Shop Sweden' });
  show(() => view({ row: shop, detail: null, authentications: [], problemCode: 'vendor_unavailable' }));
  expect(await screen.findByText('Patchworks does not answer. Only what was read before is shown.')).toBeDefined();
  expect(screen.queryByRole('region', { name: 'Credentials' })).toBeNull();
});
