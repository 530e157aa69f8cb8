import type { Page } from '@playwright/test';
import { type Bed, button, dialog, heading, idOf, type PageCases, text } from './accessibility-case.ts';

function addressOfWizard(search: string, page?: string): (bed: Bed) => Promise<string> {
  return async (bed) => `/instances/${await idOf(bed, search)}/configure${page === undefined ? '' : `?page=${page}`}`;
}

const next = (page: Page) => page.getByRole('button', { name: 'Next' });

/** The wizard in which an instance of a published version is configured, and the dialogs that lead to it. */
export const deployableCases: Record<string, PageCases> = {
  configure: {
    states: {
      full: {
        as: 'maya',
        address: addressOfWizard('Stock from Rotterdam', '1'),
        shows: (page) => page.getByRole('textbox', { name: 'Host' }),
      },
      empty: {
        as: 'maya',
        address: addressOfWizard('Order events', 'deploy'),
        shows: text(/This version asks for nothing/),
      },
      loading: {
        as: 'maya',
        answers: 'nothing',
        address: addressOfWizard('Stock from Rotterdam', '1'),
        shows: heading('Configure'),
      },
      failed: {
        as: 'maya',
        answers: 'failure',
        address: addressOfWizard('Stock from Rotterdam', '1'),
        shows: button('Try again'),
      },
    },
    others: {
      'values of every kind': {
        as: 'maya',
        address: addressOfWizard('Stock from Oslo', '2'),
        shows: (page) => page.getByRole('textbox', { name: 'Warehouse' }),
      },
      'a consent that is missing': {
        as: 'maya',
        address: addressOfWizard('Alerts for the team', '1'),
        open: ({ page }) => next(page).click(),
        shows: text('Connect it first.'),
      },
      'the last page with what is missing': {
        as: 'maya',
        address: addressOfWizard('Alerts for the team', 'deploy'),
        shows: text(/It cannot be deployed yet/),
      },
      'the dialog of an activation': {
        as: 'maya',
        address: '/catalogue?q=Inventory+sync',
        open: async ({ page }) => {
          await page.getByRole('button', { name: 'Activate' }).click();
          await page.getByRole('button', { name: 'Values that are known already' }).click();
        },
        shows: dialog,
      },
      'the dialog of an administrator’s activation': {
        as: 'priya',
        address: '/catalogue?q=Inventory+sync',
        open: async ({ page }) => {
          await page.getByRole('button', { name: 'Activate' }).click();
          await page.getByRole('combobox', { name: 'Customer' }).waitFor();
        },
        shows: dialog,
      },
    },
  },
};
