import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { Person } from '#contract/people.ts';
import { formResponse, prismaticSession } from '#src/testing/deployable-fixtures.ts';
import { type Answer, answerJson, installFakeServer } from '#src/testing/fake-server.ts';
import { listPage, maya, operation, priya } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { deploymentFlags, prismaticRow } from '#src/testing/run-fixtures.ts';

const published = [
  { versionId: 'version-5', number: 5, comment: 'Faster', publishedAt: null },
  { versionId: 'version-4', number: 4, comment: null, publishedAt: null },
  { versionId: 'version-3', number: 3, comment: null, publishedAt: null },
];

interface Setting {
  person?: Person;
  isEnabled?: boolean;
  data?: InstanceFormResponse;
  versions?: typeof published;
  answer?: () => Answer | Promise<Answer>;
}

/** The dialog over the list; `sent` is what was asked for. */
async function open({
  person = maya,
  isEnabled = true,
  data = formResponse({ deployedVersionNumber: 3 }),
  versions = published,
  answer,
}: Setting = {}) {
  const row = prismaticRow({
    name: 'Stock',
    status: isEnabled ? 'enabled' : 'disabled',
    update: 'needs_user',
    deployment: deploymentFlags({ isEnabled, newerVersionNumber: 5 }),
  });
  const begun = operation({ kind: 'upgrade', vendor: 'prismatic', instanceId: row.id, name: 'Stock' });
  const sent: unknown[] = [];
  installFakeServer({
    session: prismaticSession(person),
    graph: { InstanceList: () => listPage([row]) },
    rest: {
      [`GET /api/instances/${row.id}/form`]: () => data,
      'GET /api/versions': () => ({ versions }),
      [`POST /api/instances/${row.id}/versions`]: (body) => {
        sent.push(body);
        return answer?.() ?? { operation: begun };
      },
      'GET /api/operations/operation-1': () => ({ operation: begun }),
    },
  });
  const { user } = renderApp(person.role === 'admin' ? '/admin/instances' : '/instances');
  await user.click(await screen.findByRole('button', { name: 'Update' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Update Stock' }));
  return { user, dialog, sent, press: () => user.click(dialog.getByRole('button', { name: 'Update' })) };
}

test('the newest of the newer versions is chosen, and pressing twice asks once', async () => {
  const { user, dialog, sent } = await open();
  const version = await dialog.findByRole('combobox', { name: /Version/ });
  expect(within(version).getAllByRole('option')).toHaveLength(2);
  expect(dialog.getByText('It is on version 3 now.')).toBeDefined();
  expect(dialog.queryByText(/It is paused/)).toBeNull();
  await user.dblClick(dialog.getByRole('button', { name: 'Update' }));
  await waitFor(() => expect(sent).toEqual([{ versionId: 'version-5' }]));
  expect(await screen.findByText('You can close this; it goes on by itself.')).toBeDefined();
  expect(sent).toHaveLength(1);
});

test('of a paused one it says that the update enables it', async () => {
  const { dialog } = await open({ isEnabled: false });
  expect(await dialog.findByText('It is paused. Deploying the version enables it too.')).toBeDefined();
});

test('where there is no newer version there is nothing to press', async () => {
  const { dialog, sent, press } = await open({ versions: published.slice(2) });
  expect((await dialog.findAllByText('No newer version is published.')).length).toBeGreaterThan(0);
  await press();
  expect(sent).toEqual([]);
});

test('what the vendor leaves to administrators an owner may not do, and an administrator may', async () => {
  const allowed = { change: true, configure: true, deploy: true, remove: true, update: false };
  const data = formResponse({ deployedVersionNumber: 3, allowed });
  const { dialog, sent, press } = await open({ data });
  expect((await dialog.findAllByText(/does not let its owner move it to another version/)).length).toBeGreaterThan(0);
  await press();
  expect(sent).toEqual([]);
});

test('an administrator is not held back by what is the owner’s limit', async () => {
  const allowed = { change: true, configure: true, deploy: true, remove: true, update: false };
  const data = formResponse({ deployedVersionNumber: 3, allowed });
  const { dialog, sent, press } = await open({ data, person: priya });
  await dialog.findByRole('combobox', { name: /Version/ });
  await press();
  await waitFor(() => expect(sent).toHaveLength(1));
});

test('a refusal is quoted, and another version may be chosen then', async () => {
  const refusals = [{ about: 'whole', messages: ['Version 5 is withdrawn.'] }];
  const problem = { code: 'refused', changed: 'nothing', requestId: '12345678-9', vendor: 'prismatic', refusals };
  const { user, dialog, sent, press } = await open({ answer: () => answerJson({ problem }, 409) });
  const version = await dialog.findByRole('combobox', { name: /Version/ });
  await press();
  expect((await dialog.findByText('Version 5 is withdrawn.')).tagName).toBe('Q');
  await user.selectOptions(version, 'version-4');
  await press();
  await waitFor(() => expect(sent).toEqual([{ versionId: 'version-5' }, { versionId: 'version-4' }]));
});
