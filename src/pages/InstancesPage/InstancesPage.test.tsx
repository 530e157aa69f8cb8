import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  instanceRow,
  jonas,
  listPage,
  maya,
  operation as operationOf,
  operationSummary,
  outcome,
  priya,
  sessionOf,
} from '#src/testing/fixtures.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { answerJson, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import { deferred } from '#src/testing/deferred.ts';
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
  expect(within(row).getByText(/still lacks a value/)).toBeDefined();
  expect(within(row).getAllByRole('button', { name: 'Continue' })).toHaveLength(1);
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

test('a refused change rolls back and says why, beside the row', async () => {
  const row = instanceRow({ name: 'Stubborn', status: 'enabled' });
  const answer = deferred<Response>();
  installFakeServer({
    session: sessionOf(maya),
    graph: {
      InstanceList: () => listPage([row]),
      DisableInstance: () => answer.promise,
    },
  });
  const { user } = renderApp('/instances');
  await user.click(within(await rowOf('Stubborn')).getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Disable' }));
  expect(await within(await rowOf('Stubborn')).findByText('Disabled')).toBeDefined();

  answer.resolve(graphError({ code: 'refused', changed: 'nothing', requestId: 'r-1', vendorMessage: 'in use' }));
  const after = await rowOf('Stubborn');
  expect(await within(after).findByText(/Disable failed: Tray refused the change/)).toBeDefined();
  expect(within(after).getByText('Enabled')).toBeDefined();
  expect(within(after).getByText('in use')).toBeDefined();
});

test('removing asks for the name and cannot be confirmed by the Enter key', async () => {
  const row = instanceRow({ name: 'Doomed' });
  let removed = false;
  const { requests } = installFakeServer({
    session: sessionOf(maya),
    graph: {
      InstanceList: () => (removed ? listPage([]) : listPage([row])),
      RemoveInstance: () => {
        removed = true;
        return { removed: { id: row.id, operation: { id: 'o', state: 'succeeded', problemCode: null } } };
      },
    },
  });
  const { user } = renderApp('/instances');
  await user.click(within(await rowOf('Doomed')).getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(row.id)).toBeDefined();
  const remove = within(dialog).getByRole('button', { name: 'Remove' });
  expect(remove.getAttribute('aria-disabled')).toBe('true');
  await user.type(within(dialog).getByRole('textbox'), 'Doomed{Enter}');
  expect(requests.some(({ operation }) => operation === 'RemoveInstance')).toBe(false);
  await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
  expect(await screen.findByText('0 instances')).toBeDefined();
  expect(requests.find(({ operation }) => operation === 'RemoveInstance')?.variables).toEqual({
    input: { id: row.id, confirmation: 'Doomed' },
  });
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

describe('after a disable', () => {
  const undoable = (undoUntil: string | null) =>
    undoUntil === null
      ? null
      : operationSummary({ id: 'o-disabled', kind: 'disable', state: 'succeeded', step: 'done', undoUntil });

  test('the row and a notice offer to undo it, and the undo is asked of the server', async () => {
    const row = instanceRow({ name: 'Turned off', status: 'disabled' });
    const undoUntil = new Date(Date.now() + 10_000).toISOString();
    let listed = { ...row, status: 'enabled' as InstanceRowData['status'] };
    const undone: string[] = [];
    installFakeServer({
      session: sessionOf(maya),
      graph: {
        InstanceList: () => listPage([listed]),
        DisableInstance: () => {
          listed = { ...row, operation: undoable(undoUntil) };
          return { changed: { instance: listed } };
        },
      },
      rest: {
        'POST /api/operations/o-disabled/undo': () => {
          undone.push('undo');
          listed = { ...row, status: 'working', operation: operationSummary({ kind: 'enable' }) };
          return { operation: operationOf({ id: 'o-undo', kind: 'enable' }) };
        },
      },
    });
    const { user } = renderApp('/instances');
    await user.click(within(await rowOf('Turned off')).getByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Disable' }));
    expect(await within(await rowOf('Turned off')).findByText('Disabled a moment ago.')).toBeDefined();
    expect(screen.getAllByRole('button', { name: 'Undo' })).toHaveLength(2);
    await user.click(within(await rowOf('Turned off')).getByRole('button', { name: 'Undo' }));
    expect(await within(await rowOf('Turned off')).findByText(/Enabling…/)).toBeDefined();
    expect(undone).toEqual(['undo']);
  });

  test('an undo that comes too late says so and offers no second', async () => {
    const row = instanceRow({
      name: 'Too late',
      status: 'disabled',
      operation: undoable(new Date(Date.now() + 10_000).toISOString()),
    });
    installFakeServer({
      session: sessionOf(maya),
      graph: { InstanceList: () => listPage([row]) },
      rest: {
        'POST /api/operations/o-disabled/undo': () =>
          answerJson({ problem: { code: 'too_late', changed: 'nothing', requestId: 'r' } }, 409),
      },
    });
    const { user } = renderApp('/instances');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/^Undo failed: The time in which this could be done is over\./)).toBeDefined();
    expect(within(await rowOf('Too late')).queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});
