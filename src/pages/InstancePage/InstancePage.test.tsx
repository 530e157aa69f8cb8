import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { instanceRow, maya, operation, operationSummary, sessionOf, trayDetail } from '#src/testing/fixtures.ts';
import { connectorRow } from '#src/testing/connector-fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const row = instanceRow({ name: 'Orders', update: 'needs_user' });
const timeline = [
  {
    id: 't1',
    at: '2026-01-03T00:00:00.000Z',
    action: 'instance.rename',
    outcome: 'done',
    personName: 'Maya Lindqvist',
    problemCode: null,
    detail: 'Orders',
  },
  {
    id: 't2',
    at: '2026-01-02T00:00:00.000Z',
    action: 'instance.teleport',
    outcome: 'failed',
    personName: null,
    problemCode: 'vendor_unavailable',
    detail: null,
  },
];

function show(answer: () => Answer | Promise<Answer>, rest = {}) {
  installFakeServer({ session: sessionOf(maya), graph: { InstanceDetail: answer }, rest });
  return renderApp(`/instances/${row.id}`);
}

function instance(change: object = {}) {
  return {
    instance: {
      __typename: 'TrayInstance',
      id: row.id,
      row,
      timeline,
      detail: trayDetail(),
      problemCode: null,
      ...change,
    },
  };
}

test('loading', async () => {
  show(silence);
  expect(await screen.findByRole('heading', { level: 1, name: 'Instance' })).toBeDefined();
});

test('full: connections, settings, workflows, flags in words, timeline', async () => {
  show(() => instance());
  expect(await screen.findByRole('heading', { level: 1, name: 'Orders' })).toBeDefined();
  expect(screen.getByText('Enabled, a newer version needs you: press Update.')).toBeDefined();

  const connections = within(screen.getByRole('region', { name: 'Connections' }));
  expect(connections.getByText('Slack of Maya')).toBeDefined();
  expect(connections.getByText('Not connected')).toBeDefined();

  const settings = within(screen.getByRole('region', { name: 'Settings' }));
  expect(settings.getByText('#orders')).toBeDefined();
  expect(settings.getByText('50').parentElement?.textContent).toBe('50default');
  expect(settings.getByText('No value yet')).toBeDefined();

  const workflows = within(screen.getByRole('region', { name: 'Workflows' }));
  expect(workflows.getByText('https://hook.trayapp.io')).toBeDefined();
  expect(workflows.getByText('No webhook')).toBeDefined();
  expect(workflows.getByRole('button', { name: 'Copy webhook address' })).toBeDefined();
  expect(workflows.getByText(/about 2 seconds/)).toBeDefined();

  const past = within(screen.getByRole('region', { name: 'Timeline' }));
  expect(past.getByText('Renamed ·')).toBeDefined();
  expect(past.getByText('instance.teleport: failed')).toBeDefined();
});

test('partial: the vendor cannot be asked, what was read before is shown and said to be', async () => {
  show(() => instance({ detail: null, problemCode: 'vendor_unavailable' }));
  expect(await screen.findByText(/Tray does not answer\. Shown is what was read before/)).toBeDefined();
  expect(screen.getByText(row.vendorId)).toBeDefined();
  expect(screen.queryByRole('region', { name: 'Settings' })).toBeNull();
});

test('not there, or not mine', async () => {
  show(() => ({ instance: null }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
});

test('failed: says what and offers to try again', async () => {
  show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }));
  expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
  expect(screen.getByText('Request abcdefgh')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});

test('work under way shows its steps', async () => {
  const running = operationSummary({ id: 'o-1', kind: 'activate', state: 'running', step: 'enabling' });
  const steps = [{ step: 'creating', startedAt: row.checkedAt, endedAt: row.checkedAt }] as const;
  show(() => instance({ row: { ...row, operation: running } }), {
    'GET /api/operations/o-1': () => ({ operation: operation({ steps: [...steps] }) }),
  });
  expect(await screen.findByText('You can close this tab; it goes on here.')).toBeDefined();
  expect(screen.getByText('Created, done')).toBeDefined();
});

test('an instance of a connector has a page of its own, to which its address leads', async () => {
  const shop = connectorRow({ name: 'Shop Sweden' });
  installFakeServer({
    session: sessionOf(maya),
    graph: {
      InstanceDetail: () => ({
        instance: { __typename: 'PatchworksInstance', id: shop.id, row: shop, timeline: [], problemCode: null },
      }),
      ConnectorInstance: silence,
    },
  });
  renderApp(`/instances/${shop.id}`);
  await waitFor(() => expect(location.pathname).toBe(`/connectors/instances/${shop.id}`));
});
