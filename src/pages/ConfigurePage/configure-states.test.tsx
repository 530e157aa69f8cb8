import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import { address, box, button, heading, id, problem, show, withFields } from '#src/testing/configure-bed.tsx';
import { formConnection, formField, formResponse, instanceForm } from '#src/testing/deployable-fixtures.ts';
import { operation } from '#src/testing/fixtures.ts';
import { deploymentFlags } from '#src/testing/run-fixtures.ts';

afterEach(() => {
  vi.useRealTimers();
});

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

test('nothing heard for two minutes: it is asked no more until somebody looks again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.stubGlobal('open', () => null);
  const connection = formConnection({ key: 'Slack', serviceName: 'Slack', needsConsent: true, inputs: [] });
  const waiting = { key: 'Slack', status: 'waiting' as const, lastRefreshedAt: null, inputs: [] };
  let looks = 0;
  const { user } = show({
    data: formResponse({ form: instanceForm({ connections: [connection] }), connections: [waiting] }),
    path: `${address}?page=1`,
    rest: {
      [`POST /api/instances/${id}/connections/Slack/consents`]: () => ({ url: 'https://slack.test/authorise?s=1' }),
      [`GET /api/instances/${id}/connections`]: () => {
        looks += 1;
        return { connections: [waiting] };
      },
    },
  });
  await heading(/Connections/);
  await user.click(button('Connect Slack'));
  await waitFor(() => expect(looks).toBe(1));
  expect(screen.queryByRole('button', { name: 'Look again' })).toBeNull();
  await vi.advanceTimersByTimeAsync(125_000);
  const again = await screen.findByRole('button', { name: 'Look again' });
  const before = looks;
  expect(before).toBeGreaterThan(30);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(looks).toBe(before);
  await user.click(again);
  await waitFor(() => expect(looks).toBeGreaterThan(before));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Look again' })).toBeNull());
});

test('a moment is entered in universal time, and said in the person’s own', async () => {
  const { user, stored } = show({
    data: withFields([formField({ key: 'Begin', kind: 'moment' })]),
    path: `${address}?page=1`,
  });
  await heading(/Settings/);
  const begin = screen.getByLabelText('Begin');
  expect(screen.getByText('In universal time (UTC).')).toBeDefined();
  await user.type(begin, '2026-03-31T09:15');
  expect(screen.getByText(/In universal time \(UTC\); for you that is .*2026/)).toBeDefined();
  await user.click(button('Next'));
  await heading(/Deploy/);
  expect(stored).toMatchObject([{ values: [{ key: 'Begin', value: '2026-03-31T09:15:00.000Z' }] }]);
});

test('a moment that was stored in another form is edited as the text it is', async () => {
  show({
    data: withFields([formField({ key: 'Begin', kind: 'moment' })], {
      values: [{ key: 'Begin', value: 'next spring', schedule: null }],
    }),
    path: `${address}?page=1`,
  });
  await heading(/Settings/);
  expect(box('Begin').value).toBe('next spring');
});

test.each([
  ['at work', true, 'Version 2 is at work.'],
  ['paused', false, 'Version 2 was deployed last.'],
])(
  'moved to a newer version while it is %s: the last page says what stays until it is deployed',
  async (_s, on, words) => {
    show({
      data: withFields([formField()], { deployedVersionNumber: 2, hasUndeployedChanges: true }),
      path: `${address}?page=deploy`,
      deployment: deploymentFlags({ isEnabled: on }),
    });
    await heading(/Deploy/);
    expect(screen.getByText((text) => text.endsWith(words))).toBeDefined();
  },
);

test('what was not done takes the focus, as far above the button as it may stand', async () => {
  const { user } = show({
    data: withFields([formField()]),
    path: `${address}?page=1`,
    put: () => problem('vendor_unavailable', 503, { vendor: 'prismatic' }),
  });
  await heading(/Settings/);
  await user.type(box('Warehouse'), 'North');
  await user.click(button('Next'));
  await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Prismatic does not answer\./));
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
