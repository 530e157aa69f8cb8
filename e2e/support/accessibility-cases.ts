import type { Page } from '@playwright/test';
import {
  type Bed,
  button,
  dialog,
  heading,
  headingOfAny,
  idOf,
  type PageCases,
  region,
  text,
} from './accessibility-case.ts';
import { accountCases } from './account-accessibility-cases.ts';
import { auditCases } from './audit-accessibility-cases.ts';
import { bulkCases } from './bulk-accessibility-cases.ts';
import { connectorCases } from './connector-accessibility-cases.ts';
import { deploymentCases } from './deployment-accessibility-cases.ts';
import { deployableCases } from './deployable-accessibility-cases.ts';
import { everybodyCases } from './everybody-accessibility-cases.ts';
import { fromCopyCases } from './from-copy-cases.ts';
import { askGraph } from './graph.ts';
import { deployedInstanceCases, runCases } from './run-accessibility-cases.ts';
import { overviewCases, upgradeCases } from './overview-accessibility-cases.ts';
import { chooseFromRow, rowNamed } from './vocabulary.ts';

/** Makes an instance of the fresh account, and waits until it is in the index. */
async function make({ page, sandbox, tray }: Bed, name: string, solutionTitle?: string): Promise<void> {
  await tray.create(name, solutionTitle === undefined ? {} : { solutionTitle });
  // What was read a moment ago is not read again.
  await sandbox.advance(31_000);
  await page.goto('/instances');
  await rowNamed(page, name).waitFor();
}

const asksNothing = 'Webhook health check';

/** Makes an instance whose enabling Tray refuses. */
async function makeRefused(bed: Bed): Promise<void> {
  await make(bed, 'Refused', asksNothing);
  await bed.sandbox.setFaults(bed.account.account, [{ match: 'updateSolutionInstance', fault: '403' }]);
  const enable = 'mutation ($id: ID!) { enableInstance(input: { id: $id }) { operation { id } } }';
  await askGraph(bed.page.context().request, bed.server, enable, { id: await idOf(bed, 'Refused') });
}

const fullList = { as: 'maya', address: '/instances', shows: (page: Page) => rowNamed(page, 'Sales digest') } as const;

async function openMenu(page: Page): Promise<void> {
  await rowNamed(page, 'Sales digest').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
}

async function fromMenu(page: Page, entry: RegExp): Promise<void> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Opens the dialog of a removal with the addresses unfolded and a copy saved. */
async function openRemoval(page: Page, name: string): Promise<void> {
  await chooseFromRow(page, name, 'Remove');
  await page.getByRole('button', { name: /^Show the address/ }).click();
  await page.getByRole('button', { name: 'Save a copy of its settings' }).click();
  await page.getByText(/^Saved as /).waitFor();
}

/** By the names of src/lib/paths.ts. What is missing there fails a test. */
export const pageCases: Record<string, PageCases> = {
  signIn: {
    requests: /\/api\/(session|deployment)$/,
    states: {
      full: { as: 'nobody', address: '/sign-in', shows: button(/Maya Lindqvist/) },
      empty: 'a deployment without a way to sign in does not start',
      loading: { as: 'nobody', answers: 'nothing', address: '/sign-in', shows: heading('Sign in') },
      failed: { as: 'nobody', answers: 'failure', address: '/sign-in', shows: button('Try again') },
    },
  },
  return: {
    states: {
      full: { as: 'nobody', address: '/return?error=access_denied', shows: button('Try again') },
      empty: { as: 'nobody', address: '/return', shows: heading('Not signed in') },
      loading: { as: 'nobody', answers: 'nothing', address: '/return?code=a&state=b', shows: heading('Signing in') },
      failed: { as: 'nobody', answers: 'failure', address: '/return?code=a&state=b', shows: heading('Not signed in') },
    },
  },
  instances: {
    states: {
      full: fullList,
      empty: { address: '/instances', shows: text('Nothing is plugged in yet') },
      loading: { answers: 'nothing', address: '/instances', shows: text('Reading…') },
      failed: { answers: 'failure', address: '/instances', shows: text(/^The list could not be read\./) },
    },
    others: {
      'no match': { as: 'maya', address: '/instances?q=nothing+is+called+this', shows: text('No instances match') },
      'a row’s menu': {
        ...fullList,
        open: ({ page }) => openMenu(page),
        shows: (page) => page.getByRole('menu'),
      },
      'the removal’s dialog': {
        ...fullList,
        address: '/instances?q=Order+alerts',
        open: ({ page }) => openRemoval(page, 'Order alerts in #orders'),
        shows: dialog,
      },
      'the removal’s dialog of a deployed one': {
        ...fullList,
        address: '/instances?q=Stock+from+Rotterdam',
        open: ({ page }) => openRemoval(page, 'Stock from Rotterdam'),
        shows: dialog,
      },
      'the renaming’s dialog': { ...fullList, open: ({ page }) => fromMenu(page, /^Rename/), shows: dialog },
      'the palette': {
        ...fullList,
        open: async ({ page }) => {
          await rowNamed(page, 'Sales digest').waitFor();
          await page.getByRole('button', { name: 'Search', exact: true }).click();
          await page.getByRole('dialog').getByRole('combobox').fill('digest');
          await page.getByRole('option', { name: /Sales digest/ }).waitFor();
        },
        shows: dialog,
      },
      'the shortcuts': {
        ...fullList,
        open: async ({ page }) => {
          // The keys are listened for once the page stands.
          await rowNamed(page, 'Sales digest').waitFor();
          await page.waitForLoadState('networkidle');
          await page.keyboard.press('?');
        },
        shows: dialog,
      },
      'the person’s menu': {
        ...fullList,
        open: ({ page }) => page.getByRole('button', { name: /^Maya Lindqvist/ }).click(),
        shows: (page) => page.getByRole('menuitem', { name: 'Sign out' }),
      },
      'a change that was refused': {
        prepare: makeRefused,
        address: '/instances',
        shows: text(/^Enable failed/),
      },
    },
  },
  instance: {
    states: {
      full: {
        as: 'maya',
        address: async (bed) => `/instances/${await idOf(bed, 'Order alerts in #orders')}`,
        shows: region('Workflows'),
      },
      empty: {
        prepare: (bed) => make(bed, 'Bare', asksNothing),
        address: async (bed) => `/instances/${await idOf(bed, 'Bare')}`,
        shows: heading('Bare'),
      },
      loading: {
        answers: 'nothing',
        address: async (bed) => `/instances/${await idOf(bed, 'Bare')}`,
        shows: heading('Instance'),
      },
      failed: {
        answers: 'failure',
        address: async (bed) => `/instances/${await idOf(bed, 'Bare')}`,
        shows: button('Try again'),
      },
    },
    others: {
      'what was read before': {
        prepare: ({ account, sandbox }) =>
          sandbox.setFaults(account.account, [{ match: 'solutionInstances', fault: '500' }]),
        address: async (bed) => `/instances/${await idOf(bed, 'Bare')}`,
        shows: text(/Shown is what was read before;/),
      },
      ...deployedInstanceCases,
      'not found': { address: '/instances/not-an-id', shows: heading('Page not found') },
    },
  },
  catalogue: {
    states: {
      full: { address: '/catalogue', shows: headingOfAny('Daily sales digest') },
      empty: {
        answers: ({ data }: { data: { catalogue?: object } }) => ({
          data: { ...data, ...(data.catalogue && { catalogue: { ...data.catalogue, nodes: [], totalCount: 0 } }) },
        }),
        address: '/catalogue',
        shows: text('The catalogue is empty'),
      },
      loading: { answers: 'nothing', address: '/catalogue', shows: text('Reading…') },
      failed: { answers: 'failure', address: '/catalogue', shows: button('Try again') },
    },
    others: {
      'no match': { address: '/catalogue?q=nothing', shows: text('No solutions match') },
      'a vendor of the marketplace': {
        address: '/catalogue?vendor=patchworks',
        shows: (page) => page.getByRole('link', { name: 'Open the marketplace' }),
      },
      ...fromCopyCases,
      'the dialog, with a name that will not do': {
        address: '/catalogue',
        open: async ({ page }) => {
          await page.getByRole('button', { name: 'Activate' }).first().click();
          await page.getByRole('dialog').getByRole('textbox').first().fill('');
          await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
          await page.getByRole('dialog').getByRole('alert').first().waitFor();
        },
        shows: dialog,
      },
    },
  },
  ...connectorCases,
  ...deploymentCases,
  ...deployableCases,
  ...runCases,
  operations: {
    states: {
      full: {
        prepare: makeRefused,
        address: '/operations?group=failed',
        shows: (page) => rowNamed(page, 'Refused').first(),
      },
      empty: { address: '/operations?group=over', shows: text('Nothing has been done yet') },
      loading: { answers: 'nothing', address: '/operations', shows: text('Reading…') },
      failed: { answers: 'failure', address: '/operations', shows: button('Try again') },
    },
    others: {
      'an unfinished set-up': {
        prepare: (bed) => make(bed, 'Half done'),
        address: '/operations',
        shows: text('Half done'),
      },
    },
  },
  settings: {
    states: {
      full: { address: '/settings', shows: heading('Settings') },
      empty: 'every browser has a theme, a language and this session',
      loading: { answers: 'nothing', address: '/settings', shows: heading('Settings') },
      failed: { answers: 'failure', address: '/settings', shows: heading('Settings') },
    },
  },
  admin: overviewCases,
  adminUpgrades: upgradeCases,
  adminAudit: auditCases,
  ...accountCases,
  adminInstances: everybodyCases,
  bulk: bulkCases,
  debug: {
    states: {
      full: { as: 'priya', address: addressOfDebug('Contacts of the partner'), shows: region('Timeline') },
      empty: {
        prepare: (bed) => make(bed, 'Bare one', asksNothing),
        as: 'priya',
        address: addressOfDebug('Bare one'),
        shows: region('Timeline'),
      },
      loading: { as: 'priya', answers: 'nothing', address: addressOfDebug('Sales digest'), shows: heading('Debug') },
      failed: { as: 'priya', answers: 'failure', address: addressOfDebug('Sales digest'), shows: button('Try again') },
    },
    others: {
      'an instance of a connector': {
        as: 'priya',
        address: addressOfDebug('Shopify Sweden'),
        shows: region('Newest runs of these flows'),
      },
    },
  },
};

/** Addresses that lead on to another page at once. */
export const redirects = ['root'];

function addressOfDebug(search: string): (bed: Bed) => Promise<string> {
  return async (bed) => `/admin/debug/${await idOf(bed, search)}`;
}
