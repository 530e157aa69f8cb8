import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { maya, operation, outcome, sessionOf } from '#src/testing/fixtures.ts';
import { graphError, installFakeServer } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import type { ActivationChoices } from './activation-choices-query.ts';
import type { Template } from './catalogue-query.ts';

const wizardOrigin = 'http://wizard.test';
const template: Template = {
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
const choices: ActivationChoices = {
  authSlots: [{ externalId: 'slack', title: 'Slack workspace', usedAuthenticationIds: ['a-2'] }],
  configSlots: [
    { externalId: 'channel', title: 'Channel', defaultValue: '' },
    { externalId: 'limit', title: 'Limit', defaultValue: '50' },
  ],
  authentications: [
    { id: 'a-1', name: 'Sales', serviceTitle: 'HubSpot', accountName: null },
    { id: 'a-2', name: 'Slack of Maya', serviceTitle: 'Slack', accountName: 'northwind.slack.com' },
  ],
  problemCode: null,
};
const times = { startedAt: '2026-01-02T03:04:05.000Z', endedAt: '2026-01-02T03:04:06.000Z' };

async function open(
  answer: () => Answer = () => ({ activationChoices: choices }),
  rest: Record<string, (body: unknown) => Answer> = {},
) {
  const opened = vi.fn<typeof window.open>(() => null);
  vi.stubGlobal('open', opened);
  const started: unknown[] = [];
  installFakeServer({
    session: sessionOf(maya),
    graph: {
      Catalogue: () => ({
        catalogue: {
          nodes: [template],
          pageInfo: { endCursor: null, hasNextPage: false },
          totalCount: 1,
          outcomes: [outcome()],
        },
      }),
      ActivationChoices: answer,
    },
    rest: {
      ...rest,
      'POST /api/activations': (body: unknown) => {
        started.push(body);
        const steps = [
          { step: 'creating' as const, ...times },
          { step: 'checking' as const, ...times },
        ];
        return { operation: operation({ instanceId: 'made', state: 'succeeded', steps }) };
      },
    },
  });
  const { user } = renderApp('/catalogue');
  await user.click(await screen.findByRole('button', { name: 'Activate' }));
  const dialog = within(await screen.findByRole('dialog'));
  const fold = await dialog.findByRole('button', { name: 'Use what you already have' });
  expect(fold.getAttribute('aria-expanded')).toBe('false');
  await user.click(fold);
  return { user, dialog, opened, started };
}

const optionsOf = (select: HTMLElement) =>
  [...select.querySelectorAll('option, optgroup')].map((one) => one.getAttribute('label') ?? one.textContent);

test('offers the connections that fit first, the others by their service', async () => {
  const { dialog } = await open();
  const select = await dialog.findByRole('combobox', { name: 'Slack workspace' });
  expect(optionsOf(select)).toEqual([
    'Ask me in the wizard',
    'Used for this already',
    'northwind.slack.com (Slack of Maya)',
    'HubSpot',
    'Sales',
  ]);
  expect(dialog.getByRole('textbox', { name: 'Limit' }).getAttribute('placeholder')).toBe('50');
});

test('everything chosen: no wizard is needed, and no window is opened', async () => {
  const { user, dialog, opened, started } = await open();
  await user.selectOptions(await dialog.findByRole('combobox', { name: 'Slack workspace' }), 'a-2');
  await user.type(dialog.getByRole('textbox', { name: 'Channel' }), '#orders');
  expect(dialog.getByText(/No wizard is needed/)).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Activate' }));
  await waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]).toMatchObject({
    authValues: [{ externalId: 'slack', authenticationId: 'a-2' }],
    configValues: [{ externalId: 'channel', value: '#orders' }],
  });
  expect(started[0]).not.toHaveProperty('needsNoWizard');
  expect(opened).not.toHaveBeenCalled();
  expect(await screen.findByText('Enabled. It works from now on.')).toBeDefined();
});

test('another account of a service that is known is connected here and then chosen', async () => {
  const asked: unknown[] = [];
  const fresh = { id: 'a-3', name: 'Slack of ops', serviceTitle: 'Slack', accountName: 'ops.slack.com' };
  const { user, dialog, opened, started } = await open(undefined, {
    'POST /api/auth-dialogs': (body) => {
      asked.push(body);
      return { authDialog: { id: 'd-1' }, url: `${wizardOrigin}/a?code=c`, origin: wizardOrigin };
    },
    'POST /api/auth-dialogs/d-1/looks': () => ({ authentication: fresh, before: null, isOtherAccount: false }),
  });
  const popup = {
    closed: false,
    document: document.implementation.createHTMLDocument(),
    location: { replace: vi.fn<(url: string) => void>() },
    close: () => (popup.closed = true),
    focus: () => {},
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what is used of a window is imitated
  opened.mockImplementation(() => popup as unknown as Window);
  const select = await dialog.findByRole('combobox', { name: 'Slack workspace' });
  await user.selectOptions(select, 'Sales');
  expect(dialog.getByRole('button', { name: 'Connect another account of HubSpot…' })).toBeDefined();
  await user.selectOptions(select, 'Ask me in the wizard');
  await user.click(dialog.getByRole('button', { name: 'Connect another account of Slack…' }));
  expect(await dialog.findByText(/Go on in the window of Tray/)).toBeDefined();
  expect(asked).toEqual([{ use: 'another', likeAuthenticationId: 'a-2' }]);
  const said = new MessageEvent('message', {
    data: { type: 'tray.authpopup.finish', authType: 'oauth', authId: 'a-3' },
    origin: wizardOrigin,
  });
  Object.defineProperty(said, 'source', { value: popup });
  window.dispatchEvent(said);
  await waitFor(() => expect(select).toHaveProperty('value', 'a-3'));
  expect(dialog.getByRole('option', { name: 'ops.slack.com (Slack of ops)' })).toBeDefined();
  await user.type(dialog.getByRole('textbox', { name: 'Channel' }), '#x');
  await user.click(dialog.getByRole('button', { name: 'Activate' }));
  await waitFor(() =>
    expect(started).toMatchObject([{ authValues: [{ externalId: 'slack', authenticationId: 'a-3' }] }]),
  );
});

test('no connection is made here for a slot of which no service is known', async () => {
  const { dialog } = await open(() => ({ activationChoices: { ...choices, authentications: [] } }));
  await dialog.findByRole('combobox', { name: 'Slack workspace' });
  expect(dialog.queryByRole('button', { name: /Connect another account/ })).toBeNull();
});

test('a part of it chosen: the window opens in the click', async () => {
  const { user, dialog, opened } = await open();
  await user.type(await dialog.findByRole('textbox', { name: 'Channel' }), '#orders');
  expect(dialog.queryByText(/No wizard is needed/)).toBeNull();
  await user.click(dialog.getByRole('button', { name: 'Activate' }));
  expect(opened).toHaveBeenCalledTimes(1);
});

test('a value that cannot be used is refused beside its field, also when it was folded away', async () => {
  const { user, dialog, started } = await open();
  await user.type(await dialog.findByRole('textbox', { name: 'Limit' }), 'many');
  await user.click(dialog.getByRole('button', { name: 'Use what you already have' }));
  await user.click(dialog.getByRole('button', { name: 'Activate' }));
  expect(await dialog.findByText('Enter a number, such as 12 or 12.5.')).toBeDefined();
  expect(dialog.getByRole('textbox', { name: 'Limit' })).toHaveProperty('value', 'many');
  expect(started).toEqual([]);
});

test('a vendor that cannot be asked leaves the values, and says what it means', async () => {
  const unread = { ...choices, authentications: null, problemCode: 'vendor_unavailable' };
  const { dialog } = await open(() => ({ activationChoices: unread }));
  expect(await dialog.findByText(/Tray does not answer\. The wizard asks for your connections\./)).toBeDefined();
  expect(dialog.queryByRole('combobox')).toBeNull();
  expect(dialog.getByRole('textbox', { name: 'Channel' })).toBeDefined();
});

test('our own failure says so and offers to try again', async () => {
  const { dialog } = await open(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'r' }));
  expect(await dialog.findByText(/Something failed on our side/)).toBeDefined();
  expect(dialog.getByRole('button', { name: 'Try again' })).toBeDefined();
});
