import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { refresh } from '#src/api/refresh.ts';
import { connectorInstanceDetail, connectorRow } from '#src/testing/connector-fixtures.ts';
import { graphError, installFakeServer } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
// Loaded with their first showing; here before, so that no test waits for them.
import './CredentialsTab.tsx';
import './DetailsTab.tsx';
import './SaveDetailsDialog.tsx';
import '#src/app/LeaveDialog.tsx';
import '#src/pages/ConnectorInstancePage/ConnectorInstancePage.tsx';

const row = connectorRow({ name: 'Shop Sweden', useCount: 2 });
const pools = [{ id: '7', name: 'Shared', limit: 8 }];
const { details: stored } = connectorInstanceDetail();
const read = { ...stored, poolId: '7' };

function instance(details = read, change: object = {}) {
  return {
    kind: 'PatchworksInstance',
    __typename: 'PatchworksInstance',
    id: row.id,
    row,
    timeline: [],
    detail: connectorInstanceDetail({ details, pools, flows: [], ...change }),
    problemCode: null,
  };
}

const textbox = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const saveButton = () => screen.getByRole('button', { name: 'Save instance details' });
const isOff = (button: HTMLElement) => button.getAttribute('aria-disabled') === 'true';

/** The page with a vendor that can be changed from elsewhere, and a save that is answered by the test. */
async function open(save: (input: unknown) => Answer | Promise<Answer>, change: object = {}) {
  const vendor = { details: read, updatedAt: '2026-01-02T03:04:05.000Z' };
  const server = installFakeServer({
    session: sessionOf(maya),
    graph: {
      ConnectorInstance: () => ({ instance: instance(vendor.details, { updatedAt: vendor.updatedAt, ...change }) }),
      UpdateConnectorInstance: ({ input }) => save(input),
    },
  });
  const { user } = renderApp(`/connectors/instances/${row.id}`);
  await screen.findByRole('textbox', { name: 'Name' });
  const inputs = () =>
    server.requests
      .filter(({ operation }) => operation === 'UpdateConnectorInstance')
      .map(({ variables }) => variables);
  const reads = () => server.requests.filter(({ operation }) => operation === 'ConnectorInstance').length;
  return { user, vendor, inputs, reads };
}

function saved(details: object) {
  return {
    updateConnectorInstance: {
      instance: {
        __typename: 'PatchworksInstance',
        id: row.id,
        row: { ...row, checkedAt: new Date().toISOString() },
        detail: { details: { ...read, ...details }, updatedAt: '2026-01-05T00:00:00.000Z' },
      },
    },
  };
}

async function retype(user: Awaited<ReturnType<typeof open>>['user'], name: string, text: string) {
  await user.clear(textbox(name));
  await user.paste(text);
}

test('nothing changed: nothing to save', async () => {
  const { user } = await open(() => ({}));
  expect(isOff(saveButton())).toBe(true);
  await user.type(textbox('Name'), 'x');
  expect(isOff(saveButton())).toBe(false);
  await user.type(textbox('Name'), '{Backspace}');
  expect(isOff(saveButton())).toBe(true);
});

test('saves what is typed against what was read, without a question when nothing uses it; the cross clears the pool', async () => {
  const { user, vendor, inputs } = await open(() => {
    vendor.details = { ...read, rateLimitAmount: 100, name: 'Shop SE' };
    vendor.updatedAt = '2026-01-05T00:00:00.000Z';
    return saved({ name: 'Shop SE', rateLimitAmount: 100, poolId: null });
  });
  await retype(user, 'Name', ' Shop SE ');
  await retype(user, 'Rate limit', '100');
  await user.click(screen.getByRole('button', { name: 'Clear the connection pool' }));
  await user.click(saveButton());
  expect(await screen.findByText('Details of Shop SE are saved')).toBeDefined();
  const details = { ...read, name: 'Shop SE', rateLimitAmount: 100, poolId: null };
  expect(inputs()).toEqual([{ input: { id: row.id, details, previous: read } }]);
  await waitFor(() => expect(isOff(saveButton())).toBe(true));
});

test('asks first when flows use it, and names them', async () => {
  const { flows } = connectorInstanceDetail();
  const { user, inputs } = await open(() => saved({ name: 'Shop Sweden 2' }), { flows });
  await retype(user, 'Name', 'Shop Sweden 2');
  expect(screen.getByText('A change reaches 2 process flows, at once.')).toBeDefined();
  await user.click(saveButton());
  let dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('This changes how 2 process flows work, at once:')).toBeDefined();
  expect(dialog.getByText('Old stock')).toBeDefined();
  expect(dialog.getByText('Not enabled')).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(inputs()).toEqual([]);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.click(saveButton());
  dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Save instance details' }));
  await waitFor(() => expect(inputs()).toHaveLength(1));
});

test('what cannot be used is said beside its field and not sent', async () => {
  const { user, inputs } = await open(() => ({}));
  await user.clear(textbox('Name'));
  await retype(user, 'Rate limit', '0');
  await user.click(saveButton());
  expect(await screen.findByText('Enter a name.')).toBeDefined();
  expect(screen.getByText(/^Enter a whole number from 1/)).toBeDefined();
  expect(document.activeElement).toBe(textbox('Name'));
  expect(inputs()).toEqual([]);
});

test('a field that the server refuses is marked, and what was typed stays', async () => {
  const { user } = await open(() =>
    graphError({ code: 'bad_input', changed: 'nothing', requestId: 'r', fields: { dateFormat: 'too_long' } }),
  );
  await retype(user, 'Name', 'Other');
  await user.click(saveButton());
  expect(await screen.findByText('That is too long; use at most 255 characters.')).toBeDefined();
  expect(textbox('Name').value).toBe('Other');
});

test('a save that fails says so and keeps what was typed', async () => {
  const { user } = await open(() =>
    graphError({ code: 'vendor_unavailable', changed: 'nothing', requestId: 'r', vendor: 'patchworks' }),
  );
  await retype(user, 'Name', 'Other');
  await user.click(saveButton());
  const alert = await screen.findByText(
    /Patchworks does not answer\. Nothing was changed\. What you entered is kept\./,
  );
  expect(alert).toBeDefined();
  expect(textbox('Name').value).toBe('Other');
  expect(isOff(saveButton())).toBe(false);
});

test('two people: both values, one is chosen, and it is saved against what stands there now', async () => {
  let isFirst = true;
  const { user, vendor, inputs } = await open(() => {
    if (!isFirst) return saved({ name: 'Mine', rateLimitAmount: 50 });
    isFirst = false;
    vendor.details = { ...read, name: 'Theirs', rateLimitAmount: 50 };
    return graphError({
      code: 'conflict',
      changed: 'nothing',
      requestId: 'r',
      vendor: 'patchworks',
      fields: { name: 'changed_meanwhile', rateLimitAmount: 'changed_meanwhile' },
    });
  });
  await retype(user, 'Name', 'Mine');
  await retype(user, 'Rate limit', '99');
  await user.click(saveButton());
  const keep = await screen.findByRole('button', { name: 'Keep yours Name' });
  const [ofName, ofAmount] = screen.getAllByText('Now at Patchworks').map((term) => term.parentElement?.textContent);
  expect([ofName, ofAmount]).toEqual(['Now at PatchworksTheirs', 'Now at Patchworks50']);
  expect(isOff(saveButton())).toBe(true);
  await user.click(keep);
  await user.click(screen.getByRole('button', { name: 'Take the other Rate limit' }));
  expect(textbox('Rate limit').value).toBe('50');
  expect(screen.queryByText(/Somebody else has changed/)).toBeNull();
  await user.click(saveButton());
  await waitFor(() => expect(inputs()).toHaveLength(2));
  expect(inputs()[1]).toEqual({
    input: {
      id: row.id,
      details: { ...read, name: 'Mine', rateLimitAmount: 50 },
      previous: { ...read, name: 'Theirs', rateLimitAmount: 50 },
    },
  });
});

test('a change from elsewhere while one types overwrites nothing that was typed, and is told', async () => {
  const { user, vendor } = await open(() => ({}));
  await retype(user, 'Name', 'Mine');
  vendor.details = { ...read, name: 'Theirs', dateFormat: 'd.m.Y' };
  refresh('instance', row.id);
  expect(await screen.findByText(/^Changed at Patchworks while you typed: Date format\./)).toBeDefined();
  expect(textbox('Name').value).toBe('Mine');
  expect(screen.getByRole('button', { name: 'Take the other Name' })).toBeDefined();
});

test('untouched, the form follows the vendor without a word', async () => {
  const { vendor } = await open(() => ({}));
  vendor.details = { ...read, name: 'Theirs' };
  refresh('instance', row.id);
  await waitFor(() => expect(textbox('Name').value).toBe('Theirs'));
  expect(screen.queryByText(/while you typed/)).toBeNull();
  expect(isOff(saveButton())).toBe(true);
});

test('a reading from before the save does not bring back what was replaced', async () => {
  const { user, vendor, reads } = await open(() => saved({ name: 'Mine' }));
  await retype(user, 'Name', 'Mine');
  // What the vendor still told a moment before it took the save.
  vendor.updatedAt = '2026-01-04T00:00:00.000Z';
  const readsBefore = reads();
  await user.click(saveButton());
  expect(await screen.findByText('Details of Mine are saved')).toBeDefined();
  await waitFor(() => expect(reads()).toBeGreaterThan(readsBefore));
  // Of the newest reading only the amount is new: when it stands there, the one before has been shown too.
  vendor.details = { ...read, name: 'Mine', rateLimitAmount: 77 };
  vendor.updatedAt = '2026-01-06T00:00:00.000Z';
  expect(textbox('Name').value).toBe('Mine');
  refresh('instance', row.id);
  await waitFor(() => expect(textbox('Rate limit').value).toBe('77'));
  expect(textbox('Name').value).toBe('Mine');
  expect(isOff(saveButton())).toBe(true);
});

test('leaving asks while something is not saved', async () => {
  const { user } = await open(() => ({}));
  await retype(user, 'Name', 'Mine');
  await user.click(screen.getByRole('link', { name: 'Back to the list' }));
  expect(await screen.findByRole('dialog', { name: 'Leave without saving?' })).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Stay' }));
  expect(textbox('Name').value).toBe('Mine');
});
