import { screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { jonas, maya } from '#src/testing/fixtures.ts';
import { answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { logLine, prismaticRow, prismaticSession, run } from '#src/testing/run-fixtures.ts';

const row = prismaticRow({ name: 'Orders' });
const ofRow = { id: row.id, name: row.name, vendor: 'prismatic', account: row.account } as const;
const logsPath = `GET /api/instances/${row.id}/logs`;
const resultPath = `GET /api/instances/${row.id}/runs/run-1/steps/s-1/result`;
const lastError = 'The shop said no';

function detail(change: Partial<ReturnType<typeof run>> = {}) {
  return {
    run: {
      run: run({ id: 'run-1', row: ofRow, state: 'failed', error: lastError, ...change }),
      steps: [
        {
          id: 's-1',
          name: 'Read orders',
          startedAt: '2026-01-04T08:00:00.000Z',
          endedAt: '2026-01-04T08:00:00.320Z',
          hasFailed: false,
        },
        {
          id: 's-2',
          name: 'Write them',
          startedAt: '2026-01-04T08:00:01.000Z',
          endedAt: '2026-01-04T08:00:03.000Z',
          hasFailed: true,
        },
      ],
    },
  };
}

function show(
  answer: () => Answer | Promise<Answer>,
  { person = maya, rest = {} }: { person?: typeof maya; rest?: Record<string, () => Answer | Promise<Answer>> } = {},
) {
  const server = installFakeServer({
    session: prismaticSession(person),
    graph: { RunDetail: answer },
    rest: { [logsPath]: () => ({ lines: [logLine()], next: null }), ...rest },
  });
  return { ...server, ...renderApp(`/instances/${row.id}/runs/run-1`) };
}

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['running', 'again and again'],
  ['failed', 'once'],
] as const)('one that is %s is asked for %s', async (state, often) => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let asked = 0;
  show(() => {
    asked += 1;
    return detail({ state });
  });
  await screen.findByRole('heading', { level: 1, name: 'Take orders' });
  const before = asked;
  await vi.advanceTimersByTimeAsync(31_000);
  const isAskedOften = asked >= before + 10;
  expect([asked === before, isAskedOften]).toEqual(often === 'once' ? [true, false] : [false, true]);
});

test('loading', async () => {
  show(silence);
  expect(await screen.findByRole('heading', { level: 1, name: 'Run' })).toBeDefined();
});

test('a failed run: its error quoted, its steps in order with how long each took, its log', async () => {
  show(() => detail());
  expect(await screen.findByRole('heading', { level: 1, name: 'Take orders' })).toBeDefined();
  expect(screen.getByText(lastError)).toBeDefined();
  const steps = within(screen.getByRole('region', { name: 'Steps' }));
  expect(steps.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Read ordersDone320 ms/),
    expect.stringMatching(/^Write themFailed2 sec/),
  ]);
  expect(await within(await screen.findByRole('log')).findByText('Orders were read')).toBeDefined();
});

test('what a step handed on may be too much to show, and then it says so', async () => {
  const content = { orders: '…' };
  const { user } = show(() => detail(), { rest: { [resultPath]: () => ({ content, isShortened: true }) } });
  await user.click(await screen.findByRole('button', { name: /Result of .*Read orders/ }));
  expect(await screen.findByText(/It was too long to show in full/)).toBeDefined();
});

test('what a step handed on is asked for when it is opened, and shown as text', async () => {
  let asked = 0;
  const { user } = show(() => detail(), {
    rest: {
      [resultPath]: () => {
        asked += 1;
        return { content: { orders: [{ id: 7, note: '<i>fast</i>' }], token: '********' } };
      },
    },
  });
  const toggle = await screen.findByRole('button', { name: /Result of .*Read orders/ });
  expect(asked).toBe(0);
  await user.click(toggle);
  expect(await screen.findByText('<i>fast</i>')).toBeDefined();
  expect(screen.getByText(/What looks like a secret is hidden/)).toBeDefined();
  expect(asked).toBe(1);
});

test('a result that does not come says why, and is asked for again', async () => {
  let isDown = true;
  const { user } = show(() => detail(), {
    rest: {
      [resultPath]: () =>
        isDown
          ? answerJson({ problem: { code: 'vendor_unavailable', changed: 'nothing', requestId: 'r' } }, 502)
          : { content: 'plain words' },
    },
  });
  await user.click(await screen.findByRole('button', { name: /Result of .*Read orders/ }));
  expect(await screen.findByText(/does not answer/)).toBeDefined();
  isDown = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('plain words')).toBeDefined();
});

test('one under way is not replayed', async () => {
  show(() => detail({ state: 'running', endedAt: null, error: null }));
  const replay = await screen.findByRole('button', { name: 'Replay' });
  expect(replay.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText('It is still under way')).toBeDefined();
  // Its log is followed by itself.
  expect(await screen.findByRole('button', { name: 'Pause' })).toBeDefined();
});

test('not there, or not mine', async () => {
  show(() => ({ run: null }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
});

test('who may look only is told', async () => {
  const { requests } = show(() => detail(), { person: jonas });
  expect(await screen.findByText(/You may look only/)).toBeDefined();
  expect(requests).toEqual([]);
});
