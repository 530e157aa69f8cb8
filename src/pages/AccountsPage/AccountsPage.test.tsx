import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
// Loaded with their first showing; here before, so that no test waits for them.
import '#src/features/accounts/AddAccountDialog.tsx';
import './AccountsPage.tsx';
import type { Person } from '#contract/people.ts';
import { accountDetail, accountPage, accountRow, northwind } from '#src/testing/account-fixtures.ts';
import { answerJson, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';

type Rest = Record<string, (body: unknown) => Answer | Promise<Answer>>;

function show(
  answer: (variables: Record<string, unknown>) => Answer | Promise<Answer>,
  { person = priya, path = '/admin/accounts', rest = {} }: { person?: Person; path?: string; rest?: Rest } = {},
) {
  const session = sessionOf(person);
  const server = installFakeServer({ session, graph: { Accounts: answer, Account: () => accountDetail() }, rest });
  return { ...server, ...renderApp(path) };
}

describe('the states of the page', () => {
  test('loading: claims no number', async () => {
    show(silence);
    expect(await screen.findByText('Reading…')).toBeDefined();
    expect(screen.queryByText(/^[\d,]+ accounts?$/)).toBeNull();
  });

  test('full: who, how its instances are, where it is linked', async () => {
    show(() => accountPage([accountRow(), accountRow({ account: { ...northwind, id: 'b', name: 'Fabrikam' } })]));
    expect(await screen.findByText('2 accounts')).toBeDefined();
    const row = within(await screen.findByRole('row', { name: /^Northwind/ }));
    expect(row.getByRole('link', { name: 'Northwind' }).getAttribute('href')).toBe(`/admin/accounts/${northwind.id}`);
    expect(row.getByRole('link', { name: '2 Failed' }).getAttribute('href')).toBe(
      `/admin/instances?account=${northwind.id}&health=failed`,
    );
    expect(row.getByText('Patchworks')).toBeDefined();
    expect(row.getByText('never')).toBeDefined();
  });

  test('empty', async () => {
    show(() => accountPage([]));
    expect(await screen.findByRole('heading', { name: 'There are no accounts yet' })).toBeDefined();
  });

  test('nothing matches: the search can be cleared', async () => {
    const { user } = show(({ search }) => (search === null ? accountPage([accountRow()]) : accountPage([])), {
      path: '/admin/accounts?q=nobody',
    });
    expect(await screen.findByRole('heading', { name: 'No accounts match' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));
    expect(await screen.findByText('1 account')).toBeDefined();
    expect(location.search).toBe('');
  });

  test('failed: says so and can be asked for again', async () => {
    let fails = true;
    const { user } = show(() =>
      fails ? graphError({ code: 'internal', changed: 'nothing', requestId: 'r' }) : accountPage([accountRow()]),
    );
    expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
    expect(screen.queryByText('There are no accounts yet')).toBeNull();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('1 account')).toBeDefined();
  });

  test('refused: nothing is asked of the server for who is no admin', async () => {
    const { requests } = show(() => accountPage([]), { person: maya });
    expect(await screen.findByRole('heading', { level: 1, name: 'For administrators' })).toBeDefined();
    expect(requests).toEqual([]);
  });
});

test('search, order and page are in the address and in the question', async () => {
  const rows = Array.from({ length: 3 }, (_, place) =>
    accountRow({ account: { ...northwind, id: `a-${place}`, name: `Company ${place}` } }),
  );
  const { user, requests } = show(() => accountPage(rows, { totalCount: 120, unfilteredCount: 120 }), {
    path: '/admin/accounts?sort=-activity&page=2',
  });
  const asked = () => requests.findLast(({ operation }) => operation === 'Accounts')?.variables;
  expect(await screen.findByText('51 to 53 of 120')).toBeDefined();
  expect(asked()).toMatchObject({ sort: { field: 'activity', direction: 'descending' }, offset: 50 });
  await user.click(screen.getByRole('button', { name: 'Next page' }));
  await waitFor(() => expect(asked()).toMatchObject({ offset: 100 }));
  // Another order begins at its first page.
  await user.click(screen.getByRole('button', { name: 'Instances' }));
  await waitFor(() => expect(location.search).toBe('?sort=-instances'));
  await user.type(screen.getByRole('searchbox'), 'north');
  await waitFor(() => expect(asked()).toMatchObject({ search: 'north', offset: 0 }));
});

describe('adding an account', () => {
  async function open(rest: Rest) {
    const bed = show(() => accountPage([accountRow()]), { rest });
    await bed.user.click(await screen.findByRole('button', { name: 'Add account' }));
    return { ...bed, dialog: within(await screen.findByRole('dialog')) };
  }

  test('what is wrong is said beside its field, and what was typed stays', async () => {
    const { user, dialog } = await open({
      'POST /api/accounts': () =>
        answerJson(
          { problem: { code: 'bad_input', changed: 'nothing', requestId: 'r', fields: { externalId: 'required' } } },
          400,
        ),
    });
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Wingtip');
    await user.click(dialog.getByRole('button', { name: 'Add account' }));
    expect((await dialog.findByRole('alert')).textContent).toBe('Enter this.');
    expect(dialog.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Wingtip');
  });

  test('each vendor has its outcome, and one that failed is tried again on the spot', async () => {
    const { user, dialog } = await open({
      'POST /api/accounts': () => ({
        account: northwind,
        isKnown: true,
        links: [
          { vendor: 'tray', state: 'failed', problemCode: 'vendor_unavailable' },
          { vendor: 'patchworks', state: 'not_connected', problemCode: null },
        ],
      }),
      [`POST /api/accounts/${northwind.id}/links/tray`]: () => ({
        link: { vendor: 'tray', state: 'linked', problemCode: null },
      }),
    });
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Northwind');
    await user.type(dialog.getByRole('textbox', { name: 'External id' }), 'northwind');
    await user.click(dialog.getByRole('button', { name: 'Add account' }));
    const done = within(await screen.findByRole('dialog', { name: 'Northwind is there' }));
    expect(done.getByText(/^There is an account with this external id already/)).toBeDefined();
    expect(done.getByText('to be entered')).toBeDefined();
    expect(done.getByText(/^Tray does not answer/)).toBeDefined();
    await user.click(done.getByRole('button', { name: 'Try again Tray' }));
    expect(await done.findByText('linked')).toBeDefined();
    await user.click(done.getByRole('button', { name: 'Open account' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Northwind' })).toBeDefined();
  });
});
