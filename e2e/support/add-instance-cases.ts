import type { Page } from '@playwright/test';
import type { Bed, PageCases } from './accessibility-case.ts';
import { askGraph } from './graph.ts';
import { headersOf } from './test.ts';

const step = (name: string) => (page: Page) =>
  page.getByRole('heading', { level: 2, name: new RegExp(`^${name} Step`) });

/** The address of a page of the wizard, for a new draft of a connector of whoever is signed in. */
function addressOfDraft(connector: string, wanted: string, name = 'A new one') {
  return async ({ page, server }: Bed): Promise<string> => {
    const { request } = page.context();
    const { data } = await askGraph<{ connectors: { nodes: { id: string; name: string }[] } }>(
      request,
      server,
      'query { connectors { nodes { id name } } }',
    );
    const connectorId = data?.connectors.nodes.find((node) => node.name === connector)?.id;
    const headers = headersOf(server);
    const begun = await request.post('/api/connector-drafts', { data: { connectorId }, headers });
    const { draft, form } = await begun.json();
    const { id, details } = draft;
    const content = { details: { ...details, name }, methodId: form.methods[0].id, values: {} };
    await request.put(`/api/connector-drafts/${id}`, { data: content, headers });
    return `/connectors/add/${id}?step=${wanted}`;
  };
}

/** The wizard that adds an instance. */
export const addInstanceCases: PageCases = {
  states: {
    full: { as: 'maya', address: addressOfDraft('Shopify', 'settings'), shows: step('Settings') },
    empty: { as: 'maya', address: addressOfDraft('Shopify', 'name', ''), shows: step('Name') },
    loading: {
      as: 'maya',
      answers: 'nothing',
      address: addressOfDraft('Shopify', 'name'),
      shows: (page) => page.getByRole('heading', { level: 1, name: 'Add an instance' }),
    },
    failed: {
      as: 'maya',
      answers: 'failure',
      address: addressOfDraft('Shopify', 'name'),
      shows: (page) => page.getByRole('button', { name: 'Try again' }),
    },
  },
  others: {
    'the ways to sign in': {
      as: 'maya',
      address: addressOfDraft('Shopify', 'method'),
      shows: step('Authentication'),
    },
    'credentials that are missing': {
      as: 'maya',
      address: addressOfDraft('Shopify', 'credentials'),
      open: ({ page }) => page.getByRole('button', { name: 'Add instance' }).click(),
      shows: (page) => page.getByText('Enter Store domain.'),
    },
  },
};
