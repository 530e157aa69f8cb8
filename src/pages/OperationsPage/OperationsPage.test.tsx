import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Operation } from '#contract/operations.ts';
import type { Person } from '#contract/people.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { instanceRow, jonas, listPage, maya, operation, priya, sessionOf } from '#src/testing/fixtures.ts';
import { answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const instanceId = '7c0f2a52-7a3e-4a6e-8a52-0d4c1c1f7b11';

function listing(
  operations: Operation[],
  counts = { open: operations.length, failed: 0, over: 0 },
  next: string | null = null,
) {
  return { operations, counts, next };
}

function show(
  answer: () => Answer | Promise<Answer>,
  {
    person = maya,
    path = '/operations',
    rest = {},
    unfinished = [],
  }: { person?: Person; path?: string; rest?: object; unfinished?: InstanceRowData[] } = {},
) {
  const server = installFakeServer({
    session: sessionOf(person),
    graph: { InstanceList: () => listPage(unfinished) },
    rest: { 'GET /api/operations': answer, 'GET /api/bulks': () => ({ bulks: [], next: null }), ...rest },
  });
  return { ...server, ...renderApp(path) };
}

const rowOf = async (name: string) => within(await screen.findByRole('row', { name: new RegExp(name) }));

const failed = operation({
  id: 'o-failed',
  kind: 'disable',
  state: 'failed',
  instanceId,
  name: 'Orders',
  steps: [{ step: 'changing', startedAt: '2026-01-02T03:04:05.000Z', endedAt: '2026-01-02T03:05:05.000Z' }],
  endedAt: '2026-01-02T03:05:05.000Z',
  problem: {
    code: 'vendor_forbidden',
    changed: 'nothing',
    requestId: 'abcdefgh-1',
    vendor: 'tray',
    vendorMessage: 'No.',
  },
  may: ['retry'],
});

const waiting = operation({
  id: 'o-waiting',
  state: 'waiting_for_person',
  instanceId,
  name: 'Half done',
  may: ['stop'],
});

test('loading: says that it reads and claims no number', async () => {
  show(silence);
  // The page's chunk is loaded here for the first time.
  expect(await screen.findByText('Reading…', {})).toBeDefined();
  expect(screen.queryByText(/operations?$/)).toBeNull();
});

test.each([
  ['/operations', 'Nothing is under way'],
  ['/operations?group=failed', 'Nothing has failed'],
  ['/operations?group=over', 'Nothing has been done yet'],
])('empty: %s teaches', async (path, title) => {
  show(() => listing([]), { path });
  expect(await screen.findByRole('heading', { name: title })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Open the instances' }).getAttribute('href')).toBe('/instances');
});

test('failed: says why, claims nothing, and tries again', async () => {
  let answer: Answer = answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' } }, 500);
  const { user } = show(() => answer);
  expect(await screen.findByText(/The operations could not be read\. Something failed on our side\./)).toBeDefined();
  expect(screen.getByText('Request abcdefgh')).toBeDefined();
  expect(screen.queryByText('Nothing is under way')).toBeNull();
  answer = listing([waiting]);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Half done')).toBeDefined();
});

test('the groups stand in the address with their exact counts', async () => {
  const { user, fetch } = show(() => listing([waiting], { open: 1, failed: 1234, over: 2 }));
  const groups = within(await screen.findByRole('navigation', { name: 'Groups' }));
  expect(await groups.findByText('1,234')).toBeDefined();
  expect(groups.getByRole('link', { name: /Under way/ }).getAttribute('aria-current')).toBe('page');
  await user.click(groups.getByRole('link', { name: /Failed/ }));
  expect(location.search).toBe('?group=failed');
  await waitFor(() => expect(fetch.mock.calls.map(([input]) => input)).toContain('/api/operations?group=failed'));
});

test('a failed one says why and what next, quotes the vendor, and is tried again', async () => {
  const asked: string[] = [];
  const { user } = show(() => listing([failed]), {
    path: '/operations?group=failed',
    rest: {
      'POST /api/operations/o-failed/retry': () => {
        asked.push('retry');
        return { operation: operation({ id: 'o-again' }) };
      },
    },
  });
  const row = await rowOf('Orders');
  expect(
    row.getByText(/Tray does not let this account change .*Nothing was changed\. Ask your administrator/),
  ).toBeDefined();
  expect(row.getByText('No.')).toBeDefined();
  expect(row.getByText('Saving, failed')).toBeDefined();
  expect(row.getByRole('link', { name: 'Orders' }).getAttribute('href')).toBe(`/instances/${instanceId}`);
  await user.click(row.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('Orders: started again')).toBeDefined();
  expect(asked).toEqual(['retry']);
});

test('a refused press says so', async () => {
  const { user } = show(() => listing([failed]), {
    rest: {
      'POST /api/operations/o-failed/retry': () =>
        answerJson({ problem: { code: 'too_late', changed: 'nothing', requestId: 'r' } }, 409),
    },
  });
  await user.click((await rowOf('Orders')).getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText(/The time in which this could be done is over\. Nothing was changed\./)).toBeDefined();
});

test('one that waits for its next attempt says when, and can be stopped', async () => {
  const trying = operation({
    id: 'o-trying',
    kind: 'enable',
    instanceId,
    name: 'Orders',
    problem: { code: 'rate_limited', changed: 'nothing', requestId: 'r', vendor: 'tray' },
    nextAttemptAt: new Date(2026, 0, 2, 14, 5, 0).toISOString(),
    may: ['stop'],
  });
  show(() => listing([trying]));
  const row = await rowOf('Orders');
  expect(row.getByText(/Tray is asked too much at the moment\. Trying again at .*0?5:00/)).toBeDefined();
  expect(row.getByText('Trying again')).toBeDefined();
  expect(row.getByRole('button', { name: 'Stop' })).toBeDefined();
});

test('an unfinished set-up is continued, finished or discarded here', async () => {
  const { user } = show(() => listing([waiting]));
  const row = await rowOf('Half done');
  for (const name of ['Continue', 'Finish set-up', 'Discard', 'Stop']) {
    expect(row.getByRole('button', { name }).getAttribute('aria-disabled')).toBeNull();
  }
  await user.click(row.getByRole('button', { name: 'Discard' }));
  expect(await screen.findByRole('dialog', { name: 'Discard Half done?' })).toBeDefined();
});

test('a create that was given up says that it may turn up', async () => {
  const at = '2026-01-02T03:04:05.000Z';
  const stopped = operation({
    state: 'stopped',
    name: 'Perhaps made',
    endedAt: at,
    steps: [
      { step: 'creating', startedAt: at, endedAt: at },
      { step: 'settling', startedAt: at, endedAt: at },
    ],
  });
  show(() => listing([stopped]), { path: '/operations?group=over' });
  expect(await screen.findByText(/Tray may have made the instance all the same\./)).toBeDefined();
});

test('a disable can be undone as long as the server offers it', async () => {
  const disabled = operation({
    id: 'o-disabled',
    kind: 'disable',
    state: 'succeeded',
    instanceId,
    name: 'Orders',
    endedAt: new Date().toISOString(),
    undoUntil: new Date(Date.now() + 200).toISOString(),
    may: ['undo'],
  });
  let answer = listing([disabled]);
  show(() => answer, { path: '/operations?group=over' });
  expect((await rowOf('Orders')).getByRole('button', { name: 'Undo' })).toBeDefined();
  answer = listing([{ ...disabled, undoUntil: null, may: [] }]);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
});

test('refused: who may look only sees everything and finds the buttons off', async () => {
  show(() => listing([{ ...waiting, may: [] }]), { person: jonas });
  const row = await rowOf('Half done');
  for (const name of ['Continue', 'Finish set-up', 'Discard']) {
    expect(row.getByRole('button', { name }).getAttribute('aria-disabled')).toBe('true');
  }
  expect(row.queryByRole('button', { name: 'Stop' })).toBeNull();
});

test('an admin sees whose it is', async () => {
  show(() => listing([waiting]), { person: priya });
  expect((await rowOf('Half done')).getByText('Northwind')).toBeDefined();
  expect((await rowOf('Half done')).getByText(/by Maya Lindqvist/)).toBeDefined();
});

test('more are fetched by their cursor', async () => {
  const { user, fetch } = show(() => {
    const [asked] = fetch.mock.calls.at(-1) ?? [];
    return asked === '/api/operations?group=open&after=cursor'
      ? listing([operation({ id: 'o-2', name: 'Second' })], { open: 2, failed: 0, over: 0 })
      : listing([operation({ id: 'o-1', name: 'First' })], { open: 2, failed: 0, over: 0 }, 'cursor');
  });
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('Second')).toBeDefined();
  expect(screen.getByText('First')).toBeDefined();
});

test('set-ups that were begun elsewhere wait here too, each once', async () => {
  const elsewhere = instanceRow({ name: 'Begun elsewhere', status: 'unfinished' });
  const shown = instanceRow({ id: instanceId, name: 'Half done', status: 'unfinished' });
  show(() => listing([waiting]), { unfinished: [elsewhere, shown] });
  const panel = within(await screen.findByRole('region', { name: 'Unfinished set-ups' }));
  expect(panel.getAllByRole('listitem')).toHaveLength(1);
  const item = within(panel.getByRole('listitem'));
  expect(item.getByRole('link', { name: 'Begun elsewhere' })).toBeDefined();
  expect(item.getAllByRole('button').map((button) => button.textContent)).toEqual([
    'Continue',
    'Finish set-up',
    'Discard',
  ]);
});
