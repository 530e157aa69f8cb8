import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { LogLine } from '#contract/endpoints/runs.ts';
import { maya } from '#src/testing/fixtures.ts';
import { installFakeServer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { deployableDetail, logLine, prismaticRow, prismaticSession } from '#src/testing/run-fixtures.ts';

const row = prismaticRow({ name: 'Orders' });
const first = logLine({ lineId: 'l1', at: '2026-01-04T08:00:00.000Z', message: 'First' });
const second = logLine({ lineId: 'l2', at: '2026-01-04T08:00:01.000Z', message: 'Second', severity: 'error' });

/** A log that answers as the server does; `lines` are the oldest first and may grow. */
function show(lines: LogLine[], older: LogLine[] = []) {
  const asked: URLSearchParams[] = [];
  const server = installFakeServer({
    session: prismaticSession(maya),
    graph: {
      InstanceDetail: () => ({
        instance: {
          __typename: 'PrismaticInstance',
          id: row.id,
          row,
          timeline: [],
          deployable: deployableDetail(),
          problemCode: null,
        },
      }),
    },
    rest: { [`GET /api/instances/${row.id}/logs`]: () => ({ lines: [], next: null }) },
  });
  const answer = server.fetch.getMockImplementation();
  server.fetch.mockImplementation(async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.origin);
    if (!url.pathname.endsWith('/logs')) return (await answer?.(input, init)) ?? new Response(null, { status: 500 });
    asked.push(url.searchParams);
    const isOlder = url.searchParams.get('after') === 'older';
    const since = url.searchParams.get('from') ?? '';
    const text = url.searchParams.get('q') ?? '';
    const found = (isOlder ? older : lines).filter((line) => line.at >= since && line.message.includes(text));
    const isNewest = url.searchParams.get('order') === 'newest';
    const next = isNewest && !isOlder && older.length > 0 ? 'older' : null;
    const body = JSON.stringify({ lines: isNewest ? found.toReversed() : found, next });
    return new Response(body, { headers: { 'Content-Type': 'application/json' } });
  });
  return { asked, ...renderApp(`/instances/${row.id}?tab=logs`) };
}

const shownLines = () =>
  within(screen.getByRole('log'))
    .queryAllByRole('listitem')
    .map(({ textContent }) => /First|Second|Third|Before/.exec(textContent)?.[0]);

test('lines, the oldest first; older ones come before them', async () => {
  const before = logLine({ lineId: 'l0', at: '2026-01-04T07:00:00.000Z', message: 'Before' });
  const { user } = show([first, second], [before]);
  await screen.findByText('Second');
  expect(shownLines()).toEqual(['First', 'Second']);
  await user.click(screen.getByRole('button', { name: 'Load older lines' }));
  await screen.findByText('Before');
  expect(shownLines()).toEqual(['Before', 'First', 'Second']);
});

test('followed live: what came after the last line is added once, until it is paused', async () => {
  const lines = [first, second];
  const { user, asked } = show(lines);
  await screen.findByText('Second');
  lines.push(logLine({ lineId: 'l3', at: second.at, message: 'Third' }));
  await user.click(screen.getByRole('button', { name: 'Follow live' }));
  await screen.findByText('Third');
  expect(shownLines()).toEqual(['First', 'Second', 'Third']);
  expect(asked.at(-1)?.get('from')).toBe(second.at);
  expect(asked.at(-1)?.get('order')).toBe('oldest');
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  expect(screen.getByRole('button', { name: 'Follow live' })).toBeDefined();
  expect(shownLines()).toEqual(['First', 'Second', 'Third']);
});

test('severities and words narrow what is asked for', async () => {
  const { user, asked } = show([first, second]);
  await screen.findByText('Second');
  await user.click(screen.getByRole('checkbox', { name: 'Error' }));
  await user.click(screen.getByRole('checkbox', { name: 'Fatal' }));
  await waitFor(() => expect(asked.at(-1)?.getAll('severity')).toEqual(['error', 'fatal']));
  await user.type(screen.getByRole('searchbox', { name: 'Search the log' }), 'nothing');
  expect(await screen.findByText('No lines match.')).toBeDefined();
});
