import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { jonas, listPage, maya, priya } from '#src/testing/fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { noCounts, prismaticRow, prismaticSession, run, runPage } from '#src/testing/run-fixtures.ts';

const row = prismaticRow({ name: 'Orders' });
const ofRow = { id: row.id, name: row.name, vendor: 'prismatic', account: row.account } as const;
const failedRun = run({ id: 'run-1', row: ofRow, state: 'failed', error: '<b>401</b> from the shop' });

function show(
  answer: (variables: Record<string, unknown>) => Answer | Promise<Answer>,
  { person = maya, path = '/runs', counts = noCounts, rest = {}, graph = {} } = {},
) {
  const server = installFakeServer({
    session: prismaticSession(person),
    graph: { RunList: answer, RunCounts: counts, RunDetail: silence, InstanceList: () => listPage([row]), ...graph },
    rest,
  });
  return { ...server, ...renderApp(path) };
}

test('loading', async () => {
  show(silence);
  expect(await screen.findByText('Reading…')).toBeDefined();
});

test('one run: how it went, of what, why it failed', async () => {
  show(() => runPage([failedRun]));
  const line = within(await screen.findByRole('row', { name: /Take orders/ }));
  expect(line.getByText('Failed')).toBeDefined();
  expect(line.getByRole('link', { name: 'Take orders' }).getAttribute('href')).toBe(`/instances/${row.id}/runs/run-1`);
  expect(line.getByRole('link', { name: 'Orders' })).toBeDefined();
  expect(line.getByText('Webhook')).toBeDefined();
  expect(line.getByText('3 sec')).toBeDefined();
  // Foreign text stays text.
  expect(line.getByText('<b>401</b> from the shop')).toBeDefined();
  expect(screen.getByText('1 run')).toBeDefined();
});

test('an administrator sees whose each is', async () => {
  show(() => runPage([failedRun]), { person: priya });
  expect(within(await screen.findByRole('row', { name: /Take orders/ })).getByText('Northwind')).toBeDefined();
});

test('none yet', async () => {
  show(() => runPage([]));
  expect(await screen.findByRole('heading', { name: 'No runs yet' })).toBeDefined();
});

test('a filter that leaves nothing says so, and is lifted', async () => {
  const { user, requests } = show(({ filter }) => runPage(JSON.stringify(filter) === '{}' ? [failedRun] : []), {
    path: '/runs?state=unmended',
  });
  expect(await screen.findByRole('heading', { name: 'No runs match' })).toBeDefined();
  expect(requests.find(({ operation }) => operation === 'RunList')?.variables['filter']).toEqual({ isUnmended: true });
  await user.click(screen.getByRole('button', { name: 'Show all runs' }));
  expect(await screen.findByRole('row', { name: /Take orders/ })).toBeDefined();
  expect(location.search).toBe('');
});

test('the vendor does not answer: a failure is no empty list', async () => {
  show(() =>
    runPage([], {
      totalCount: null,
      outcomes: [
        { vendor: 'prismatic', state: 'failed', code: 'vendor_unavailable', missingCount: null, retryAt: null },
      ],
    }),
  );
  expect(await screen.findByText(/Prismatic does not answer\./)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  expect(screen.queryByText('No runs yet')).toBeNull();
});

test('a day on which nothing ran', async () => {
  const nodes = Array.from({ length: 24 }, (_, hour) => ({
    from: new Date(Date.UTC(2026, 0, 4, hour)).toISOString(),
    all: 0,
    failed: 0,
  }));
  show(() => runPage([failedRun]), { counts: () => ({ runCounts: { nodes, outcomes: [] } }) });
  expect(await screen.findByText('Nothing ran.')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'As a table' })).toBeNull();
});

test('runs that could not be read are counted, and the others are as fresh as ever', async () => {
  show(() =>
    runPage([failedRun], {
      outcomes: [{ vendor: 'prismatic', state: 'failed', code: 'incomplete', missingCount: 2, retryAt: null }],
    }),
  );
  expect(await screen.findByText('2 runs could not be read and are not in this list.')).toBeDefined();
  expect(screen.getByRole('row', { name: /Take orders/ })).toBeDefined();
  expect(screen.queryByText(/what was read before/)).toBeNull();
});

test('what was read stays when asking again fails', async () => {
  let isDown = false;
  const { user } = show(() =>
    isDown ? graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }) : runPage([failedRun]),
  );
  await screen.findByRole('row', { name: /Take orders/ });
  isDown = true;
  await user.selectOptions(screen.getByRole('combobox', { name: 'Which runs' }), 'failed');
  expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
  isDown = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('row', { name: /Take orders/ })).toBeDefined();
});

test('more are loaded behind the first page, and none twice', async () => {
  const first = Array.from({ length: 100 }, (_, place) => run({ id: `a${place}`, row: ofRow }));
  const second = [first.at(-1) ?? failedRun, run({ id: 'b', row: ofRow, flowName: 'The last one' })];
  const { user } = show(({ after }) =>
    after === 'next'
      ? runPage(second, { totalCount: 2 })
      : runPage(first, { totalCount: 101, pageInfo: { endCursor: 'next', hasNextPage: true } }),
  );
  expect(await screen.findByText('101 runs')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Load more' }));
  expect(await screen.findByRole('row', { name: /The last one/ })).toBeDefined();
  expect(screen.getAllByRole('row')).toHaveLength(102);
  expect(screen.getByText('101 runs')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
});

test('who may look only is told, and nothing is asked', async () => {
  const { requests } = show(() => runPage([failedRun]), { person: jonas });
  expect(await screen.findByText(/You may look only/)).toBeDefined();
  expect(requests.some(({ operation }) => operation === 'RunList')).toBe(false);
});

test('the day: a sentence, and a table whose hours lead to their runs', async () => {
  const nodes = [
    { from: '2026-01-04T07:00:00.000Z', all: 0, failed: 0 },
    { from: '2026-01-04T08:00:00.000Z', all: 5, failed: 2 },
  ];
  const { user } = show(() => runPage([failedRun]), { counts: () => ({ runCounts: { nodes, outcomes: [] } }) });
  expect(await screen.findByText('5 runs, 2 failed.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'As a table' }));
  await user.click(screen.getByRole('button', { name: /^Runs from/ }));
  expect(new URLSearchParams(location.search).get('from')).toBe('2026-01-04T08:00:00.000Z');
  expect(new URLSearchParams(location.search).get('to')).toBe('2026-01-04T09:00:00.000Z');
  expect(await screen.findByText(/Started between/)).toBeDefined();
});

test('a failed run is replayed after what that does was said, and its new run opened', async () => {
  const { user } = show(() => runPage([failedRun]), {
    rest: { [`POST /api/instances/${row.id}/runs/run-1/replays`]: () => ({ runId: 'run-2' }) },
  });
  await user.click(await screen.findByRole('button', { name: 'Replay' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/may be done a second time/)).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Replay' }));
  await waitFor(() => expect(location.pathname).toBe(`/instances/${row.id}/runs/run-2`));
});

test('runs of one instance are found by its name', async () => {
  const { user, requests } = show(() => runPage([failedRun]));
  await user.type(await screen.findByRole('searchbox', { name: 'Search by instance' }), 'Ord');
  await user.click(await screen.findByText('Orders', { selector: 'output a' }));
  await waitFor(() => expect(new URLSearchParams(location.search).get('instance')).toBe(row.id));
  await waitFor(() =>
    expect(requests.findLast(({ operation }) => operation === 'RunList')?.variables['filter']).toEqual({
      instanceId: row.id,
    }),
  );
  expect(await screen.findByText(/Only runs of .*Orders/)).toBeDefined();
});
