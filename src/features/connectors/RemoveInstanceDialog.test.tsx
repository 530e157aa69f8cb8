import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { connectorInstanceDetail, connectorRow } from '#src/testing/connector-fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, operationSummary, priya, sessionOf } from '#src/testing/fixtures.ts';
import { configurationCopy } from '#src/testing/copy-fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { catchSavedFiles } from '#src/testing/saved-files.ts';
import type { FlowUse } from './instance/connector-instance-query.ts';
// Loaded with their first showing; here before, so that no test waits for them.
import './RemoveInstanceDialog.tsx';
import './instance/CredentialsTab.tsx';
import './instance/DetailsTab.tsx';
import '#src/pages/ConnectorInstancePage/ConnectorInstancePage.tsx';
import '#src/ui/Menu.tsx';

const row = connectorRow({ name: 'Shop Sweden', useCount: 2 });
const sister = connectorRow({ name: 'Shop Norway' });
const { flows: bothFlows } = connectorInstanceDetail();

/** The dialog over the page, with a vendor that changes its flows and removes as the test says. */
async function open({
  person = maya,
  flows = bothFlows,
  use = undefined as (() => Answer) | undefined,
  remove = (): Answer => ({ removed: { id: row.id, operation: operationSummary({ state: 'succeeded' }) } }),
} = {}) {
  const vendor = { flows };
  const instance = () => ({
    instance: {
      kind: 'PatchworksInstance',
      __typename: 'PatchworksInstance',
      id: row.id,
      row,
      timeline: [],
      detail: connectorInstanceDetail({ flows: vendor.flows }),
      problemCode: null,
    },
  });
  const server = installFakeServer({
    session: sessionOf(person),
    graph: {
      ConnectorInstance: instance,
      InstanceUse: () => use?.() ?? instance(),
      SisterInstances: () => ({ instances: { totalCount: 2, nodes: [row, sister] } }),
      Connectors: silence,
      ChangeFlowStep: ({ input }) => {
        vendor.flows = without(vendor.flows, input);
        return { changeFlowStep: { flows: vendor.flows } };
      },
      RemoveInstance: remove,
    },
    rest: { [`POST /api/instances/${row.id}/configuration-copies`]: () => ({ copy: configurationCopy() }) },
  });
  const { user } = renderApp(`/connectors/instances/${row.id}`);
  await user.click(await screen.findByRole('button', { name: 'Instance settings' }));
  await user.click(await screen.findByRole('menuitem', { name: /^Remove/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Remove Shop Sweden?' }));
  const asked = (operation: string) =>
    server.requests.filter((request) => request.operation === operation).map(({ variables }) => variables);
  return { user, dialog, vendor, asked };
}

function without(flows: FlowUse[], input: unknown): FlowUse[] {
  const sent = JSON.stringify(input);
  return flows.filter(({ id }) => !sent.includes(`"flowId":"${id}"`));
}

type Opened = Awaited<ReturnType<typeof open>>;
const removeButton = ({ dialog }: Opened) => dialog.getByRole('button', { name: 'Remove' });
const isOff = (button: HTMLElement) => button.getAttribute('aria-disabled') === 'true';

test('unused: one box, the word, and it is gone; the list is shown', async () => {
  const opened = await open({ flows: [] });
  const { user, dialog, asked } = opened;
  expect(await dialog.findByText('No process flow uses it.')).toBeDefined();
  expect(dialog.getAllByRole('textbox')).toHaveLength(1);
  expect(isOff(removeButton(opened))).toBe(true);
  await user.type(dialog.getByRole('textbox'), 'Confirm me');
  expect(isOff(removeButton(opened))).toBe(true);
  await user.clear(dialog.getByRole('textbox'));
  await user.type(dialog.getByRole('textbox'), 'confirm{Enter}');
  expect(asked('RemoveInstance')).toEqual([]);
  await user.click(removeButton(opened));
  await waitFor(() => expect(asked('RemoveInstance')).toHaveLength(1));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(location.pathname).toBe('/connectors'));
  expect(asked('RemoveInstance')).toEqual([{ input: { id: row.id, confirmation: 'confirm' } }]);
  expect(await screen.findByText(/Shop Sweden .* was removed/)).toBeDefined();
});

test('used: the flows stand in the way with their state; a step is pointed elsewhere, another taken out', async () => {
  const opened = await open();
  const { user, dialog, asked } = opened;
  expect(await dialog.findByText(/^2 process flows use it and have to be changed first/)).toBeDefined();
  expect(dialog.getByText('Enabled')).toBeDefined();
  expect(dialog.getByText('Not enabled')).toBeDefined();
  await user.type(dialog.getByRole('textbox'), 'confirm');
  expect(isOff(removeButton(opened))).toBe(true);

  const choice = await dialog.findByRole('combobox', { name: /Get orders/ });
  await waitFor(() =>
    expect(
      within(choice)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Choose an instance', 'Shop Norway']),
  );
  await user.selectOptions(choice, 'Shop Norway');
  await user.click(dialog.getByRole('button', { name: 'Point it there Get orders' }));
  expect(await dialog.findByText(/Get orders.* uses .*Shop Norway.* now\./)).toBeDefined();
  expect(await dialog.findByText(/^1 process flow uses it/)).toBe(document.activeElement);

  await user.click(dialog.getByRole('button', { name: 'Take the step out Stock' }));
  expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Keep it' }));
  await user.click(dialog.getByRole('button', { name: 'Take it out' }));
  expect(await dialog.findByText(/Stock.* was taken out\./)).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(dialog.getByRole('textbox')));
  expect(asked('ChangeFlowStep')).toEqual([
    { input: { instanceId: row.id, flowId: '501', stepId: '9001', toInstanceId: sister.id } },
    { input: { instanceId: row.id, flowId: '502', stepId: '9002', toInstanceId: null } },
  ]);
  expect(isOff(removeButton(opened))).toBe(false);
});

test('somebody uses it meanwhile: the refusal shows the new list and says so', async () => {
  const opened = await open({
    flows: [],
    remove: () => {
      opened.vendor.flows = bothFlows;
      return graphError({ code: 'in_use', changed: 'nothing', requestId: 'r', vendor: 'patchworks' });
    },
  });
  const { user, dialog } = opened;
  await dialog.findByText('No process flow uses it.');
  await user.type(dialog.getByRole('textbox'), 'confirm');
  await user.click(removeButton(opened));
  expect(await dialog.findByText(/somebody has used it in a process flow meanwhile/)).toBeDefined();
  expect(await dialog.findByText(/^2 process flows use it/)).toBeDefined();
  expect(isOff(removeButton(opened))).toBe(true);
});

test('it cannot be told what uses it: that is said, and the server decides', async () => {
  const opened = await open({
    use: () => ({
      instance: {
        __typename: 'PatchworksInstance',
        id: row.id,
        row,
        detail: null,
        problemCode: 'vendor_unavailable',
      },
    }),
  });
  const { user, dialog } = opened;
  expect(
    await dialog.findByText(/Patchworks does not answer\. Which process flows use it is not known now/),
  ).toBeDefined();
  await user.type(dialog.getByRole('textbox'), 'confirm');
  expect(isOff(removeButton(opened))).toBe(false);
});

test('for an admin the other instances are those of the same account', async () => {
  const { dialog, asked } = await open({ person: priya });
  expect(await dialog.findByRole('combobox', { name: /Get orders/ })).toBeDefined();
  await waitFor(() =>
    expect(asked('SisterInstances')).toEqual([{ filter: { templateId: row.templateId, accountId: row.account.id } }]),
  );
});

test('work of ours that has begun meanwhile is named, and a copy is saved from here too', async () => {
  const files = catchSavedFiles();
  const operation = operationSummary({ kind: 'rename', state: 'running' });
  const { user, dialog } = await open({
    use: () => ({
      instance: {
        __typename: 'PatchworksInstance',
        id: row.id,
        row: { __typename: 'InstanceRow', ...row, operation: { __typename: 'OperationSummary', ...operation } },
        detail: connectorInstanceDetail(),
        problemCode: null,
      },
    }),
  });
  expect(await dialog.findByText(/“Rename” is under way here\. It began/)).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Save a copy of its settings' }));
  expect(await dialog.findByText('Saved as Orders-of-Lund.jackfield.json.')).toBeDefined();
  expect(files).toHaveLength(1);
});
