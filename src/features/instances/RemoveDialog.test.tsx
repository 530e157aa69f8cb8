import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import type { Vendor } from '#contract/vendors.ts';
import { configurationCopy } from '#src/testing/copy-fixtures.ts';
import { deferred } from '#src/testing/deferred.ts';
import { deployableCapabilities } from '#src/testing/deployable-fixtures.ts';
import { answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { instanceRow, listPage, maya, operationSummary, sessionOf, trayDetail } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { catchSavedFiles } from '#src/testing/saved-files.ts';
// Loaded with its first showing; here before, so that no test waits for it.
import './RemoveDialog.tsx';
import '#src/ui/Menu.tsx';

const flow = { id: 'f-1', name: 'Import stock', webhookUrl: 'https://hooks.prismatic.test/1' };

/** What the vendor says of a Tray instance. */
function slotUse(change: object = {}, row: object = {}) {
  const { workflows, authSlots } = trayDetail();
  return {
    instance: {
      kind: 'TrayInstance',
      __typename: 'TrayInstance',
      id: 'i-1',
      row: { __typename: 'InstanceRow', id: 'i-1', operation: null, ...row },
      detail: { workflows, authSlots },
      problemCode: null,
      ...change,
    },
  };
}

/** What the vendor says of a Prismatic instance. */
function deployableUse(flows: object[], lastRanAt: string | null) {
  return {
    instance: {
      kind: 'PrismaticInstance',
      __typename: 'PrismaticInstance',
      id: 'i-1',
      row: { __typename: 'InstanceRow', id: 'i-1', operation: null },
      deployable: { state: { lastRanAt }, flows },
      problemCode: null,
    },
  };
}

function ranCounts(all: number[], state = 'ok') {
  const nodes = all.map((count, hour) => ({ from: `2026-01-05T0${hour}:00:00.000Z`, all: count }));
  return { runCounts: { nodes, outcomes: [{ vendor: 'prismatic', state, code: null }] } };
}

interface Options {
  person?: Person;
  vendor?: Vendor;
  use?: () => Answer | Promise<Answer>;
  runs?: () => Answer | Promise<Answer>;
  copy?: () => Answer | Promise<Answer>;
}

async function open({ person = maya, vendor = 'tray', use = slotUse, runs = silence, copy = silence }: Options = {}) {
  const row = instanceRow({ id: 'i-1', vendor, name: 'Orders of Lund' });
  const session = sessionOf(person);
  installFakeServer({
    session: {
      ...session,
      vendors: [...session.vendors, { vendor: 'prismatic', capabilities: deployableCapabilities }],
    },
    graph: { InstanceList: () => listPage([row]), RemovalUse: use, RemovalRuns: runs },
    rest: { 'POST /api/instances/i-1/configuration-copies': copy },
  });
  const { user } = renderApp('/instances');
  const line = await screen.findByRole('row', { name: /Orders of Lund/ });
  await user.click(within(line).getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: /^Remove/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Remove Orders of Lund?' }));
  return { user, dialog, use: within(await dialog.findByRole('region', { name: 'What still uses it' })) };
}

test('while it is read that is said, and nobody has to wait for it', async () => {
  const { user, dialog, use } = await open({ use: silence });
  expect(use.getByText('Looking what still uses it…')).toBeDefined();
  await user.type(dialog.getByRole('textbox'), 'Orders of Lund');
  expect(dialog.getByRole('button', { name: 'Remove' }).getAttribute('aria-disabled')).not.toBe('true');
});

test('a wizard’s instance: who may call it, its addresses behind a fold, and the connections that stay', async () => {
  const { user, dialog, use } = await open();
  expect(await use.findByText('It has 2 workflows.')).toBeDefined();
  expect(use.getByText('1 has a webhook address that others may be calling.')).toBeDefined();
  expect(use.getByText(/These connections stay.*: Slack of Maya \(Slack\)\./)).toBeDefined();
  const address = use.getByText('https://hook.trayapp.io');
  expect(address.closest('[hidden]')).not.toBeNull();
  await user.click(use.getByRole('button', { name: 'Show the address' }));
  expect(address.closest('[hidden]')).toBeNull();
  await user.click(use.getByRole('button', { name: 'Copy webhook address of Post' }));
  expect(await navigator.clipboard.readText()).toBe('https://hook.trayapp.io');
  expect(dialog.getAllByRole('textbox')).toHaveLength(1);
});

test('nothing uses it', async () => {
  const { use } = await open({ use: () => slotUse({ detail: { workflows: [], authSlots: [] } }) });
  expect(await use.findByText('It has no workflows that anybody could call.')).toBeDefined();
  expect(use.queryByText(/webhook address/)).toBeNull();
  expect(use.queryByText(/These connections stay/)).toBeNull();
});

test('what is not known is said, can be asked again, and does not stand in the way', async () => {
  let isDown = true;
  const { user, dialog, use } = await open({
    use: () => (isDown ? slotUse({ detail: null, problemCode: 'vendor_unavailable' }) : slotUse()),
  });
  expect(await use.findByText(/Tray .*What still uses it is not known now\./)).toBeDefined();
  await user.type(dialog.getByRole('textbox'), 'Orders of Lund');
  expect(dialog.getByRole('button', { name: 'Remove' }).getAttribute('aria-disabled')).not.toBe('true');
  isDown = false;
  await user.click(use.getByRole('button', { name: 'Look again' }));
  expect(await use.findByText('It has 2 workflows.')).toBeDefined();
  expect(use.queryByText(/not known now/)).toBeNull();
});

test.each([
  ['running', /“Upgrade now” is under way here\. It began/],
  ['waiting_for_person', /“Upgrade now” waits here for a person\. It began/],
] as const)('work of ours that is %s is named', async (state, words) => {
  const operation = { __typename: 'OperationSummary', ...operationSummary({ kind: 'upgrade', state }) };
  const { use } = await open({ use: () => slotUse({}, { operation }) });
  expect(await use.findByText(words)).toBeDefined();
});

test('what is over is not', async () => {
  const operation = { __typename: 'OperationSummary', ...operationSummary({ state: 'failed' }) };
  const { use } = await open({ use: () => slotUse({}, { operation }) });
  await use.findByText('It has 2 workflows.');
  expect(use.queryByText(/under way here|waits here/)).toBeNull();
});

test.each([
  [() => ranCounts([2, 0, 1]), 'It ran 3 times in the last 24 hours.'],
  [() => ranCounts([0, 0]), 'It did not run in the last 24 hours.'],
  [() => ranCounts([], 'failed'), 'How often it ran in the last 24 hours is not known now.'],
  [() => answerJson({ problem: {} }, 500), 'How often it ran in the last 24 hours is not known now.'],
  [silence, 'Counting how often it ran…'],
])('a deployed one says how often it ran (%#)', async (runs, words) => {
  const { use } = await open({
    vendor: 'prismatic',
    use: () => deployableUse([flow, { ...flow, id: 'f-2', webhookUrl: null }], '2026-01-05T02:00:00.000Z'),
    runs,
  });
  expect(await use.findByText('It has 2 flows.')).toBeDefined();
  expect(use.getByText('1 has a webhook address that others may be calling.')).toBeDefined();
  expect(await use.findByText(words)).toBeDefined();
  expect(use.getByText(/It ran last/)).toBeDefined();
});

test('and that it has never run', async () => {
  const { use } = await open({ vendor: 'prismatic', use: () => deployableUse([], null), runs: () => ranCounts([]) });
  expect(await use.findByText('It has no flows that anybody could call.')).toBeDefined();
  expect(use.getByText(/It has never run\./)).toBeDefined();
});

test('a copy is saved under the instance’s name, and what is not in it is listed', async () => {
  const files = catchSavedFiles();
  const answer = deferred<Answer>();
  const copy = configurationCopy({
    instance: { id: 'i-1', vendorId: 'v', name: 'Orders: Lund/Malmö' },
    leftOut: [
      { title: 'API key', reason: 'secret' },
      { title: 'CRM', reason: 'connection' },
      { title: 'Mapping', reason: 'too_large' },
    ],
  });
  const { user, dialog } = await open({ copy: () => answer.promise });
  const save = dialog.getByRole('button', { name: 'Save a copy of its settings' });
  await user.click(save);
  expect(save.getAttribute('aria-disabled')).toBe('true');
  expect(files).toEqual([]);
  answer.resolve({ copy });
  expect(await dialog.findByText('Saved as Orders-Lund-Malmö.jackfield.json.')).toBeDefined();
  expect(dialog.getByText(/secrets are never given out: API key\./)).toBeDefined();
  expect(dialog.getByText('Connect again: CRM.')).toBeDefined();
  expect(dialog.getByText(/too large for a copy: Mapping\./)).toBeDefined();
  expect(files.map(({ name }) => name)).toEqual(['Orders-Lund-Malmö.jackfield.json']);
  expect(JSON.parse((await files[0]?.text()) ?? '')).toEqual(copy);
  expect(dialog.getAllByRole('textbox')).toHaveLength(1);
});

test('a complete copy says that it is', async () => {
  catchSavedFiles();
  const { user, dialog } = await open({ copy: () => ({ copy: configurationCopy() }) });
  await user.click(dialog.getByRole('button', { name: 'Save a copy of its settings' }));
  expect(await dialog.findByText('Nothing was left out of it.')).toBeDefined();
});

test('a copy that could not be taken saves nothing, says why, and can be asked for again', async () => {
  const files = catchSavedFiles();
  let isDown = true;
  const { user, dialog } = await open({
    copy: () =>
      isDown
        ? answerJson({ problem: { code: 'vendor_unavailable', changed: 'nothing', requestId: 'abcdefgh-1' } }, 503)
        : { copy: configurationCopy() },
  });
  const save = dialog.getByRole('button', { name: 'Save a copy of its settings' });
  await user.click(save);
  expect((await dialog.findByRole('alert')).textContent).toMatch(/Tray .*No copy was saved\..*Request abcdefgh/);
  expect(files).toEqual([]);
  isDown = false;
  await user.click(save);
  expect(await dialog.findByText(/^Saved as /)).toBeDefined();
  expect(dialog.queryByRole('alert')).toBeNull();
});
