import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Person } from '#contract/people.ts';
import type { TrayDetail } from '#src/features/instances/instance-detail-query.ts';
import { graphError, installFakeServer } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { instanceRow, jonas, maya, priya, sessionOf, trayDetail } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

const wizardOrigin = 'http://wizard.test';
const row = instanceRow({ name: 'Orders' });
const slack = {
  id: 'auth-1',
  name: 'Slack of Maya',
  serviceTitle: 'Slack',
  serviceVersion: '11.0',
  accountName: 'maya@northwind.example',
};
const ops = { id: 'auth-2', name: 'Slack of ops', serviceTitle: 'Slack', accountName: 'ops@northwind.example' };
const hubspot = { id: 'auth-3', name: 'HubSpot', serviceTitle: 'HubSpot', accountName: null };
const filled: TrayDetail['authSlots'][number] = {
  externalId: 'slack',
  title: 'Slack workspace',
  authenticationId: 'auth-1',
  authentication: slack,
  connection: null,
};
const empty = { ...filled, authenticationId: null, authentication: null };

interface Shown {
  person?: Person;
  slot?: TrayDetail['authSlots'][number];
  row?: typeof row;
  graph?: Record<string, (variables: Record<string, unknown>) => Answer>;
  rest?: Record<string, (body: unknown) => Answer>;
}

async function show({ person = maya, slot = filled, row: shown = row, graph = {}, rest = {} }: Shown = {}) {
  const detail = trayDetail({ authSlots: [slot] });
  const server = installFakeServer({
    session: sessionOf(person),
    graph: {
      InstanceDetail: () => ({
        instance: { __typename: 'TrayInstance', id: shown.id, row: shown, timeline: [], detail, problemCode: null },
      }),
      Authentications: () => ({ authentications: [slack, hubspot, ops] }),
      ...graph,
    },
    rest,
  });
  const { user } = renderApp(`/instances/${shown.id}`);
  // The page is a chunk of its own, which the first test of a file waits for.
  const panel = within(await screen.findByRole('region', { name: 'Connections' }));
  const attached = () =>
    server.requests
      .filter(({ operation }) => operation === 'AttachConnection')
      .map(({ variables }) => variables['input']);
  const answered = () => server.requests.map(({ operation }) => operation);
  return { user, panel, attached, answered };
}

/** A window of the vendor that can speak. */
function fakePopup() {
  const popup = {
    closed: false,
    document: document.implementation.createHTMLDocument(),
    location: { replace: vi.fn<(url: string) => void>() },
    close: () => (popup.closed = true),
    focus: vi.fn<() => void>(),
  };
  vi.spyOn(window, 'open').mockImplementation(() => {
    popup.closed = false;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what is used of a window is imitated
    return popup as unknown as Window;
  });
  const speak = (data: unknown) => {
    const event = new MessageEvent('message', { data, origin: wizardOrigin });
    Object.defineProperty(event, 'source', { value: popup });
    window.dispatchEvent(event);
  };
  return { popup, speak };
}

const opens = {
  'POST /api/auth-dialogs': () => ({
    authDialog: { id: 'd-1' },
    url: `${wizardOrigin}/a?code=c`,
    origin: wizardOrigin,
  }),
};
const finish = { type: 'tray.authpopup.finish', authType: 'oauth', authId: 'auth-2' };

function looksAs(answer: object) {
  return { ...opens, 'POST /api/auth-dialogs/d-1/looks': () => answer };
}

test('a connected slot: which account, of which service, who connected it here and when, and what was before', async () => {
  const connection = {
    personName: 'Jonas Weber',
    changedAt: new Date(Date.now() - 3.5 * 60_000).toISOString(),
    previousAccountName: 'old@northwind.example',
  };
  const { panel } = await show({ slot: { ...filled, connection } });
  expect(panel.getByRole('heading', { name: 'Slack workspace' })).toBeDefined();
  expect(panel.getByText('maya@northwind.example')).toBeDefined();
  expect(panel.getByText('Slack, version 11.0')).toBeDefined();
  expect(panel.getByText('Connected here by Jonas Weber').parentElement?.textContent).toMatch(
    /^Connected here by Jonas Weber · 3 min.* ago · before: old@northwind.example$/,
  );
  expect(panel.getByRole('button', { name: 'Reconnect' })).toBeDefined();
  expect(panel.getByRole('button', { name: 'Use another account' })).toBeDefined();
});

test('connected at the vendor; an account that is not told is called by its name', async () => {
  const connection = { personName: null, changedAt: new Date().toISOString(), previousAccountName: null };
  const { panel } = await show({
    slot: { ...filled, connection, authentication: { ...slack, accountName: null } },
  });
  expect(panel.getByText('Connected at Tray')).toBeDefined();
  expect(panel.getByText('Slack of Maya')).toBeDefined();
});

test('a slot whose connection is not in the owner’s list', async () => {
  const { panel } = await show({ slot: { ...filled, authentication: null } });
  expect(panel.getByText('Connected; auth-1 is not in the owner’s list')).toBeDefined();
});

test.each([
  ['view-only people', jonas, 'You may look only'],
  ['admins', priya, 'Only the owner may do this'],
])('the buttons are off for %s, and say why', async (_who, person, reason) => {
  const { panel, user } = await show({ person });
  const open = vi.spyOn(window, 'open');
  for (const name of ['Reconnect', 'Use another account']) {
    const button = panel.getByRole('button', { name });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe(reason);
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a person would
    await user.click(button);
  }
  expect(open).not.toHaveBeenCalled();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('an empty slot is connected at once, and a set-up that lacks nothing any more can be finished', async () => {
  const unfinished = instanceRow({ name: 'Orders', status: 'unfinished', missing: ['Slack workspace'] });
  const { popup, speak } = fakePopup();
  const { panel, user, attached } = await show({
    slot: empty,
    row: unfinished,
    graph: {
      Authentications: () => ({ authentications: [] }),
      AttachConnection: () => ({ changed: { instance: { ...unfinished, missing: [] } } }),
    },
    rest: looksAs({ authentication: ops, before: null, isOtherAccount: false }),
  });
  await user.click(panel.getByRole('button', { name: 'Connect' }));
  expect(await panel.findByText(/Go on in the window of Tray/)).toBeDefined();
  expect(popup.location.replace).toHaveBeenCalledWith(`${wizardOrigin}/a?code=c`);
  await user.click(panel.getByRole('button', { name: 'Go to the window' }));
  expect(popup.focus).toHaveBeenCalled();
  speak(finish);
  expect(
    await screen.findByText('Slack workspace: ops@northwind.example is connected. Nothing is missing any more.'),
  ).toBeDefined();
  expect(screen.getAllByRole('button', { name: 'Finish set-up' }).length).toBeGreaterThan(0);
  expect(attached()).toEqual([
    {
      id: unfinished.id,
      configValues: [],
      authValues: [{ externalId: 'slack', authenticationId: 'auth-2', acceptsOtherAccount: false }],
    },
  ]);
});

test('an empty slot is offered what the account has, and a new connection in the click', async () => {
  const { popup } = fakePopup();
  const { panel, user, attached, answered } = await show({
    slot: empty,
    graph: { AttachConnection: () => ({ changed: { instance: row } }) },
    rest: opens,
  });
  await waitFor(() => expect(answered()).toContain('Authentications'));
  const openChooser = async () => {
    await user.click(panel.getByRole('button', { name: 'Connect' }));
    return within(await screen.findByRole('dialog', { name: 'Connect Slack workspace' }));
  };
  const first = await openChooser();
  const yours = within(await first.findByRole('region', { name: 'Your connections' }));
  expect(yours.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    expect.stringContaining('HubSpot'),
    expect.stringContaining('maya@northwind.example'),
    expect.stringContaining('ops@northwind.example'),
  ]);
  await user.click(first.getByRole('button', { name: 'Connect a new account' }));
  expect(await panel.findByText(/Go on in the window of Tray/)).toBeDefined();
  expect(popup.location.replace).toHaveBeenCalledWith(`${wizardOrigin}/a?code=c`);
  const second = await openChooser();
  await user.click((await second.findAllByRole('button', { name: 'Use this one' }))[2] ?? document.body);
  await waitFor(() =>
    expect(attached()).toMatchObject([{ authValues: [{ externalId: 'slack', authenticationId: 'auth-2' }] }]),
  );
});

test('a slot that the newest version has no more says so and cannot be changed', async () => {
  const { panel } = await show({ slot: { ...filled, title: null } });
  expect(panel.getByText('The newest version of this solution no longer has it.')).toBeDefined();
  expect(panel.getByText('maya@northwind.example')).toBeDefined();
  expect(panel.queryByRole('button')).toBeNull();
});

test('another account is asked first, by both names; Keep changes nothing, Use attaches it', async () => {
  const { speak } = fakePopup();
  const { panel, user, attached } = await show({
    graph: { AttachConnection: () => ({ changed: { instance: row } }) },
    rest: looksAs({ authentication: ops, before: slack, isOtherAccount: true }),
  });
  const connectNew = async () => {
    await user.click(panel.getByRole('button', { name: 'Use another account' }));
    await user.click(await screen.findByRole('button', { name: 'Connect a new account' }));
    await panel.findByText(/Go on in the window of Tray/);
    speak(finish);
    return within(await screen.findByRole('dialog', { name: 'Another account for Slack workspace?' }));
  };
  const first = await connectNew();
  expect(
    first.getByText(/Slack was connected as maya@northwind.example. The new connection is ops@northwind.example/),
  ).toBeDefined();
  await user.click(first.getByRole('button', { name: 'Keep the old one' }));
  expect(await screen.findByText(/maya@northwind.example stays. Nothing was changed/)).toBeDefined();
  expect(attached()).toEqual([]);
  const second = await connectNew();
  await user.click(second.getByRole('button', { name: 'Use the new account' }));
  expect(await screen.findByText('Slack workspace: ops@northwind.example is connected')).toBeDefined();
  expect(attached()).toMatchObject([{ authValues: [{ authenticationId: 'auth-2', acceptsOtherAccount: true }] }]);
});

test('another connection of the account: those of the service first, and the server asks for a word', async () => {
  const { panel, user, attached } = await show({
    graph: {
      AttachConnection: ({ input }) =>
        JSON.stringify(input).includes('"acceptsOtherAccount":true')
          ? { changed: { instance: row } }
          : graphError({ code: 'other_account', changed: 'nothing', requestId: 'r' }),
    },
  });
  await user.click(panel.getByRole('button', { name: 'Use another account' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Use another account for Slack workspace' }));
  const sameService = within(await dialog.findByRole('region', { name: 'Your other connections to Slack' }));
  expect(sameService.getAllByRole('listitem')).toHaveLength(1);
  expect(dialog.getByText('Connections to other services (1)')).toBeDefined();
  expect(dialog.queryByText('maya@northwind.example')).toBeNull();
  await user.click(sameService.getByRole('button', { name: 'Use this one' }));
  const asked = within(await screen.findByRole('dialog', { name: 'Another account for Slack workspace?' }));
  await user.click(asked.getByRole('button', { name: 'Use the new account' }));
  await waitFor(() => expect(attached()).toHaveLength(2));
});

test.each([
  ['none', () => ({ authentications: [slack] }), 'You have no other connection yet.'],
  ['not read', () => ({ authentications: null }), 'Tray could not be asked for your connections.'],
  [
    'failed',
    () => graphError({ code: 'internal', changed: 'nothing', requestId: 'r' }),
    'Tray could not be asked for your connections.',
  ],
])('the account’s other connections: %s', async (_what, answer, words) => {
  const { panel, user } = await show({ graph: { Authentications: answer } });
  await user.click(panel.getByRole('button', { name: 'Use another account' }));
  expect(await screen.findByText(words)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Connect a new account' })).toBeDefined();
});

test('signed in again as somebody else: said plainly, with a way back', async () => {
  const { speak } = fakePopup();
  const { panel, user, attached } = await show({
    rest: looksAs({
      authentication: { ...slack, accountName: 'ops@northwind.example' },
      before: slack,
      isOtherAccount: true,
    }),
  });
  await user.click(panel.getByRole('button', { name: 'Reconnect' }));
  await panel.findByText(/Go on in the window of Tray/);
  speak({ ...finish, authId: 'auth-1' });
  const alert = await panel.findByRole('alert');
  expect(alert.textContent).toContain(
    'Slack was connected as maya@northwind.example and now is connected as ops@northwind.example.',
  );
  expect(within(alert).getByRole('button', { name: 'Reconnect' })).toBeDefined();
  await user.click(within(alert).getByRole('button', { name: 'That is right' }));
  expect(panel.queryByRole('alert')).toBeNull();
  expect(attached()).toEqual([]);
});

test('signed in again as the same', async () => {
  const { speak } = fakePopup();
  const { panel, user } = await show({
    rest: looksAs({ authentication: slack, before: slack, isOtherAccount: false }),
  });
  await user.click(panel.getByRole('button', { name: 'Reconnect' }));
  await panel.findByText(/Go on in the window of Tray/);
  speak({ ...finish, authId: 'auth-1' });
  expect(await screen.findByText('Slack workspace: signed in again as maya@northwind.example')).toBeDefined();
});

test('a blocked window, an error of the dialog, a refused change: each in words, with a next step', async () => {
  const open = vi.spyOn(window, 'open').mockImplementation(() => null);
  const { panel, user, attached } = await show({
    slot: empty,
    graph: {
      Authentications: () => ({ authentications: null }),
      AttachConnection: () => graphError({ code: 'busy', changed: 'nothing', requestId: 'r-1' }),
    },
    rest: looksAs({ authentication: ops, before: null, isOtherAccount: false }),
  });
  await user.click(panel.getByRole('button', { name: 'Connect' }));
  expect(await panel.findByText('Your browser blocked the window of Tray.')).toBeDefined();
  open.mockRestore();
  const { speak } = fakePopup();
  await user.click(panel.getByRole('button', { name: 'Open the window' }));
  await panel.findByText(/Go on in the window of Tray/);
  speak({ type: 'tray.authPopup.error', error: '<b>denied</b>' });
  expect(await panel.findByText(/Tray said: “<b>denied<\/b>”/)).toBeDefined();
  await user.click(panel.getByRole('button', { name: 'Try again' }));
  await panel.findByText(/Go on in the window of Tray/);
  speak({ type: 'tray.authpopup.close' });
  expect(await panel.findByText('The window was closed. Nothing was changed.')).toBeDefined();
  await user.click(panel.getByRole('button', { name: 'Connect' }));
  await panel.findByText(/Go on in the window of Tray/);
  speak(finish);
  expect(await panel.findByText(/Another change to “.*Orders.*” is under way/)).toBeDefined();
  await user.click(panel.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(attached()).toHaveLength(2));
});
