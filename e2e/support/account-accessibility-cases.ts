import { type Bed, button, dialog, heading, headingOfAny, type PageCases, region, text } from './accessibility-case.ts';
import { listInstances } from './graph.ts';

async function addressOfAccount({ page, server }: Bed): Promise<string> {
  const [row] = (await listInstances(page.context().request, server, { search: 'Sales digest' })).nodes;
  return `/admin/accounts/${row?.account.id ?? ''}`;
}

interface AccountAnswer {
  data?: { account?: { people?: object[]; links?: object[] } | null };
}

const withAccount =
  (change: (account: NonNullable<NonNullable<AccountAnswer['data']>['account']>) => object) =>
  (answer: AccountAnswer) =>
    answer.data?.account
      ? { data: { ...answer.data, account: { ...answer.data.account, ...change(answer.data.account) } } }
      : answer;

/** Everybody of the account is signed in somewhere, so that there are sessions to end. */
const withSessions = withAccount(({ people = [] }) => ({
  people: people.map((person) => ({ ...person, sessionCount: 2, lastSeenAt: '2026-01-02T03:04:05.000Z' })),
}));

/** Its links in every state that they can have, by their order. */
const withLinks = withAccount(({ links = [] }) => ({
  links: links.map((link, place) => ({
    ...link,
    ...[
      { enteredAt: '2026-01-02T03:04:05.000Z', enteredBy: 'Priya Nair', checkedAt: '2026-01-02T03:04:05.000Z' },
      { vendorAccountId: null, removedAt: '2026-01-02T03:04:05.000Z' },
      { problemCode: 'vendor_unauthorized', checkedAt: '2026-01-02T03:04:05.000Z' },
      { isInEnvironment: true },
    ][place],
  })),
}));

const account = { as: 'priya', address: addressOfAccount } as const;
const press =
  (name: string) =>
  ({ page }: Bed) =>
    page.getByRole('button', { name, exact: true }).first().click();

/** The pages of accounts, and what an administrator does there. */
export const accountCases: Record<string, PageCases> = {
  adminAccounts: {
    states: {
      full: { as: 'priya', address: '/admin/accounts?q=northwind', shows: text('1 account') },
      empty: {
        as: 'priya',
        answers: (answer: { data?: { accounts?: object } }) =>
          answer.data?.accounts
            ? { data: { accounts: { ...answer.data.accounts, nodes: [], totalCount: 0, unfilteredCount: 0 } } }
            : answer,
        address: '/admin/accounts',
        shows: headingOfAny('There are no accounts yet'),
      },
      loading: { as: 'priya', answers: 'nothing', address: '/admin/accounts', shows: text('Reading…') },
      failed: { as: 'priya', answers: 'failure', address: '/admin/accounts', shows: button('Try again') },
    },
    others: {
      refused: { as: 'maya', address: '/admin/accounts', shows: heading('For administrators') },
      'no match': {
        as: 'priya',
        address: '/admin/accounts?q=nobody+is+called+this',
        shows: headingOfAny('No accounts match'),
      },
      'the dialog that adds one': {
        as: 'priya',
        address: '/admin/accounts?q=northwind',
        open: press('Add account'),
        shows: dialog,
      },
    },
  },
  account: {
    states: {
      full: { ...account, shows: region('People') },
      empty: {
        ...account,
        answers: withAccount(() => ({ people: [], instances: [], activity: [] })),
        shows: text('Nobody signs in for this account.'),
      },
      loading: { ...account, answers: 'nothing', shows: heading('Account') },
      failed: { ...account, answers: 'failure', shows: button('Try again') },
    },
    others: {
      'links in every state': { ...account, answers: withLinks, shows: text('Removed by an administrator') },
      'the dialog that ends sessions': {
        ...account,
        answers: withSessions,
        open: press('End sessions'),
        shows: dialog,
      },
      'the dialog that enters a link': {
        ...account,
        open: press('Change at Instabase'),
        shows: dialog,
      },
      'the dialog that removes a link': { ...account, open: press('Remove link at Tray'), shows: dialog },
      'the dialog before looking as it': { ...account, open: press('View as'), shows: dialog },
      'looking as it': {
        ...account,
        open: async ({ page }) => {
          await page.getByRole('button', { name: 'View as' }).click();
          await dialog(page).getByRole('button', { name: 'View as' }).click();
        },
        shows: button('Stop looking'),
      },
    },
  },
};
