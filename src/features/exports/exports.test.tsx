import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Export } from '#contract/endpoints/exports.ts';
import { answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { formatBytes, formatShare } from './export-format.ts';

const anExport = (changes: Partial<Export> = {}): Export => ({
  id: 'e-1',
  kind: 'audit',
  state: 'running',
  rowsDone: 0,
  rowsAll: null,
  bytes: null,
  startedAt: new Date().toISOString(),
  endedAt: null,
  keptUntil: null,
  problemCode: null,
  ...changes,
});

const ready = anExport({
  state: 'succeeded',
  rowsDone: 1_234,
  rowsAll: 1_234,
  bytes: 56_789,
  endedAt: new Date().toISOString(),
  keptUntil: new Date(Date.now() + 3_600_000).toISOString(),
});

const one = {
  id: '1',
  at: '2026-01-02T03:04:05.000Z',
  action: 'session.start',
  outcome: 'done',
  person: null,
  account: null,
  instance: null,
  problemCode: null,
  detail: null,
  requestId: null,
};

/** The button as it stands on the page of the audit log. */
function show(
  list: () => Answer | Promise<Answer>,
  rest: Record<string, (body: unknown) => Answer> = {},
  nodes = [one],
) {
  const server = installFakeServer({
    session: sessionOf(priya),
    graph: {
      AuditLog: () => ({ audit: { nodes, pageInfo: { endCursor: null, hasNextPage: false } } }),
      AuditChoices: () => ({ auditChoices: { actions: [], people: [], accounts: [] } }),
    },
    rest: { 'GET /api/exports': list, ...rest },
  });
  return { ...server, ...renderApp('/admin/audit?outcome=done') };
}

const listOf = (...exports: Export[]) => ({ exports });
const exportButton = () => screen.findByRole('button', { name: 'Export CSV' });

test('a press begins a file of what is on show, shows how far it is, and then offers it', async () => {
  let now = listOf();
  const bodies: unknown[] = [];
  const { user } = show(() => now, {
    'POST /api/exports': (body) => {
      bodies.push(body);
      now = listOf(anExport({ rowsDone: 430, rowsAll: 1_000 }));
      return answerJson({ export: anExport() }, 202);
    },
  });
  await waitFor(async () => expect((await exportButton()).getAttribute('aria-disabled')).toBeNull());
  await user.click(await exportButton());
  const panel = within(await screen.findByRole('dialog', { name: 'Exports' }));
  expect(await panel.findByText('430 of 1,000 rows written')).toBeDefined();
  const bar = panel.getByRole('progressbar', { name: 'Export of 1,000 entries of the audit log' });
  expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['430', '1000']);
  expect(bodies).toEqual([{ kind: 'audit', key: expect.any(String), filter: { outcomes: ['done'] } }]);
  now = listOf(ready);
  const link = await panel.findByRole('link', { name: 'Download' }, { timeout: 5_000 });
  expect(link.getAttribute('href')).toBe('/api/exports/e-1/file');
  expect(link.hasAttribute('download')).toBe(true);
  expect(panel.getByText(/^Ready · 56\.8 kB · kept until /)).toBeDefined();
});

test('one that was begun before, in another tab or before a reload, goes on here and is not begun twice', async () => {
  let posts = 0;
  const { user } = show(() => listOf(anExport({ rowsDone: 999, rowsAll: 1_000 })), {
    'POST /api/exports': () => {
      posts += 1;
      return {};
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Exporting… 99%' }));
  expect(await screen.findByText('999 of 1,000 rows written')).toBeDefined();
  expect(posts).toBe(0);
});

test('a file that becomes ready while the list is closed is told, with the way to it', async () => {
  let now = listOf(anExport());
  show(() => now);
  await screen.findByRole('button', { name: 'Exporting…' });
  now = listOf(ready);
  expect(
    await screen.findByText('The file is ready: 1,234 entries of the audit log', {}, { timeout: 5_000 }),
  ).toBeDefined();
  expect(screen.getByRole('button', { name: 'Download' })).toBeDefined();
});

test('a beginning that is lost says so, and the next press is the same one', async () => {
  const keys: unknown[] = [];
  const { user } = show(() => listOf(), {
    'POST /api/exports': (body) => {
      keys.push(JSON.stringify(body).match(/"key":"([^"]+)"/)?.[1]);
      return keys.length === 1
        ? answerJson({ problem: { code: 'internal', changed: 'unknown', requestId: 'abcdefgh-1' } }, 500)
        : answerJson({ export: anExport() }, 202);
    },
  });
  await waitFor(async () => expect((await exportButton()).getAttribute('aria-disabled')).toBeNull());
  await user.click(await exportButton());
  expect(await screen.findByText(/Something failed on our side\./)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[1]).toBe(keys[0]);
});

test('a press for another filter after one that was lost is another one: the same would be answered with the former file', async () => {
  const bodies: { key: string; filter: object }[] = [];
  const { user } = show(() => listOf(), {
    'POST /api/exports': (body) => {
      bodies.push(body as (typeof bodies)[number]);
      return answerJson({ problem: { code: 'internal', changed: 'unknown', requestId: 'abcdefgh-1' } }, 500);
    },
  });
  await waitFor(async () => expect((await exportButton()).getAttribute('aria-disabled')).toBeNull());
  await user.click(await exportButton());
  await screen.findByText(/Something failed on our side\./);
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await user.click(await screen.findByRole('button', { name: 'Clear' }));
  await waitFor(async () => expect((await exportButton()).getAttribute('aria-disabled')).toBeNull());
  await user.click(await exportButton());
  await waitFor(() => expect(bodies).toHaveLength(2));
  expect(bodies.map(({ filter }) => filter)).toEqual([{ outcomes: ['done'] }, {}]);
  expect(bodies[1]?.key).not.toBe(bodies[0]?.key);
});

test.each<[string, Export, RegExp, string, string]>([
  [
    'failed',
    anExport({ state: 'failed', rowsAll: 10, problemCode: 'internal' }),
    /It could not be written\. Something failed on our side\./,
    'Try again',
    'POST /api/exports/e-1/retry',
  ],
  ['stopped', anExport({ state: 'stopped' }), /Given up/, 'Try again', 'POST /api/exports/e-1/retry'],
  [
    'expired',
    { ...ready, state: 'expired' },
    /Expired; a file is kept for an hour\./,
    'Export again',
    'POST /api/exports/e-1/retry',
  ],
])('%s: is said, with what can be done', async (_state, shown, words, label, request) => {
  const asked: string[] = [];
  const { user } = show(() => listOf(shown), {
    [request]: () => {
      asked.push(request);
      return answerJson({ export: anExport() }, 202);
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Files' }));
  const panel = within(await screen.findByRole('dialog', { name: 'Exports' }));
  expect(panel.getByText(words)).toBeDefined();
  expect(panel.queryByRole('link', { name: 'Download' })).toBeNull();
  await user.click(panel.getByRole('button', { name: label }));
  await waitFor(() => expect(asked).toEqual([request]));
});

test('one that is written can be stopped, and a refused press says why', async () => {
  const { user } = show(() => listOf(anExport()), {
    'DELETE /api/exports/e-1': () =>
      answerJson({ problem: { code: 'not_found', changed: 'nothing', requestId: 'r' } }, 404),
  });
  await user.click(await screen.findByRole('button', { name: 'Exporting…' }));
  const panel = within(await screen.findByRole('dialog', { name: 'Exports' }));
  expect(panel.getByText('Counting the rows…')).toBeDefined();
  await user.click(panel.getByRole('button', { name: 'Stop' }));
  expect(await panel.findByRole('alert')).toBeDefined();
});

test('loading and failed: the list of files says which of the two it is', async () => {
  let answer: () => Answer | Promise<Answer> = silence;
  const { user } = show(() => answer(), { 'POST /api/exports': () => answerJson({ export: anExport() }, 202) });
  answer = () => answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'r' } }, 500);
  await waitFor(async () => expect((await exportButton()).getAttribute('aria-disabled')).toBeNull());
  await user.click(await exportButton());
  const panel = within(await screen.findByRole('dialog', { name: 'Exports' }));
  expect(await panel.findByText(/Something failed on our side\./)).toBeDefined();
});

test('with nothing on show there is nothing to export', async () => {
  show(() => listOf(), {}, []);
  expect(await screen.findByText('No entries match')).toBeDefined();
  expect((await exportButton()).getAttribute('aria-disabled')).toBe('true');
});

test('shares and sizes in words', () => {
  expect([formatShare(999, 1_000), formatShare(1, 1), formatShare(0, 3)]).toEqual(['99%', '100%', '0%']);
  expect([0, 999, 1_500, 12_345_678].map(formatBytes)).toEqual(['0 byte', '999 byte', '1.5 kB', '12.3 MB']);
});
