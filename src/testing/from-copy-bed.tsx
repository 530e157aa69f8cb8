import { screen, within } from '@testing-library/react';
import { expect } from 'vitest';
import type { Person } from '#contract/people.ts';
import type { Template } from '#src/features/catalogue/catalogue-query.ts';
import { connectorForm } from './connector-fixtures.ts';
import { configurationCopy, copyFile } from './copy-fixtures.ts';
import { deployableCapabilities } from './deployable-fixtures.ts';
import { instabaseCapabilities } from './deployment-fixtures.ts';
import { installFakeServer } from './fake-server.ts';
import type { Answer } from './fake-server.ts';
import { maya, operation, outcome, sessionOf } from './fixtures.ts';
import { renderApp } from './render-app.tsx';
// Loaded with their first showing; here before, so that no test waits for them.
import '#src/features/catalogue/ReuseSection.tsx';
import '#src/features/copies/CreateFromCopyDialog.tsx';
import '#src/features/deployables/ActivateVersionDialog.tsx';
import '#src/features/deployments/DeployDialog.tsx';
import '#src/pages/AddInstancePage/AddInstancePage.tsx';
import '#src/pages/CataloguePage/CataloguePage.tsx';

export const solution: Template = {
  id: 'solution-1',
  vendor: 'tray',
  title: 'Orders to chat',
  description: null,
  tags: [],
  customFields: [],
  authSlotTitles: ['Slack workspace'],
  configSlotTitles: ['Channel', 'Limit'],
  newestVersion: null,
};
export const integration: Template = { ...solution, id: 'template-1', vendor: 'prismatic', title: 'Stock sync' };
/** What the solution asks for, and what the account has of it. */
export const choices = {
  authSlots: [{ externalId: 'slack', title: 'Slack workspace', usedAuthenticationIds: [] }],
  configSlots: [
    { externalId: 'channel', title: 'Channel', defaultValue: '' },
    { externalId: 'limit', title: 'Limit', defaultValue: '50' },
  ],
  authentications: [{ id: 'a-2', name: 'Slack of Maya', serviceTitle: 'Slack', accountName: null }],
  problemCode: null,
};

interface Options {
  person?: Person;
  templates?: Template[];
  catalogue?: (() => Answer) | null;
  reuse?: () => Answer | Promise<Answer>;
  rest?: Record<string, (body: unknown) => Answer | Promise<Answer>>;
}

export function catalogueOf(nodes: Template[], outcomes = [outcome()]) {
  return {
    catalogue: { nodes, pageInfo: { endCursor: null, hasNextPage: false }, totalCount: nodes.length, outcomes },
  };
}

/** The catalogue with the dialog open, and what is given to it. */
export async function openFromCopy({
  person = maya,
  templates = [solution, integration],
  catalogue = null,
  reuse = () => ({ activationChoices: choices }),
  rest = {},
}: Options = {}) {
  const session = sessionOf(person);
  const others = [
    { vendor: 'prismatic' as const, capabilities: deployableCapabilities },
    { vendor: 'instabase' as const, capabilities: instabaseCapabilities },
  ];
  const sent: unknown[] = [];
  const server = installFakeServer({
    session: { ...session, vendors: [...session.vendors, ...others] },
    graph: { Catalogue: () => catalogue?.() ?? catalogueOf(templates), ActivationChoices: reuse },
    rest: {
      'POST /api/activations': (body: unknown) => {
        sent.push(body);
        return { operation: operation({ instanceId: 'made', state: 'succeeded' }) };
      },
      ...rest,
    },
  });
  const { user } = renderApp('/catalogue');
  await user.click(await screen.findByRole('button', { name: 'Create from a copy…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Create from a copy' }));
  const field = dialog.getByLabelText<HTMLInputElement>('Copy of an instance’s settings');
  async function give(file: unknown) {
    await user.upload(field, file instanceof File ? file : copyFile(file));
    await user.click(dialog.getByRole('button', { name: 'Go on' }));
  }
  return { user, dialog, field, give, sent, server };
}

/** Why the file is refused, as it stands beside the field. */
export async function refusalOf({ dialog, field }: Awaited<ReturnType<typeof openFromCopy>>): Promise<string> {
  const { textContent } = await dialog.findByRole('alert');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  return textContent;
}

export const packageCopy = configurationCopy({
  instance: { id: 'i', vendorId: 'v', name: 'Claims 1.0.0' },
  template: { vendor: 'instabase', id: 'Claims', name: 'Claims', versionId: null, version: '1.0.0' },
  content: { kind: 'package', packagePath: 'northwind/claims/fs/Drive/claims.ibsolution' },
});
export const connectorCopy = configurationCopy({
  template: { vendor: 'patchworks', id: '12', name: 'Shopkit', versionId: null, version: null },
  content: {
    kind: 'connector',
    details: { ...connectorForm().defaults, name: 'Shop Norway', timeZone: 'Europe/Oslo', poolId: '9' },
    methodId: '31',
    values: { 'store.domain': 'norway.test', region: 'no' },
  },
  leftOut: [{ title: 'API key', reason: 'secret' }],
});
