import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { jonas, maya, operation, priya } from '#src/testing/fixtures.ts';
import { formConnection, instanceForm } from '#src/testing/deployable-fixtures.ts';
import { answerJson, installFakeServer, silence } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import {
  deployableDetail,
  deploymentFlags,
  instanceFlow,
  prismaticRow,
  prismaticSession,
} from '#src/testing/run-fixtures.ts';

const row = prismaticRow({ name: 'Orders' });
const form = instanceForm({ connections: [formConnection({ key: 'ERP', heading: 'Books of the shop' })] });
const testPath = `POST /api/instances/${row.id}/flows/flow-1/tests`;

function show(
  change: Record<string, unknown> = {},
  {
    person = maya,
    query = '',
    rest = {},
  }: { person?: Person; query?: string; rest?: Record<string, (body: unknown) => object> } = {},
) {
  const server = installFakeServer({
    session: prismaticSession(person),
    graph: {
      InstanceDetail: () => ({
        instance: {
          __typename: 'PrismaticInstance',
          id: row.id,
          row,
          timeline: [],
          deployable: deployableDetail(),
          problemCode: null,
          ...change,
        },
      }),
      RunList: silence,
      RunCounts: silence,
    },
    rest: { 'GET /api/version-form': () => ({ form }), ...rest },
  });
  return { ...server, ...renderApp(`/instances/${row.id}${query}`) };
}

const flags = async () =>
  within(await screen.findByRole('list', { name: 'How it stands' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent.trim());

test('well: one flag, which version is at work, its connections', async () => {
  show();
  expect(await screen.findByRole('heading', { level: 1, name: 'Orders' })).toBeDefined();
  expect(await flags()).toEqual(['Active']);
  expect(screen.getAllByText('Version 3 is at work.').length).toBeGreaterThan(0);
  const connections = within(screen.getByRole('region', { name: 'Connections' }));
  expect(await connections.findByText('Books of the shop')).toBeDefined();
  expect(connections.getByText('Connected')).toBeDefined();
});

test('paused, changed, outdated, failing and suspended at once: each is said', async () => {
  const state = deploymentFlags({
    hasUndeployedChanges: true,
    isFailing: true,
    isSuspended: true,
    configuration: 'users',
    versionNumber: 4,
    newerVersionNumber: 5,
  });
  show({ row: { ...row, status: 'disabled', deployment: state }, deployable: deployableDetail({ state }) });
  expect(await flags()).toEqual([
    'Paused',
    'Suspended by Prismatic',
    'Failing',
    'Changes not deployed',
    'Waiting for users',
    'Update available: version 5',
  ]);
  expect(screen.getAllByText('Version 3 is at work; version 4 is chosen.').length).toBeGreaterThan(0);
});

test('moved to a version that lacks values: the old one is at work, and no word says otherwise', async () => {
  const state = deploymentFlags({ configuration: 'incomplete', hasUndeployedChanges: true, versionNumber: 4 });
  const lacking = { ...row, status: 'unfinished', missing: ['Start date'], deployment: state } as const;
  show({ row: lacking, deployable: deployableDetail({ state }) });
  expect(await flags()).toEqual(['Active', 'Values missing', 'Changes not deployed']);
  expect(screen.getAllByText('Version 3 is at work; version 4 is chosen.').length).toBeGreaterThan(0);
  expect(screen.queryByText(/unfinished/i)).toBeNull();
});

test('deploying a paused one asks first, because it enables too', async () => {
  const asked: unknown[] = [];
  const state = deploymentFlags({ isEnabled: false, hasUndeployedChanges: true });
  const { user } = show(
    { row: { ...row, status: 'disabled', deployment: state }, deployable: deployableDetail({ state }) },
    {
      rest: {
        [`POST /api/instances/${row.id}/deployments`]: (body: unknown) => {
          asked.push(body);
          return { operation: operation({ kind: 'deploy', vendor: 'prismatic', instanceId: row.id }) };
        },
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Deploy' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Deploy Orders?' }));
  expect(dialog.getByText(/It is paused\. Deploying puts what is stored to work and enables it/)).toBeDefined();
  expect(asked).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Deploy and enable' }));
  await waitFor(() => expect(asked).toHaveLength(1));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('what the vendor refuses outright is off and says so; what it does not tell is on', async () => {
  const allowed = { change: null, configure: false, deploy: null, remove: false, update: null };
  const { user } = show({ deployable: deployableDetail({ allowed }) });
  const edit = await screen.findByRole('button', { name: 'Edit' });
  expect(edit.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText('Prismatic does not allow it for this instance.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'More actions' }));
  const remove = await screen.findByRole('menuitem', { name: /^Remove/ });
  expect(remove.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByRole('menuitem', { name: 'Disable' }).getAttribute('aria-disabled')).toBeNull();
});

test('who may look only sees how it stands, and nothing of what it holds', async () => {
  show({ deployable: null, problemCode: 'view_only' }, { person: jonas });
  expect(await screen.findByText(/You may look only: connections, flows and runs/)).toBeDefined();
  expect(await flags()).toEqual(['Active']);
  expect(screen.queryByRole('tab')).toBeNull();
});

test('Prismatic does not answer: what was read before is shown and said to be', async () => {
  show({ deployable: null, problemCode: 'vendor_unavailable' });
  expect(await screen.findByText(/Prismatic does not answer\. Shown is what was read before/)).toBeDefined();
  expect(await flags()).toEqual(['Active']);
});

test('the tab on show stands in the address', async () => {
  const { user } = show({}, { person: priya });
  await user.click(await screen.findByRole('tab', { name: 'Flows' }));
  expect(location.search).toBe('?tab=flows');
  const flow = within(screen.getByRole('listitem', { name: 'Take orders' }));
  expect(flow.getByText('https://hooks.prismatic.test/trigger/abc')).toBeDefined();
  expect(flow.getByText('never ran')).toBeDefined();
  expect(screen.getByText(/Anybody who knows a webhook address/)).toBeDefined();
});

test('a version without flows', async () => {
  show({ deployable: deployableDetail({ flows: [], connections: [] }) }, { query: '?tab=flows' });
  expect(await screen.findByText('This version has no flows.')).toBeDefined();
});

test('a flow is tested: what was sent, what it answered, and the way to its run', async () => {
  const bodies: unknown[] = [];
  const flow = instanceFlow({ testPayload: '{"id":7}', testContentType: 'application/json' });
  const { user } = show(
    { deployable: deployableDetail({ flows: [flow] }) },
    {
      query: '?tab=flows',
      rest: {
        [testPath]: (body: unknown) => {
          bodies.push(body);
          return { runId: 'run-9', statusCode: 202, headers: { 'x-kind': 'later' }, body: '<b>taken</b>' };
        },
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Test' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: 'Headers' }), 'no header');
  await user.click(dialog.getByRole('button', { name: 'Run test' }));
  expect(dialog.getByText('Write one a line, as Name: value')).toBeDefined();
  expect(bodies).toEqual([]);
  await user.clear(dialog.getByRole('textbox', { name: 'Headers' }));
  await user.type(dialog.getByRole('textbox', { name: 'Headers' }), 'X-Kind: now');
  await user.click(dialog.getByRole('button', { name: 'Run test' }));
  expect(await dialog.findByRole('heading', { name: 'It answered 202' })).toBeDefined();
  expect(bodies).toEqual([{ payload: '{"id":7}', contentType: 'application/json', headers: { 'X-Kind': 'now' } }]);
  expect(dialog.getByText('<b>taken</b>')).toBeDefined();
  expect(dialog.getByRole('link', { name: 'Open its run' }).getAttribute('href')).toBe(
    `/instances/${row.id}/runs/run-9`,
  );
});

test('a test that cannot be made says why, and what was entered stays', async () => {
  const { user } = show(
    {},
    {
      query: '?tab=flows',
      rest: {
        [testPath]: () =>
          answerJson(
            { problem: { code: 'outcome_unknown', changed: 'unknown', requestId: 'r', vendor: 'prismatic' } },
            502,
          ),
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Test' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: 'Payload' }), 'kept');
  await user.click(dialog.getByRole('button', { name: 'Run test' }));
  expect(await dialog.findByText(/It is not certain whether anything was changed/)).toBeDefined();
  expect(dialog.getByDisplayValue('kept')).toBeDefined();
});
