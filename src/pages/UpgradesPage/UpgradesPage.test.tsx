import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Bulk } from '#contract/bulks.ts';
import type { UpgradePlan } from '#src/features/upgrades/upgrades-query.ts';
import { maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { type Answer, answerJson, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

function plan(change: Partial<UpgradePlan> = {}): UpgradePlan {
  return {
    vendor: 'tray',
    templateId: 't-1',
    templateName: 'Order alerts',
    newestVersion: null,
    currentCount: 0,
    automaticCount: 0,
    readyCount: 0,
    ownerCount: 0,
    companyCount: 0,
    ownerAccountCount: 0,
    notice: null,
    ...change,
  };
}

const bulk: Bulk = {
  id: '5b1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7b01',
  action: 'upgrade',
  state: 'planned',
  personName: 'Priya Nair',
  counts: { refused: 0, waiting: 12, running: 0, done: 0, failed: 0, needless: 0, left: 0 },
  refusals: [],
  sample: [],
  plannedAt: '2026-01-02T03:04:05.000Z',
  beginsAt: null,
  startedAt: null,
  endedAt: null,
  perMinute: null,
  secondsLeft: null,
  repeats: null,
  waitsFor: [],
  may: ['start'],
};

function show(answer: () => Answer | Promise<Answer>, { person = priya, rest = {} } = {}) {
  const asked: unknown[] = [];
  const server = installFakeServer({
    session: sessionOf(person),
    graph: { Upgrades: answer },
    rest: {
      'POST /api/bulks': (body: unknown) => {
        asked.push(body);
        return { bulk };
      },
      [`GET /api/bulks/${bulk.id}`]: () => ({ bulk }),
      'POST /api/upgrade-notices': (body: unknown) => {
        asked.push(body);
        return { id: 'n-1' };
      },
      ...rest,
    },
  });
  return { ...server, asked, ...renderApp('/admin/upgrades') };
}

test('loading: says that it reads and claims nothing', async () => {
  show(silence);
  expect(await screen.findByText('Reading…')).toBeDefined();
  expect(screen.queryByText(/newest version/)).toBeNull();
});

test('empty: everything is up to date', async () => {
  show(() => ({ upgrades: [] }));
  expect(await screen.findByText('Everything is on its newest version')).toBeDefined();
});

test('failed: says so, claims nothing, and tries again', async () => {
  let answer: Answer = graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' });
  const { user } = show(() => answer);
  expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
  expect(screen.queryByText(/newest version/)).toBeNull();
  answer = { upgrades: [plan({ ownerCount: 1 })] };
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('heading', { level: 2, name: 'Order alerts' })).toBeDefined();
});

test('refused: nothing is asked for who is no administrator', async () => {
  const { requests } = show(() => ({ upgrades: [] }), { person: maya });
  expect(await screen.findByRole('heading', { level: 1, name: 'For administrators' })).toBeDefined();
  expect(requests).toEqual([]);
});

test('each number leads to the instances that it counts', async () => {
  show(() => ({
    upgrades: [
      plan({ currentCount: 3, automaticCount: 2, readyCount: 2, ownerCount: 5, ownerAccountCount: 4, companyCount: 1 }),
    ],
  }));
  const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
  expect(await screen.findByText('3 are on it already')).toBeDefined();
  expect(hrefOf('2 can be upgraded now')).toBe('/admin/instances?vendor=tray&template=t-1&update=automatic');
  expect(hrefOf('5 wait for their owners')).toBe('/admin/instances?vendor=tray&template=t-1&update=needs_user');
  expect(hrefOf('1 waits for values from your systems')).toBe(
    '/admin/instances?vendor=tray&template=t-1&update=needs_system%2Cneeds_both',
  );
  expect(screen.getByText('2 of them move by themselves')).toBeDefined();
  expect(screen.getByText('in 4 accounts')).toBeDefined();
});

test('upgrades all, or a part first, by way of the dry run', async () => {
  const { user, asked } = show(() => ({ upgrades: [plan({ automaticCount: 12, readyCount: 12 })] }));
  await user.click(await screen.findByRole('button', { name: 'Upgrade now' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('radio', { name: 'All: 12 instances' })).toBeDefined();
  await user.click(dialog.getByRole('radio', { name: 'A part first' }));
  const number = dialog.getByRole('textbox', { name: 'How many first' });
  await user.clear(number);
  await user.type(number, '13');
  await user.click(dialog.getByRole('button', { name: 'See what would happen' }));
  expect(await dialog.findByText('A number from 1 to 12.')).toBeDefined();
  expect(asked).toEqual([]);
  await user.clear(number);
  await user.type(number, '3');
  await user.click(dialog.getByRole('button', { name: 'See what would happen' }));
  await waitFor(() =>
    expect(asked).toMatchObject([
      {
        action: 'upgrade',
        selection: { filter: { vendors: ['tray'], templateId: 't-1', updates: ['automatic'] }, upTo: 3 },
      },
    ]),
  );
});

test('tells the owners, in words of one’s own, and says who told them last', async () => {
  const notice = { id: 'n-0', message: null, sentAt: '2026-01-02T03:04:05.000Z', personName: 'Priya Nair' };
  const { user, asked } = show(() => ({ upgrades: [plan({ ownerCount: 2, ownerAccountCount: 1, notice })] }));
  expect(await screen.findByText(/Priya Nair told them/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Tell them again' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/^The people of 1 account are shown a notice/)).toBeDefined();
  await user.type(dialog.getByRole('textbox'), 'By Friday');
  await user.click(dialog.getByRole('button', { name: 'Tell them' }));
  await waitFor(() => expect(asked).toEqual([{ vendor: 'tray', templateId: 't-1', message: 'By Friday' }]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a notice that could not be sent keeps what was typed', async () => {
  const { user } = show(() => ({ upgrades: [plan({ ownerCount: 2, ownerAccountCount: 1 })] }), {
    rest: {
      'POST /api/upgrade-notices': () =>
        answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'r' } }, 500),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Tell the owners' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByRole('textbox'), 'By Friday');
  await user.click(dialog.getByRole('button', { name: 'Tell them' }));
  expect(await dialog.findByText(/Something failed on our side/)).toBeDefined();
  expect(dialog.getByRole<HTMLTextAreaElement>('textbox').value).toBe('By Friday');
});
