import { type Bed, button, dialog, heading, headingOfAny, idOf, type PageCases, text } from './accessibility-case.ts';
import { addInstanceCases } from './add-instance-cases.ts';
import { rowNamed } from './vocabulary.ts';

function addressOfConnectorInstance(search: string, query = ''): (bed: Bed) => Promise<string> {
  return async (bed) => `/connectors/instances/${await idOf(bed, search)}${query}`;
}

/** The pages about connectors and their instances. */
export const connectorCases: Record<string, PageCases> = {
  connectors: {
    states: {
      full: { as: 'maya', address: '/connectors', shows: (page) => rowNamed(page, 'Shopify Sweden') },
      empty: { address: '/connectors', shows: text('No connectors yet') },
      loading: { answers: 'nothing', address: '/connectors', shows: text('Reading…') },
      failed: { answers: 'failure', address: '/connectors', shows: text(/^The list could not be read\./) },
    },
    others: {
      'no match': { as: 'maya', address: '/connectors?q=nothing', shows: text('No instances match') },
      'a connector’s menu': {
        as: 'maya',
        address: '/connectors?q=Adobe',
        open: ({ page }) => page.getByRole('button', { name: 'Connector settings' }).click(),
        shows: (page) => page.getByRole('menuitem', { name: /^Remove/ }),
      },
      'the removal’s dialog': {
        as: 'maya',
        address: '/connectors?q=Adobe',
        open: async ({ page }) => {
          await page.getByRole('button', { name: 'Connector settings' }).click();
          await page.getByRole('menuitem', { name: /^Remove/ }).click();
        },
        shows: dialog,
      },
      'the update’s dialog': {
        as: 'maya',
        address: '/connectors?q=BigCommerce',
        open: ({ page }) => page.getByRole('button', { name: 'Update' }).click(),
        shows: dialog,
      },
    },
  },
  marketplace: {
    states: {
      full: { as: 'maya', address: '/connectors/marketplace', shows: headingOfAny('HubSpot') },
      empty: {
        answers: ({ data }: { data: { marketplace?: object } }) => ({
          data: { ...data, ...(data.marketplace && { marketplace: { ...data.marketplace, nodes: [] } }) },
        }),
        address: '/connectors/marketplace',
        shows: text('The marketplace is empty'),
      },
      loading: { answers: 'nothing', address: '/connectors/marketplace', shows: text('Reading…') },
      failed: { answers: 'failure', address: '/connectors/marketplace', shows: button('Try again') },
    },
    others: {
      'no match': { address: '/connectors/marketplace?q=nothing', shows: text('No connectors match') },
    },
  },
  addInstance: addInstanceCases,
  connectorInstance: {
    states: {
      full: {
        as: 'maya',
        address: addressOfConnectorInstance('Shopify Sweden'),
        shows: (page) => page.getByRole('textbox', { name: 'Name', exact: true }),
      },
      empty: {
        as: 'maya',
        address: addressOfConnectorInstance('Shopify Denmark'),
        shows: text('No process flow uses it.'),
      },
      loading: {
        as: 'maya',
        answers: 'nothing',
        address: addressOfConnectorInstance('Shopify Sweden'),
        shows: heading('Instance'),
      },
      failed: {
        as: 'maya',
        answers: 'failure',
        address: addressOfConnectorInstance('Shopify Sweden'),
        shows: button('Try again'),
      },
    },
    others: {
      'its credentials': {
        as: 'maya',
        address: addressOfConnectorInstance('Shopify Sweden', '?tab=authentication'),
        shows: button('Save credentials'),
      },
      'the question before saving': {
        as: 'maya',
        address: addressOfConnectorInstance('Shopify Sweden'),
        open: async ({ page }) => {
          await page.getByRole('textbox', { name: 'Rate limit' }).fill('99');
          await page.getByRole('button', { name: 'Save instance details' }).click();
        },
        shows: dialog,
      },
      'the removal’s dialog, with a flow in the way': {
        as: 'maya',
        address: addressOfConnectorInstance('Shopify Sweden'),
        open: async ({ page }) => {
          await page.getByRole('button', { name: 'Instance settings' }).click();
          await page.getByRole('menuitem', { name: /^Remove/ }).click();
          await page.getByRole('combobox').first().waitFor();
        },
        shows: dialog,
      },
    },
  },
};
