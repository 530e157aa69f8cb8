import type { Page } from '@playwright/test';
import { type Case, dialog, heading, type PageCases, region, text } from './accessibility-case.ts';
import { rowNamed } from './vocabulary.ts';

const list = { as: 'priya', address: '/admin/instances?vendor=prismatic' } as const;
const isThere = (page: Page) => rowNamed(page, 'Alerts for the team').first();

/** Opens the menu of views once the list stands. */
async function openViews(page: Page): Promise<void> {
  await isThere(page).waitFor();
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).waitFor();
}

const others: Record<string, Case> = {
  refused: { as: 'maya', address: '/admin/instances', shows: heading('For administrators') },
  'the filters': {
    ...list,
    open: async ({ page }) => {
      await isThere(page).waitFor();
      // Beside the list where there is room, and in a dialog where there is none.
      const opens = page.getByRole('button', { name: /^Filters/ });
      if (await opens.isVisible()) await opens.click();
    },
    shows: (page) => page.getByRole('checkbox', { name: /^Failed [\d,]+$/ }),
  },
  'counts that failed': {
    ...list,
    answers: (answer: { data?: object }) =>
      answer.data && 'instanceFacets' in answer.data
        ? { data: null, errors: [{ message: 'failed', extensions: { code: 'internal', changed: 'nothing' } }] }
        : answer,
    shows: isThere,
  },
  'how old it is per vendor': {
    ...list,
    open: async ({ page }) => {
      await isThere(page).waitFor();
      await page.getByRole('button', { name: 'Per vendor' }).click();
    },
    shows: region('Per vendor'),
  },
  'something selected': {
    as: 'priya',
    // One row, which the bar at the window's lower end does not cover.
    address: '/admin/instances?q=Sales+digest&vendor=tray',
    open: async ({ page }) => {
      await rowNamed(page, 'Sales digest').first().getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Clear the selection' }).waitFor();
    },
    shows: text(/^The 1 row that you selected/),
  },
  'the menu of views': { ...list, open: ({ page }) => openViews(page), shows: (page) => page.getByRole('menu') },
  'a view without a name': {
    ...list,
    open: async ({ page }) => {
      await openViews(page);
      await page.getByRole('menuitem', { name: 'Save as a new view…' }).click();
      await dialog(page).getByRole('button', { name: 'Save' }).click();
      await dialog(page).getByRole('alert').waitFor();
    },
    shows: dialog,
  },
};

export const everybodyCases: PageCases = {
  states: {
    // By name, so that it is among the first rows however many there are.
    full: { as: 'priya', address: '/admin/instances?sort=name', shows: isThere },
    empty: { as: 'priya', address: '/admin/instances?q=nothing+is+called+this', shows: text('No instances match') },
    loading: { as: 'priya', answers: 'nothing', address: '/admin/instances', shows: text('Reading…') },
    failed: { as: 'priya', answers: 'failure', address: '/admin/instances', shows: text(/^The list could not be/) },
  },
  others,
};
