import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { instanceRow, maya, operationSummary, priya, sessionOf, trayDetail } from '#src/testing/fixtures.ts';
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
  expect(
    within(screen.getByRole('table', { name: 'All authentications of Northwind' })).getByText('auth-9'),
  ).toBeDefined();
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
