import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import type { AuditEntryData } from '#src/features/audit/audit-queries.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const instanceId = '7c0f2a52-7a3e-4a6e-8a52-0d4c1c1f7b11';
const northwind = { id: 'a-northwind', externalId: 'northwind', name: 'Northwind' };

function entry(changes: Partial<AuditEntryData> = {}): AuditEntryData {
  return {
    id: '1',
    at: '2026-01-02T03:04:05.000Z',
    action: 'instance.rename',
    outcome: 'done',
    person: { id: 'p-maya', name: 'Maya Lindqvist' },
    account: northwind,
    instance: { id: instanceId, name: 'Orders', isRemoved: false },
    problemCode: null,
    detail: 'Orders of Northwind',
    requestId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    ...changes,
  };
}

const page = (nodes: AuditEntryData[], endCursor: string | null = null) => ({
  audit: { nodes, pageInfo: { endCursor, hasNextPage: endCursor !== null } },
});

const choices = {
  auditChoices: {
    actions: ['export.start', 'instance.rename', 'session.refuse', 'session.start'],
    people: [
      { id: 'p-maya', name: 'Maya Lindqvist', account: { name: 'Northwind' } },
      { id: 'p-priya', name: 'Priya Nair', account: null },
    ],
    accounts: [northwind],
  },
};

function show(
  answer: (variables: Record<string, unknown>) => Answer | Promise<Answer>,
  { person = priya, path = '/admin/audit' }: { person?: Person; path?: string } = {},
) {
  const server = installFakeServer({
    session: sessionOf(person),
    graph: { AuditLog: answer, AuditChoices: () => choices },
    rest: { 'GET /api/exports': () => ({ exports: [] }) },
  });
  const asked = () => server.requests.filter(({ operation }) => operation === 'AuditLog').map((one) => one.variables);
  return { ...server, asked, ...renderApp(path) };
}

const rowOf = async (name: RegExp) => within(await screen.findByRole('row', { name }));

afterEach(() => timeZone.set(''));

test('loading: says that it reads and claims no number', async () => {
  show(silence);
  expect((await screen.findAllByText('Reading…')).length).toBeGreaterThan(0);
  expect(screen.queryByText(/entries$/)).toBeNull();
});

test('empty: says what will stand here', async () => {
  show(() => page([]));
  expect(await screen.findByRole('heading', { name: 'Nothing has been done yet' })).toBeDefined();
});

test('no match: differs from an empty log, and leads back to all of it', async () => {
  const { user } = show(({ filter }) => (JSON.stringify(filter) === '{}' ? page([entry()]) : page([])), {
    path: '/admin/audit?q=nothing',
  });
  await user.click(await screen.findByRole('button', { name: 'Show all entries' }));
  expect(await screen.findByRole('row', { name: /Renamed/ })).toBeDefined();
  expect(location.search).toBe('');
});

test('failed: says so, keeps what was there, and tries again', async () => {
  let fails = false;
  const { user } = show(() =>
    fails ? graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }) : page([entry()]),
  );
  await screen.findByRole('row', { name: /Renamed/ });
  fails = true;
  await user.click(screen.getByRole('button', { name: 'Read again' }));
  expect(await screen.findByText(/The log could not be read\. Something failed on our side\./)).toBeDefined();
  expect(screen.getByRole('row', { name: /Renamed/ })).toBeDefined();
  fails = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText(/could not be read/)).toBeNull());
});

test('refused: it is for administrators', async () => {
  const { requests } = show(() => page([entry()]), { person: maya });
  expect(await screen.findByRole('heading', { name: 'For administrators' })).toBeDefined();
  expect(requests).toEqual([]);
});

test('who is no administrator any more is told so, and sees no empty log', async () => {
  show(() => ({ audit: null }));
  expect(await screen.findByText(/The log could not be read\./)).toBeDefined();
  expect(screen.queryByText('Nothing has been done yet')).toBeNull();
});

test('one: what, who, for whom, on what and when', async () => {
  show(() => page([entry()]));
  const row = await rowOf(/Renamed/);
  for (const words of ['Done', 'Orders of Northwind', 'Maya Lindqvist', 'Northwind', 'Orders'])
    expect(row.getByText(words)).toBeDefined();
  expect(screen.getByText('1 entry')).toBeDefined();
});

test('what nobody did, and what this page has no words for, is shown all the same', async () => {
  show(() =>
    page([
      entry({ id: '1', action: 'instance.drift', person: null }),
      entry({ id: '2', action: 'moon.phase', person: null, account: null, instance: null, detail: null }),
      entry({ id: '3', instance: { id: instanceId, name: null, isRemoved: true } }),
    ]),
  );
  expect((await rowOf(/Changed at the vendor/)).getByText('Noticed by itself')).toBeDefined();
  expect((await rowOf(/moon\.phase/)).getByText('Nobody signed in')).toBeDefined();
  expect((await rowOf(/Renamed/)).getByText(instanceId)).toBeDefined();
});

test('many: more come by the cursor, below those that are there', async () => {
  const { user, asked } = show(({ after }) =>
    after === null
      ? page([entry({ id: '2', detail: 'the newer' })], 'cursor')
      : page([entry({ id: '1', detail: 'the older' })]),
  );
  expect(await screen.findByText('The newest 1 entries')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Load more' }));
  expect(await screen.findByText('the older')).toBeDefined();
  expect(screen.getByText('the newer')).toBeDefined();
  expect(screen.getByText('2 entries')).toBeDefined();
  expect(asked().map(({ after }) => after)).toEqual([null, 'cursor']);
});

test('a row opens all that is known of it, with the ways on', async () => {
  const { user, asked } = show(() => page([entry({ outcome: 'refused', problemCode: 'view_only' })]));
  await user.click((await rowOf(/Renamed/)).getByRole('button', { name: 'Renamed' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Renamed' }));
  expect(dialog.getByText('They may look only.')).toBeDefined();
  expect(dialog.getByRole('link', { name: 'Orders' }).getAttribute('href')).toBe(`/admin/debug/${instanceId}`);
  expect(dialog.getByRole('link', { name: 'Northwind' }).getAttribute('href')).toBe('/admin/accounts/a-northwind');
  expect(dialog.getByRole('button', { name: 'Copy request id' })).toBeDefined();
  await user.click(dialog.getByRole('link', { name: 'Other entries of this request' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(location.search).toBe('?q=0f8fad5b-d9cb-469f-a165-70867728950e');
  await waitFor(() =>
    expect(asked().at(-1)).toMatchObject({ filter: { search: '0f8fad5b-d9cb-469f-a165-70867728950e' } }),
  );
});

test('an instance that is gone has no page to go to', async () => {
  const { user } = show(() => page([entry({ instance: { id: instanceId, name: 'Orders', isRemoved: true } })]));
  await user.click((await rowOf(/Renamed/)).getByRole('button', { name: 'Renamed' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/It is no longer there\./)).toBeDefined();
  expect(dialog.queryByRole('link', { name: 'Orders' })).toBeNull();
});

test('the address says all of the filter, with days of the person’s own time zone', async () => {
  timeZone.set('America/New_York');
  const { asked } = show(() => page([entry()]), {
    path: `/admin/audit?q=orders&action=instance.rename&outcome=done&person=p-maya&account=a-northwind&instance=${instanceId}&from=2026-01-01&to=2026-01-02`,
  });
  await rowOf(/Renamed/);
  expect(asked()).toEqual([
    {
      filter: {
        search: 'orders',
        actions: ['instance.rename'],
        outcomes: ['done'],
        personId: 'p-maya',
        accountId: 'a-northwind',
        instanceId,
        from: '2026-01-01T05:00:00.000Z',
        to: '2026-01-03T05:00:00.000Z',
      },
      first: 100,
      after: null,
    },
  ]);
  expect(screen.getByRole('button', { name: /Who: .*Maya Lindqvist/ })).toBeDefined();
  expect(screen.getByRole('button', { name: /For whom: .*Northwind/ })).toBeDefined();
  expect(screen.getByText(/Only the instance .*Orders.*\./)).toBeDefined();
});

test('a group means its actions that the log has; an outcome and a person are chosen from lists', async () => {
  const { user, asked } = show(() => page([entry()]));
  await rowOf(/Renamed/);
  await screen.findByRole('option', { name: 'Refusals: all' });
  await user.selectOptions(screen.getByRole('combobox', { name: 'What' }), 'Sign-ins: all');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Result' }), 'Refused');
  await user.click(screen.getByRole('button', { name: 'Anybody' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /Priya Nair/ }));
  await waitFor(() =>
    expect(asked().at(-1)?.['filter']).toEqual({
      actions: ['session.start'],
      outcomes: ['refused'],
      personId: 'p-priya',
    }),
  );
  expect(location.search).toBe('?action=sessions&outcome=refused&person=p-priya');
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  await waitFor(() => expect(asked().at(-1)?.['filter']).toEqual({}));
});

test('a group of which nothing has happened leaves nothing, rather than everything', async () => {
  const { asked } = show(() => page([]), { path: '/admin/audit?action=bulk' });
  expect(await screen.findByText('No entries match')).toBeDefined();
  expect(asked().map(({ filter }) => filter)).toEqual([{ actions: ['bulk'] }]);
});
