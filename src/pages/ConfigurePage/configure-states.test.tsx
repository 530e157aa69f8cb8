import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import { address, button, heading, id, problem, show, withFields } from '#src/testing/configure-bed.tsx';
import { formConnection, formField, formResponse, instanceForm } from '#src/testing/deployable-fixtures.ts';
import { operation } from '#src/testing/fixtures.ts';
import { deploymentFlags } from '#src/testing/run-fixtures.ts';

test('what was refused while nobody looked stands there for whoever comes back', async () => {
  const refusals = [
    { about: 'values' as const, messages: ['The value of "Warehouse" is not valid.', 'Ask for more.'] },
  ];
  const refused = { code: 'missing_values' as const, changed: 'nothing' as const, requestId: '12345678-9', refusals };
  const waiting = operation({ vendor: 'prismatic', instanceId: id, state: 'waiting_for_person', problem: refused });
  show({ data: withFields([formField()], { waiting }), path: `${address}?page=1` });
  expect(await screen.findByText(/It was refused: “The value of "Warehouse" is not valid.”/)).toBeDefined();
  expect(screen.getByText('Ask for more.').tagName).toBe('Q');
});

test.each([
  ['paused', false, 1],
  ['at work', true, 0],
])('of an instance that is %s the last page tells whether deploying enables it', async (_state, isEnabled, told) => {
  show({
    data: withFields([formField()], { deployedVersionNumber: 2, hasUndeployedChanges: true }),
    path: `${address}?page=deploy`,
    deployment: deploymentFlags({ isEnabled }),
  });
  await heading(/Deploy/);
  expect(screen.queryAllByText('It is paused. Deploying enables it too.')).toHaveLength(told);
});

test('choices that the page itself offers: read for it, and what is chosen is stored', async () => {
  let tries = 0;
  const { user, stored } = show({
    data: withFields([formField({ key: 'Board', kind: 'choice' })]),
    path: `${address}?page=1`,
    rest: {
      [`GET /api/instances/${id}/page-content`]: () => {
        tries += 1;
        if (tries === 1) return problem('refused', 409, { vendor: 'prismatic' });
        return { choices: { Board: [{ value: 'board-7', label: 'Support' }] }, unreadableKeys: [] };
      },
    },
  });
  expect(await screen.findByText(/The choices of this page could not be read/)).toBeDefined();
  await user.click(button('Try again'));
  await screen.findByRole('option', { name: 'Support' });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Board' }), 'board-7');
  await user.click(button('Next'));
  await heading(/Deploy/);
  expect(stored).toMatchObject([{ values: [{ key: 'Board', value: 'board-7' }] }]);
});

test('where the browser blocks the tab there is a link to open by hand', async () => {
  vi.stubGlobal('open', () => null);
  const connection = formConnection({ key: 'Slack', serviceName: 'Slack', needsConsent: true, inputs: [] });
  const waiting = { key: 'Slack', status: 'waiting' as const, lastRefreshedAt: null, inputs: [] };
  const { user } = show({
    data: formResponse({ form: instanceForm({ connections: [connection] }), connections: [waiting] }),
    path: `${address}?page=1`,
    rest: {
      [`POST /api/instances/${id}/connections/Slack/consents`]: () => ({ url: 'https://slack.test/authorise?s=1' }),
      [`GET /api/instances/${id}/connections`]: () => ({ connections: [waiting] }),
    },
  });
  await heading(/Connections/);
  await user.click(button('Connect Slack'));
  const links = await screen.findAllByRole('link', { name: /Slack/ });
  expect(links.map((link) => link.getAttribute('href'))).toContain('https://slack.test/authorise?s=1');
  expect(links.find((link) => link.getAttribute('href')?.includes('slack'))?.getAttribute('rel')).toContain('noopener');
});

test('a connection is let go of after a question, and stands at not connected', async () => {
  const connection = formConnection({ key: 'Slack', serviceName: 'Slack', needsConsent: true, inputs: [] });
  const active = { key: 'Slack', status: 'active' as const, lastRefreshedAt: null, inputs: [] };
  const waiting = { ...active, status: 'waiting' as const };
  let connections: InstanceFormResponse['connections'] = [active];
  const form = instanceForm({ connections: [connection] });
  const { user } = show({
    path: `${address}?page=1`,
    rest: {
      [`GET /api/instances/${id}/form`]: () => formResponse({ form, connections }),
      [`DELETE /api/instances/${id}/connections/Slack`]: () => {
        connections = [waiting];
        return { connections };
      },
    },
  });
  await heading(/Connections/);
  await user.click(button('Disconnect Slack'));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Disconnect' }));
  expect(await screen.findByText('Not connected yet')).toBeDefined();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
