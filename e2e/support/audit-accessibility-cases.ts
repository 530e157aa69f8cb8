import { button, dialog, heading, headingOfAny, type PageCases, text } from './accessibility-case.ts';

/** The log with entries in it: that somebody looks at it is one. */
const full = {
  as: 'priya',
  address: '/admin/audit',
  shows: text(/^(\d+ entr(y|ies)|The newest [\d,]+ entries)$/),
} as const;

const expired = {
  id: 'e',
  kind: 'audit',
  state: 'expired',
  rowsDone: 1_234,
  rowsAll: 1_234,
  bytes: 56_789,
  startedAt: '2026-01-02T03:04:05.000Z',
  endedAt: '2026-01-02T03:05:05.000Z',
  keptUntil: '2026-01-02T04:05:05.000Z',
  problemCode: null,
};

/** A file in each of its states. */
const withFiles = (answer: { exports?: object[] }) => ({
  ...answer,
  ...(answer.exports && {
    exports: [
      { ...expired, id: 'a', state: 'succeeded' },
      { ...expired, id: 'b', state: 'running', rowsDone: 400 },
      { ...expired, id: 'c', state: 'failed', problemCode: 'internal' },
      expired,
    ],
  }),
});

/** The audit log, with the files of exports that stand on it as on the list of everybody's instances. */
export const auditCases: PageCases = {
  states: {
    full,
    empty: {
      as: 'priya',
      answers: (answer: { data?: { audit?: object } }) =>
        answer.data?.audit
          ? { data: { audit: { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } } } }
          : answer,
      address: '/admin/audit',
      shows: headingOfAny('Nothing has been done yet'),
    },
    loading: { as: 'priya', answers: 'nothing', address: '/admin/audit', shows: heading('Audit') },
    failed: { as: 'priya', answers: 'failure', address: '/admin/audit', shows: button('Try again') },
  },
  others: {
    'no match': {
      as: 'priya',
      address: '/admin/audit?q=nothing+is+called+this',
      shows: headingOfAny('No entries match'),
    },
    'for administrators': { as: 'maya', address: '/admin/audit', shows: heading('For administrators') },
    'an entry': {
      ...full,
      open: ({ page }) =>
        page
          .getByRole('table', { name: 'Audit log' })
          .getByRole('button', { name: 'Audit log opened' })
          .first()
          .click(),
      shows: dialog,
    },
    'the choice of a person': {
      ...full,
      open: async ({ page }) => {
        await page.getByRole('button', { name: 'Anybody' }).click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: /Priya Nair/ })
          .waitFor();
      },
      shows: dialog,
    },
    'files of exports': {
      ...full,
      answers: withFiles,
      open: ({ page }) => page.getByRole('button', { name: /^Exporting/ }).click(),
      shows: dialog,
    },
  },
};
