import { type Bed, button, dialog, heading, idOf, type PageCases, region, text } from './accessibility-case.ts';

const solution = async (bed: Bed) => `/deployments/${await idOf(bed, 'Delivery notes')}`;
const job = async (bed: Bed) => `${await solution(bed)}/jobs/none`;

/** The pages about deployed solutions and their jobs. */
export const deploymentCases: Record<string, PageCases> = {
  deployments: {
    states: {
      full: { as: 'maya', address: '/deployments', shows: text('Customs papers') },
      empty: 'everybody’s public solutions are always there',
      loading: { answers: 'nothing', address: '/deployments', shows: text('Reading…') },
      failed: { answers: 'failure', address: '/deployments', shows: button('Try again') },
    },
    others: {
      'no match': { as: 'maya', address: '/deployments?q=nothing', shows: text('No instances match') },
      'the dialog that deploys': {
        as: 'priya',
        address: '/deployments',
        open: ({ page }) => page.getByRole('button', { name: 'Deploy', exact: true }).click(),
        shows: dialog,
      },
    },
  },
  deployment: {
    states: {
      full: { as: 'maya', address: solution, shows: region('Metadata') },
      empty: 'a solution has facts always',
      loading: { as: 'maya', answers: 'nothing', address: solution, shows: heading('Deployed solution') },
      failed: { as: 'maya', answers: 'failure', address: solution, shows: button('Try again') },
    },
    others: {
      'its jobs': {
        as: 'maya',
        address: async (bed) => `${await solution(bed)}?tab=jobs`,
        shows: text(/jobs? read/),
      },
      'the removal’s dialog': {
        as: 'maya',
        address: solution,
        open: async ({ page }) => {
          await page.getByRole('button', { name: 'More actions' }).click();
          await page.getByRole('menuitem', { name: /^Remove/ }).click();
          await page.getByText(/of it (?:is|are) not over yet/).waitFor();
        },
        shows: dialog,
      },
      'the dialog that runs it': {
        as: 'maya',
        address: solution,
        open: ({ page }) => page.getByRole('main').getByRole('button', { name: 'Run', exact: true }).click(),
        shows: dialog,
      },
    },
  },
  job: {
    states: {
      full: {
        as: 'maya',
        address: async (bed) => `${await solution(bed)}?tab=jobs`,
        open: ({ page }) => page.getByRole('row').getByRole('link').first().click(),
        shows: region('All fields'),
      },
      empty: { as: 'maya', address: job, shows: text('This job is not there') },
      loading: { as: 'maya', answers: 'nothing', address: job, shows: heading('Job') },
      failed: { as: 'maya', answers: 'failure', address: job, shows: button('Try again') },
    },
  },
};
