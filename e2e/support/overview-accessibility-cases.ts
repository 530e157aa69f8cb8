import { button, dialog, heading, headingOfAny, type PageCases, region } from './accessibility-case.ts';

const nothing = { instanceCount: 0, healths: [] };

/** As it is before anything was done and while nothing is wrong. */
const calm = (answer: { data?: { overview?: { vendors: object[]; hours: object[] } } }) => {
  const overview = answer.data?.overview;
  if (!overview) return answer;
  return {
    data: {
      overview: {
        ...overview,
        vendors: overview.vendors.map((vendor) => ({ ...vendor, ...nothing })),
        hours: overview.hours.map((hour) => ({ ...hour, all: 0, failed: 0 })),
        changes: [],
        lapses: [],
      },
    },
  };
};

/** As it is on a bad day. */
const troubled = (answer: { data?: { overview?: { at: string; vendors: object[]; hours: object[] } } }) => {
  const overview = answer.data?.overview;
  if (!overview) return answer;
  const { at } = overview;
  const account = { id: '5b1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7a01', externalId: 'northwind', name: 'Northwind' };
  const lapse = {
    vendor: 'patchworks',
    account,
    flowId: '7',
    runId: '12',
    vendorUrl: 'https://example.com/',
    since: at,
    at,
  };
  return {
    data: {
      overview: {
        ...overview,
        vendors: overview.vendors.map((vendor, index) =>
          index === 0 ? { ...vendor, state: 'down', since: at, retryAt: at } : vendor,
        ),
        hours: overview.hours.map((hour, index) => ({ ...hour, all: index * 3, failed: index })),
        changes: [
          { action: 'instance.enable', outcome: 'done', count: 12 },
          { action: 'instance.enable', outcome: 'failed', count: 3 },
          { action: 'request.refuse', outcome: 'refused', count: 1 },
        ],
        lapses: [
          { ...lapse, kind: 'credential', flowId: null, runId: null, vendorUrl: null, at: null },
          { ...lapse, kind: 'payloads' },
          { ...lapse, kind: 'logs' },
        ],
      },
    },
  };
};

export const overviewCases: PageCases = {
  states: {
    full: { as: 'priya', answers: troubled, address: '/admin', shows: region('What was done today?') },
    empty: { as: 'priya', answers: calm, address: '/admin', shows: region('What was done today?') },
    loading: { as: 'priya', answers: 'nothing', address: '/admin', shows: heading('Overview') },
    failed: { as: 'priya', answers: 'failure', address: '/admin', shows: button('Try again') },
  },
  others: {
    refused: { as: 'maya', address: '/admin', shows: heading('For administrators') },
  },
};

const plan = {
  __typename: 'UpgradePlan',
  vendor: 'tray',
  templateId: 't-1',
  templateName: 'Order alerts',
  newestVersion: 4,
  currentCount: 3,
  automaticCount: 2,
  readyCount: 12,
  ownerCount: 5,
  companyCount: 1,
  ownerAccountCount: 4,
  notice: {
    __typename: 'UpgradeNotice',
    id: 'n-1',
    message: 'By Friday, please',
    sentAt: '2026-01-02T03:04:05.000Z',
    personName: 'Priya Nair',
  },
};

const upgradesOf = (upgrades: object[]) => (answer: { data?: { upgrades?: object[] | null } }) =>
  answer.data?.upgrades ? { data: { upgrades } } : answer;

export const upgradeCases: PageCases = {
  states: {
    full: { as: 'priya', answers: upgradesOf([plan]), address: '/admin/upgrades', shows: button('Upgrade now') },
    empty: {
      as: 'priya',
      answers: upgradesOf([]),
      address: '/admin/upgrades',
      shows: headingOfAny('Everything is on its newest version'),
    },
    loading: { as: 'priya', answers: 'nothing', address: '/admin/upgrades', shows: heading('Upgrades') },
    failed: { as: 'priya', answers: 'failure', address: '/admin/upgrades', shows: button('Try again') },
  },
  others: {
    refused: { as: 'maya', address: '/admin/upgrades', shows: heading('For administrators') },
    'the dialog that asks how many': {
      as: 'priya',
      answers: upgradesOf([plan]),
      address: '/admin/upgrades',
      open: ({ page }) => page.getByRole('button', { name: 'Upgrade now' }).click(),
      shows: dialog,
    },
    'the dialog that tells the owners': {
      as: 'priya',
      answers: upgradesOf([plan]),
      address: '/admin/upgrades',
      open: ({ page }) => page.getByRole('button', { name: 'Tell them again' }).click(),
      shows: dialog,
    },
  },
};
