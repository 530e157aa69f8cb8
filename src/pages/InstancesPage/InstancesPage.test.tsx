import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  instanceRow,
  jonas,
  listPage,
  maya,
  operationSummary,
  outcome,
  priya,
  sessionOf,
} from '#src/testing/fixtures.ts';
import { connectorRow } from '#src/testing/connector-fixtures.ts';
import { answerJson, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(name) });

describe('the states of the list', () => {
  test('loading: says that it reads and claims no number', async () => {
    installFakeServer({ session: sessionOf(maya), graph: { InstanceList: silence } });
    renderApp('/instances');
    expect(await screen.findByText('Reading…')).toBeDefined();
    expect(screen.queryByText(/instances?$/)).toBeNull();
  });

  test('empty: teaches and leads to the catalogue', async () => {
    installFakeServer({
      session: sessionOf(maya),
      graph: { InstanceList: () => listPage([], { outcomes: [outcome({ state: 'empty' })] }) },
    });
    renderApp('/instances');
    expect(await screen.findByText('0 instances')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Open the catalogue' }).getAttribute('href')).toBe('/catalogue');
  });

  test('pending: a first read under way is not an empty list', async () => {
    installFakeServer({
      session: sessionOf(maya),
      graph: { InstanceList: () => listPage([], { outcomes: [outcome({ state: 'pending', checkedAt: null })] }) },
    });
    renderApp('/instances');
    expect(await screen.findByText('Reading your instances from Tray…')).toBeDefined();
    expect(screen.queryByText('0 instances')).toBeNull();
  });

  test('failed vendor: keeps the rows, names the vendor and since when, and tries again', async () => {
    const failed = outcome({
      state: 'failed',
      code: 'vendor_unavailable',
      failedSince: '2026-01-02T03:04:05.000Z',
      retryAt: '2026-01-02T03:05:05.000Z',
    });
    const { requests } = installFakeServer({
      session: sessionOf(maya),
      graph: { InstanceList: () => listPage([instanceRow({ name: 'Kept' })], { outcomes: [failed] }) },
    });
    const { user } = renderApp('/instances');
    expect(await rowOf('Kept')).toBeDefined();
    expect(
      screen.getByText(/^Tray does not answer since .+\. What you see was read at .+\. Trying again at .+\.$/),
    ).toBeDefined();
    const before = requests.length;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(requests.length).toBeGreaterThan(before));
  });

  test('failed vendor without rows: does not claim that there is nothing', async () => {
    const failed = outcome({ state: 'failed', code: 'vendor_unauthorized', checkedAt: null });
    installFakeServer({
      session: sessionOf(maya),
      graph: { InstanceList: () => listPage([], { outcomes: [failed] }) },
    });
    renderApp('/instances');
    expect(await screen.findByText(/does not accept our credential/)).toBeDefined();
    expect(screen.queryByText('Nothing is plugged in yet')).toBeNull();
    expect(screen.queryByText('0 instances')).toBeNull();
    expect(screen.queryByText(/What you see was read/)).toBeNull();
  });

  test('partial: rows of one vendor stand beside the failure of another', async () => {
    const outcomes = [outcome(), outcome({ vendor: 'prismatic', state: 'failed', code: 'rate_limited' })];
    installFakeServer({
      session: sessionOf(maya),
      graph: { InstanceList: () => listPage([instanceRow({ name: 'From Tray' })], { outcomes }) },
    });
    renderApp('/instances');
    expect(await rowOf('From Tray')).toBeDefined();
    expect(screen.getByText(/Prismatic is asked too much/)).toBeDefined();
  });

  test('tells one age of all rows, and the newest and the oldest where they differ', async () => {
    const now = Date.now();
    const rowAged = (agoMs: number) => instanceRow({ checkedAt: new Date(now - agoMs).toISOString() });
    let rows = [rowAged(20_000), rowAged(22_000)];
    installFakeServer({ session: sessionOf(maya), graph: { InstanceList: () => listPage(rows) } });
    const { unmount } = renderApp('/instances');
    const header = async () => (await screen.findByText('2 instances')).parentElement?.textContent;
    expect(await header()).toMatch(/^2 instances · checked \d+ sec. ago$/);
    unmount();
    rows = [rowAged(12_000), rowAged(4.5 * 60_000)];
    renderApp('/instances');
    // What the page was shown before stands until the new answer is there.
    await waitFor(async () =>
      expect(await header()).toMatch(/^2 instances · newest \d+ sec. ago, oldest 4 min\. ago$/),
    );
  });

  test('our own server fails: says so with the request id', async () => {
    installFakeServer({
      session: sessionOf(maya),
      graph: { InstanceList: () => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }) },
    });
    renderApp('/instances');
    expect(await screen.findByText(/The list could not be read/)).toBeDefined();
    expect(screen.getByText('Request abcdefgh')).toBeDefined();
  });

  test('a filter that leaves nothing says so and can be cleared', async () => {
    installFakeServer({
      session: sessionOf(maya),
      graph: {
        InstanceList: ({ filter }) =>
          JSON.stringify(filter) !== '{}'
            ? listPage([], { unfilteredCount: 3 })
            : listPage([instanceRow({ name: 'Back again' })]),
      },
    });
    const { user } = renderApp('/instances?q=nothing&status=enabled');
    expect(await screen.findByText('No instances match')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(await rowOf('Back again')).toBeDefined();
    expect(location.search).toBe('');
  });

  test('full: counts exactly and offers what the update asks for', async () => {
    installFakeServer({
      session: sessionOf(maya),
      graph: {
        InstanceList: () =>
          listPage([
            instanceRow({ name: 'Current' }),
            instanceRow({ name: 'Waits for me', update: 'needs_user' }),
            instanceRow({ name: 'Waits for them', update: 'needs_system' }),
            instanceRow({ name: 'Half', status: 'unfinished' }),
          ]),
      },
    });
    renderApp('/instances');
    expect(await screen.findByText('4 instances')).toBeDefined();
    expect(within(await rowOf('Current')).getByRole('button', { name: 'Edit' })).toBeDefined();
    expect(within(await rowOf('Waits for me')).getByRole('button', { name: 'Update' })).toBeDefined();
    expect(within(await rowOf('Half')).getByRole('button', { name: 'Continue' })).toBeDefined();
    const upgrade = within(await rowOf('Waits for them')).getByRole('button', { name: 'Upgrade now' });
    expect(upgrade.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(upgrade.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Waiting for Contoso',
    );
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5');
    expect(document.title).toBe('Instances · Jackfield');
  });
});

test('a failed last operation gives its cause and one next step', async () => {
  const operation = operationSummary({ state: 'failed', problemCode: 'missing_values' });
  installFakeServer({
    session: sessionOf(maya),
    graph: { InstanceList: () => listPage([instanceRow({ name: 'Lacking', status: 'unfinished', operation })]) },
  });
  renderApp('/instances');
  const row = await rowOf('Lacking');
  expect(await within(row).findByText(/still lacks a value/)).toBeDefined();
  expect(within(row).getAllByRole('button', { name: 'Continue' })).toHaveLength(1);
});

describe('a row that is not well', () => {
  const rows = [
    instanceRow({ name: 'Well' }),
    instanceRow({ name: 'Half', status: 'unfinished', missing: ['Slack', 'Channel'], missingConnectionCount: 1 }),
    instanceRow({ name: 'Never on', status: 'unfinished' }),
    instanceRow({ name: 'Outdated', update: 'needs_user' }),
    instanceRow({
      name: 'Stuck',
      operation: operationSummary({ kind: 'disable', state: 'failed', problemCode: 'rate_limited' }),
    }),
  ];

  /** The buttons of a row, but for the menu. */
  const buttonsOf = async (name: string) =>
    within(await rowOf(name))
      .getAllByRole('button')
      .map((button) => button.textContent)
      .filter((text) => text !== 'More actions');

  test('says why in a sentence, with one button more where its own is another', async () => {
    installFakeServer({ session: sessionOf(maya), graph: { InstanceList: () => listPage(rows) } });
    renderApp('/instances');
    expect(
      within(await rowOf('Half')).getByText(/Slack.* is not connected and .*Channel.* has no value\./),
    ).toBeDefined();
    expect(await buttonsOf('Half')).toEqual(['Continue']);
    expect(await buttonsOf('Never on')).toEqual(['Continue', 'Finish set-up']);
    expect(await buttonsOf('Outdated')).toEqual(['Update']);
    expect(await buttonsOf('Stuck')).toEqual(['Edit', 'Try again']);
    expect(await buttonsOf('Well')).toEqual(['Edit']);
  });

  test('offers who may look only, or an admin, no button that would be off', async () => {
    installFakeServer({ session: sessionOf(priya), graph: { InstanceList: () => listPage(rows) } });
    renderApp('/instances');
    expect(
      await within(await rowOf('Half')).findByText(/It waits for its owner to continue the set-up\./),
    ).toBeDefined();
    expect(within(await rowOf('Never on')).queryByRole('button', { name: 'Finish set-up' })).toBeNull();
    expect(within(await rowOf('Stuck')).getByRole('button', { name: 'Try again' })).toBeDefined();
  });
});

test('the list narrows to what needs the person, and says how many there are', async () => {
  const needing = instanceRow({ name: 'Mine to do', update: 'needs_user' });
  installFakeServer({
    session: sessionOf(maya),
    graph: {
      InstanceList: ({ filter }) =>
        JSON.stringify(filter) === '{"needsPerson":true}'
          ? listPage([needing], { unfilteredCount: 2, needsPersonCount: 1 })
          : listPage([needing, instanceRow({ name: 'Well' })], { needsPersonCount: 1 }),
    },
  });
  const { user } = renderApp('/instances');
  const toggle = await screen.findByRole('button', { name: 'Needs you 1' });
  expect(toggle.getAttribute('aria-pressed')).toBe('false');
  await user.click(toggle);
  expect(await screen.findByText('1 instance')).toBeDefined();
  expect(location.search).toBe('?needs=me');
  expect(screen.getByRole('button', { name: 'Needs you 1' }).getAttribute('aria-pressed')).toBe('true');
  expect(screen.queryByText('Well')).toBeNull();
});

test('who may look only finds every action off, with the reason', async () => {
  installFakeServer({
    session: sessionOf(jonas),
    graph: { InstanceList: () => listPage([instanceRow({ name: 'Look' })]) },
  });
  const { user } = renderApp('/instances');
  const row = await rowOf('Look');
  expect(within(row).getByRole('button', { name: 'Edit' }).getAttribute('aria-disabled')).toBe('true');
  await user.click(within(row).getByRole('button', { name: 'More actions' }));
  const rename = await screen.findByRole('menuitem', { name: /Rename/ });
  expect(rename.getAttribute('aria-disabled')).toBe('true');
  expect(rename.textContent).toContain('You may look only');
});

test('an admin is led to everybody’s instances, sees owners, and may not open the wizard', async () => {
  installFakeServer({
    session: sessionOf(priya),
    graph: { InstanceList: () => listPage([instanceRow({ name: 'Theirs', update: 'needs_user' })]) },
  });
  renderApp('/instances?status=enabled');
  const row = await rowOf('Theirs');
  expect(location.pathname + location.search).toBe('/admin/instances?status=enabled');
  expect(within(row).getByText('Northwind')).toBeDefined();
  expect(within(row).getByText('Only the owner may do this')).toBeDefined();
});

test('a user is refused the admins’ list', async () => {
  installFakeServer({ session: sessionOf(maya), graph: {} });
  renderApp('/admin/instances');
  expect(await screen.findByRole('heading', { level: 1, name: 'For administrators' })).toBeDefined();
});

test('an answer that nobody is signed in leads to the sign-in and back', async () => {
  let isOver = false;
  const session = sessionOf(maya);
  installFakeServer({
    session,
    graph: {
      InstanceList: () => {
        isOver = true;
        return answerJson({ problem: { code: 'signed_out', changed: 'nothing', requestId: 'r' } }, 401);
      },
    },
    rest: { 'GET /api/session': () => sessionOf(isOver ? null : maya) },
  });
  renderApp('/instances?q=orders');
  expect(await screen.findByRole('heading', { level: 1, name: 'Sign in' })).toBeDefined();
  expect(new URLSearchParams(location.search).get('from')).toBe('/instances?q=orders');
});

describe('rows of a vendor whose instances belong to connectors', () => {
  const shop = connectorRow({ name: 'Shop Sweden', useCount: 3 });
  const graph = { InstanceList: () => listPage([shop], { outcomes: [outcome(), outcome({ vendor: 'patchworks' })] }) };

  test('say whether they are used, lead to their page, and offer only what there is', async () => {
    installFakeServer({ session: sessionOf(maya), graph });
    const { user } = renderApp('/instances');
    const row = within(await rowOf('Shop Sweden'));
    expect(row.getByText('In use by 3 flows')).toBeDefined();
    expect(row.getByRole('link', { name: 'Shop Sweden' }).getAttribute('href')).toBe(
      `/connectors/instances/${shop.id}`,
    );
    expect(screen.getByRole('combobox', { name: 'Vendor' })).toBeDefined();
    await user.click(row.getByRole('button', { name: 'More actions' }));
    await screen.findByRole('menuitem', { name: 'Open' });
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
      'Open',
      'Rename',
      'Copy id',
      'Copy id at Patchworks',
      'Remove…',
    ]);
  });

  test('are edited on their page', async () => {
    installFakeServer({ session: sessionOf(maya), graph: { ...graph, ConnectorInstance: silence } });
    const { user } = renderApp('/instances');
    await user.click(within(await rowOf('Shop Sweden')).getByRole('button', { name: 'Edit' }));
    await waitFor(() => expect(location.pathname).toBe(`/connectors/instances/${shop.id}`));
  });
});
