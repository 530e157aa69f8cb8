import { screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { refresh } from '#src/api/refresh.ts';
import { connectorInstanceDetail, connectorRow } from '#src/testing/connector-fixtures.ts';
import { deferred } from '#src/testing/deferred.ts';
import { answerJson, installFakeServer } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
// Loaded with their first showing; here before, so that no test waits for them.
import './CredentialsTab.tsx';
import './DetailsTab.tsx';
import '#src/pages/ConnectorInstancePage/ConnectorInstancePage.tsx';

const outing = vi.hoisted(() => ({ leaveForConsent: vi.fn<(url: string, backTo: string) => void>() }));
vi.mock(import('#src/features/session/outing.ts'), async (original) => ({ ...(await original()), ...outing }));

const row = connectorRow({ name: 'Shop Sweden', useCount: 2 });
const path = `/connectors/instances/${row.id}?tab=authentication`;
const secret = 'canary-4711';
const check = {
  request: { method: 'GET', url: 'https://shop.test/me', headers: { Authorization: '********' }, body: null },
  response: { statusCode: 401, headers: {}, body: '{"error":"invalid"}', message: null },
};

afterEach(() => outing.leaveForConsent.mockReset());

async function open(save: (body: unknown) => Answer | Promise<Answer>, change: object = {}) {
  const bodies: unknown[] = [];
  const vendor = { detail: connectorInstanceDetail(change) };
  installFakeServer({
    session: sessionOf(maya),
    graph: {
      ConnectorInstance: () => ({
        instance: {
          kind: 'PatchworksInstance',
          __typename: 'PatchworksInstance',
          id: row.id,
          row,
          timeline: [],
          detail: vendor.detail,
          problemCode: null,
        },
      }),
    },
    rest: {
      [`POST /api/connector-instances/${row.id}/credentials`]: (body) => {
        bodies.push(body);
        return save(body);
      },
    },
  });
  const { user } = renderApp(path);
  await screen.findByRole('tabpanel', { name: 'Authentication' });
  await screen.findByText(/^It was chosen when/);
  return { user, vendor, bodies };
}

const saveButton = () => screen.getByRole('button', { name: 'Save credentials' });
const isOff = (button: HTMLElement) => button.getAttribute('aria-disabled') === 'true';
const refused = () =>
  answerJson({ problem: { code: 'credentials_refused', changed: 'nothing', requestId: 'r-1', check } }, 422);

async function typeSecret(user: Awaited<ReturnType<typeof open>>['user']) {
  await user.click(screen.getByRole('button', { name: 'Replace API key' }));
  await user.click(screen.getByLabelText('API key'));
  await user.paste(secret);
}

test('a stored secret is there and not shown; only what was changed is sent, and is forgotten once saved', async () => {
  const answer = deferred<Answer>();
  const { user, bodies } = await open(() => answer.promise);
  expect(screen.getByText('Stored')).toBeDefined();
  expect(screen.getAllByText('API key', { selector: 'bdi' })).not.toEqual([]);
  expect(isOff(saveButton())).toBe(true);
  await typeSecret(user);
  await user.click(saveButton());
  expect(await screen.findAllByText(/^Checking the credentials at .*Shopkit.*…$/)).not.toEqual([]);
  answer.resolve({ state: 'done', instanceId: row.id });
  expect(await screen.findByText('Credentials of Shop Sweden were taken and saved')).toBeDefined();
  expect(bodies).toEqual([{ values: { api_key: secret } }]);
  expect(screen.getByText('Stored')).toBeDefined();
  expect(document.body.innerHTML).not.toContain(secret);
  expect(isOff(saveButton())).toBe(true);
});

test('refused: why, that the old ones stay, what was asked and answered, and what was typed is kept', async () => {
  const { user } = await open(refused);
  await typeSecret(user);
  await user.click(saveButton());
  const alert = await screen.findByText(/The other system did not take these credentials\./);
  expect(alert.textContent).toContain('the stored credentials are as they were');
  expect(screen.getByText('{"error":"invalid"}')).toBeDefined();
  await user.click(screen.getByRole('tab', { name: 'Request' }));
  expect(screen.getByText('https://shop.test/me')).toBeDefined();
  expect(screen.getByLabelText<HTMLInputElement>('API key').value).toBe(secret);
  expect(isOff(saveButton())).toBe(false);
});

test('leaving the page forgets a secret that was typed', async () => {
  const { user } = await open(refused);
  await typeSecret(user);
  window.dispatchEvent(new Event('pagehide'));
  expect(await screen.findByText('Stored')).toBeDefined();
});

test('a field that the server refuses is marked', async () => {
  const { user } = await open(() =>
    answerJson(
      { problem: { code: 'bad_input', changed: 'nothing', requestId: 'r', fields: { store: 'malformed' } } },
      400,
    ),
  );
  await user.type(screen.getByRole('textbox', { name: 'Store' }), 'x');
  await user.click(saveButton());
  expect(await screen.findByText('This cannot be used.')).toBeDefined();
});

test('a required field may not be emptied', async () => {
  const { user, bodies } = await open(() => ({}));
  await user.clear(screen.getByRole('textbox', { name: 'Store' }));
  await user.click(saveButton());
  expect(await screen.findByText('Enter Store.')).toBeDefined();
  expect(bodies).toEqual([]);
});

test('changed elsewhere while one types: said, nothing overwritten, and one may begin anew', async () => {
  const { user, vendor } = await open(() => ({}));
  const store = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Store' });
  await user.type(store(), '-2');
  const { fields } = vendor.detail;
  vendor.detail = connectorInstanceDetail({
    fields: fields.map((field) => (field.key === 'store' ? { ...field, value: 'norway' } : field)),
  });
  refresh('instance', row.id);
  expect(await screen.findByText(/^What is stored was changed elsewhere/)).toBeDefined();
  expect(store().value).toBe('sweden-2');
  await user.click(screen.getByRole('button', { name: 'Begin with what is stored now' }));
  expect(store().value).toBe('norway');
});

test('a consent is given on the other system’s page, to which only a web address leads', async () => {
  let url = 'javascript:alert(1)';
  const { user, bodies } = await open(() => ({ state: 'consent', url }), { methodKind: 'consent', fields: [] });
  await user.click(screen.getByRole('button', { name: 'Sign in again' }));
  expect(await screen.findByText(/has no address that can be opened/)).toBeDefined();
  expect(outing.leaveForConsent).not.toHaveBeenCalled();
  url = 'https://third.test/authorise?state=s';
  await user.click(screen.getByRole('button', { name: 'Sign in again' }));
  await waitFor(() => expect(outing.leaveForConsent).toHaveBeenCalledWith(url, path));
  expect(bodies).toEqual([{ values: {} }, { values: {} }]);
});

test('where nothing is asked there is nothing to set', async () => {
  await open(() => ({}), { methodKind: 'none', methodName: 'No authentication', fields: [] });
  expect(screen.getByText(/asks for no credentials: there is nothing to set\./)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Save credentials' })).toBeNull();
});
