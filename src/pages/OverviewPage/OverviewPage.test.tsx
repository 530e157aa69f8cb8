import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { readChoice, toAuditFilter } from '#src/features/audit/audit-filter.ts';
import { startOfDay } from '#src/features/audit/start-of-day.ts';
import type { OverviewData } from '#src/features/overview/overview-query.ts';
import { maya, outcome, priya, sessionOf } from '#src/testing/fixtures.ts';
import { type Answer, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const at = '2026-01-02T03:04:05.000Z';
const account = { id: '5b1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7a01', externalId: 'northwind', name: 'Northwind' };

const tray: OverviewData['vendors'][number] = {
  vendor: 'tray',
  instanceCount: 12_345,
  healths: [
    { health: 'attention', count: 45 },
    { health: 'unknown', count: 12_300 },
  ],
  state: 'up',
  since: null,
  retryAt: null,
  answerMs: 40,
  outcome: outcome(),
};

function overviewOf(change: Partial<OverviewData> = {}): { overview: OverviewData } {
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    from: new Date(Date.parse(at) + hour * 60 * 60_000).toISOString(),
    all: 0,
    failed: 0,
  }));
  return { overview: { at, since: at, vendors: [tray], hours, changes: [], lapses: [], ...change } };
}

function show(answer: () => Answer | Promise<Answer>, person = priya) {
  const server = installFakeServer({ session: sessionOf(person), graph: { Overview: answer } });
  return { ...server, ...renderApp('/admin') };
}

const table = (name: string) => screen.findByRole('table', { name });

test('loading: says that it reads and claims no number', async () => {
  show(silence);
  expect(await screen.findByText('Reading…')).toBeDefined();
  expect(screen.queryByRole('table')).toBeNull();
});

test('failed: says so, claims nothing, and tries again', async () => {
  let answer: Answer = graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' });
  const { user } = show(() => answer);
  expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
  expect(screen.queryByRole('table')).toBeNull();
  answer = overviewOf();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await table('Which instances need somebody?')).toBeDefined();
});

test('refused: nothing is asked for who is no administrator', async () => {
  const { requests } = show(() => overviewOf(), maya);
  expect(await screen.findByRole('heading', { level: 1, name: 'For administrators' })).toBeDefined();
  expect(requests).toEqual([]);
});

test('each number leads to the rows that it counts', async () => {
  show(() => overviewOf());
  const vendors = within(await table('Which instances need somebody?'));
  expect(screen.getByText('12,345 instances')).toBeDefined();
  const hrefOf = (name: string) => vendors.getByRole('link', { name }).getAttribute('href');
  expect(hrefOf('45 Needs a person at Tray')).toBe('/admin/instances?vendor=tray&health=attention');
  expect(hrefOf('All 12,345 of Tray')).toBe('/admin/instances?vendor=tray');
  expect(vendors.queryByRole('link', { name: /Failed/ })).toBeNull();
});

test.each([
  [{ state: 'down', since: at, retryAt: at }, /^Does not answer since .+; asked again at /],
  [{ state: 'limited', retryAt: at }, /^Asked for a pause until /],
  [{ state: 'slow', answerMs: 2_549 }, /^Slow: 2\.5 s for an answer/],
  [{ state: 'unread' }, /^Not asked yet/],
  [{ outcome: outcome({ state: 'failed', code: 'vendor_unauthorized' }) }, /^Tray does not accept our credential/],
] as const)('a vendor in trouble says which: %j', async (change, words) => {
  show(() => overviewOf({ vendors: [{ ...tray, ...change }] }));
  expect(await screen.findByText(words)).toBeDefined();
});

test('on a day without work nothing is drawn', async () => {
  show(() => overviewOf());
  expect(await screen.findByText('Nothing was done in the last 24 hours.')).toBeDefined();
  expect(screen.getByText('Nothing yet.')).toBeDefined();
  expect(screen.getByText(/^No credential is refused/)).toBeDefined();
});

test('what failed is told, and in a table as well', async () => {
  const { overview } = overviewOf();
  const hours = overview.hours.map((hour, index) => (index === 3 ? { ...hour, all: 5, failed: 2 } : hour));
  const { user } = show(() => overviewOf({ hours }));
  expect(await screen.findByText('5 operations, 2 failed.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Show what failed' }).getAttribute('href')).toBe('/operations?group=failed');
  await user.click(screen.getByRole('button', { name: 'As a table' }));
  const rows = within(await table('What failed of the last 24 hours’ work?')).getAllByRole('row');
  expect(rows).toHaveLength(2);
});

test('what was done leads into the log; an action without a word of ours has its own name', async () => {
  const changes = [
    { action: 'instance.enable', outcome: 'failed', count: 3 },
    { action: 'something.new', outcome: 'done', count: 1 },
  ] as const;
  const since = new Date(startOfDay('2026-01-02', '')).toISOString();
  show(() => overviewOf({ since, changes: [...changes] }));
  const link = within(await table('What was done today?')).getByRole('link', { name: 'Enabled: 3 Failed' });
  // As the log understands it: what was counted, and nothing from before.
  const choice = readChoice(new URL(link.getAttribute('href') ?? '', location.href).searchParams);
  expect(toAuditFilter(choice, { timeZone: '', known: null })).toEqual({
    actions: ['instance.enable'],
    outcomes: ['failed'],
    from: since,
  });
  expect(screen.getByRole('rowheader', { name: 'something.new' })).toBeDefined();
});

test('what lapses says when, and where to mend it', async () => {
  const lapse = {
    vendor: 'patchworks',
    account,
    flowId: null,
    runId: null,
    vendorUrl: null,
    since: at,
    at: null,
  } as const;
  show(() =>
    overviewOf({
      lapses: [
        { ...lapse, kind: 'credential' },
        { ...lapse, kind: 'logs', flowId: '7', runId: '12', vendorUrl: 'https://example.com/flows/7', at },
      ],
    }),
  );
  expect(await screen.findByText(/^Patchworks has refused its credential since /)).toBeDefined();
  expect(screen.getByText(/^Of run 12 of flow 7 nothing is left at /)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Enter another' }).getAttribute('href')).toBe(
    `/admin/accounts/${account.id}`,
  );
  expect(screen.getByRole('link', { name: /^Look at it in Patchworks/ }).getAttribute('href')).toBe(
    'https://example.com/flows/7',
  );
});
