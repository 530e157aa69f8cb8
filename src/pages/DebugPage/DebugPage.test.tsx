import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { instanceRow, maya, operationSummary, priya, sessionOf, trayDetail } from '#src/testing/fixtures.ts';
import { connectorInstanceDetail, connectorRow } from '#src/testing/connector-fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const row = instanceRow({ name: 'Orders' });

function show(
  answer: () => Answer | Promise<Answer>,
  person: Person = priya,
  answers: () => Answer | Promise<Answer> = silence,
) {
  const server = installFakeServer({
    session: sessionOf(person),
    graph: { DebugView: answer, DebugAnswers: answers },
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
      operations: [],
      vendorUrl: 'https://app.tray.test/debug',
      isLinked: true,
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
  expect(
    screen.getByText((_text, element) => element?.tagName === 'SPAN' && cause.test(element.textContent)),
  ).toBeDefined();
  expect(screen.getByRole('link', { name: 'Try again.' }).getAttribute('href')).toBe(`/instances/${row.id}`);
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
  expect(await screen.findByText(/^Tray does not answer\. Only what was read before is shown\./)).toBeDefined();
  expect(screen.getByRole('link', { name: 'See how Tray stands.' }).getAttribute('href')).toBe('/admin');
});

test('failed', async () => {
  show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'r' }));
  expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
});

test('not there', async () => {
  show(() => ({ debugInstance: null }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Instance not found' })).toBeDefined();
  const log = screen.getByRole('link', { name: 'See in the audit log what became of it' });
  expect(log.getAttribute('href')).toBe(`/admin/audit?instance=${row.id}`);
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
  expect(await screen.findByText(/^Patchworks does not answer\. Only what was read before is shown\./)).toBeDefined();
  expect(screen.queryByRole('region', { name: 'Credentials' })).toBeNull();
});

test('what was done to it through us is listed, with how it stands', async () => {
  const operation = {
    id: 'o-1',
    kind: 'enable',
    state: 'running',
    step: 'enabling',
    startedAt: '2026-01-02T03:04:05.000Z',
    endedAt: null,
    attempts: 3,
    nextAttemptAt: '2026-01-02T03:05:05.000Z',
    problemCode: 'rate_limited',
    problemMessage: null,
    personName: 'Maya Lindqvist',
  };
  show(() =>
    view({
      operations: [
        operation,
        { ...operation, id: 'o-2', kind: 'rename', state: 'succeeded', problemCode: null, nextAttemptAt: null },
      ],
    }),
  );
  const panel = within(await screen.findByRole('region', { name: 'Operations' }));
  expect(panel.getByText('Enable')).toBeDefined();
  expect(panel.getByText(/^Tray is asked too much/)).toBeDefined();
  expect(panel.getByText(/^3 attempts; next at /)).toBeDefined();
  expect(panel.getByText('Rename')).toBeDefined();
  expect(panel.queryByRole('button', { name: 'Stop' })).toBeNull();
});

test('nothing was done to it through us', async () => {
  show(() => view());
  const panel = within(await screen.findByRole('region', { name: 'Operations' }));
  expect(panel.getByText('None')).toBeDefined();
});

test('what the vendor answers stands there as it came, folded, and says what is left out', async () => {
  const text = JSON.stringify({ data: { viewer: { token: '••••••••' } } }, null, 2);
  const answers = () => ({
    debugAnswers: {
      problemCode: null,
      answers: [{ request: 'POST /graphql ReadInstance', status: 200, tookMs: 41, text, isShortened: true }],
    },
  });
  show(() => view(), priya, answers);
  const panel = within(await screen.findByRole('region', { name: 'What Tray answers' }));
  const request = await panel.findByRole('button', { name: /POST \/graphql ReadInstance/ });
  expect(panel.getByText('200, 41 ms')).toBeDefined();
  await userEvent.click(request);
  expect(panel.getByText(/viewer/)).toBeDefined();
  expect(panel.getByText(/Too long to be shown whole/)).toBeDefined();
});

test.each([
  [{ problemCode: 'vendor_unavailable', answers: [] }, /^Tray does not answer/],
  [
    {
      problemCode: 'vendor_garbled',
      answers: [{ request: 'GET /x', status: 502, tookMs: 3, text: null, isShortened: false }],
    },
    /^What came back was no JSON/,
  ],
])('an answer that is none says so: %j', async (debugAnswers, words) => {
  show(
    () => view(),
    priya,
    () => ({ debugAnswers }),
  );
  expect(
    await within(await screen.findByRole('region', { name: 'What Tray answers' })).findByText(words),
  ).toBeDefined();
});

test.each([
  ['tray', 'Solution', 'the API has no runs, no steps and no logs'],
  ['prismatic', 'Integration', 'How long it keeps runs and logs'],
  ['instabase', 'Solution', 'The steps and the log of a job'],
  ['patchworks', 'Connector', 'logs for 7 days and payloads for 72 hours'],
] as const)('%s: what it is made of by its own name, and what is not told', async (vendor, word, fact) => {
  const setting = `${vendor.toUpperCase()}_DEBUG_URL_TEMPLATE`;
  const silent = { detail: null, problemCode: 'vendor_unavailable', vendorUrl: null };
  show(() => view({ ...silent, row: { ...row, vendor } }));
  const panel = within(await screen.findByRole('region', { name: /does not tell$/ }));
  expect(panel.getByText(new RegExp(fact))).toBeDefined();
  expect(panel.getByText(setting)).toBeDefined();
  expect(within(screen.getByRole('region', { name: 'Ids' })).getByText(word)).toBeDefined();
});

test('the way to the vendor’s own page, where there is one, and why there is none for an account without a link', async () => {
  show(() => view());
  const panel = within(await screen.findByRole('region', { name: 'What Tray does not tell' }));
  expect(panel.getByRole('link', { name: 'Tray’s own page about it' }).getAttribute('href')).toBe(
    'https://app.tray.test/debug',
  );
});

test('an account that is not linked has no page of the vendor’s', async () => {
  show(() => view({ vendorUrl: null, isLinked: false }));
  const panel = within(await screen.findByRole('region', { name: 'What Tray does not tell' }));
  expect(panel.getByText(/while the account is not linked there/)).toBeDefined();
  expect(panel.queryByText('TRAY_DEBUG_URL_TEMPLATE')).toBeNull();
});
