import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { connectorDraft, connectorForm, keyMethod, openMethod } from '#src/testing/connector-fixtures.ts';
import { configurationCopy } from '#src/testing/copy-fixtures.ts';
import { formConnection, formField, instanceForm } from '#src/testing/deployable-fixtures.ts';
import { answerJson, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { priya } from '#src/testing/fixtures.ts';
import { choices, connectorCopy, refusalOf, openFromCopy, packageCopy } from '#src/testing/from-copy-bed.tsx';

test('a wizard’s instance: everything is seen before it is sent, as the vendor held it', async () => {
  const { user, give, sent } = await openFromCopy();
  await give(configurationCopy());
  const dialog = within(await screen.findByRole('dialog', { name: 'Activate Orders to chat' }));
  expect(dialog.getByText(/copy of “\u2068Orders of Lund\u2069” in Tray/)).toBeDefined();
  expect(dialog.getByRole<HTMLInputElement>('textbox', { name: 'Name of the instance' }).value).toBe('Orders of Lund');
  expect((await dialog.findByRole<HTMLInputElement>('textbox', { name: 'Channel' })).value).toBe('#lund');
  expect(dialog.getByRole<HTMLInputElement>('textbox', { name: 'Limit' }).value).toBe('7');
  expect(dialog.getByRole<HTMLSelectElement>('combobox', { name: 'Slack workspace' }).value).toBe('a-2');
  expect(await dialog.findByText(/No wizard is needed/)).toBeDefined();
  expect(sent).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Activate' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    vendor: 'tray',
    templateId: 'solution-1',
    name: 'Orders of Lund',
    authValues: [{ externalId: 'slack', authenticationId: 'a-2' }],
    configValues: [
      { externalId: 'channel', value: '"#lund"' },
      { externalId: 'limit', value: '7' },
    ],
  });
});

test('what is changed by hand is sent instead of what was copied', async () => {
  const { user, give, sent } = await openFromCopy();
  await give(configurationCopy());
  const channel = await screen.findByRole('textbox', { name: 'Channel' });
  await user.clear(channel);
  await user.type(channel, '#malmo');
  await user.click(screen.getByRole('button', { name: 'Activate' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ configValues: [{ externalId: 'channel', value: '"#malmo"' }, { value: '7' }] });
});

test('nothing is sent before it is known what of the copy can be used', async () => {
  const { user, give, sent } = await openFromCopy({ reuse: silence });
  await give(configurationCopy());
  const dialog = within(await screen.findByRole('dialog', { name: 'Activate Orders to chat' }));
  const activate = dialog.getByRole('button', { name: 'Activate' });
  expect(activate.getAttribute('aria-disabled')).toBe('true');
  await user.type(dialog.getByRole('textbox', { name: 'Name of the instance' }), '{Enter}');
  expect(sent).toEqual([]);
});

test('a connection and a setting that are gone are named, and what has to be given again', async () => {
  const { give } = await openFromCopy({
    reuse: () => ({
      activationChoices: { ...choices, configSlots: choices.configSlots.slice(0, 1), authentications: [] },
    }),
  });
  await give(configurationCopy({ leftOut: [{ title: 'Access token', reason: 'secret' }] }));
  expect(await screen.findByText(/You no longer have these connections.*: Slack of Maya\./)).toBeDefined();
  expect(screen.getByText(/no longer asks for these settings of the copy: limit\./)).toBeDefined();
  expect(screen.getByText(/secrets are never given out: Access token\./)).toBeDefined();
});

test('of another account’s copy the values are used and the connections are not', async () => {
  const { give } = await openFromCopy();
  await give(configurationCopy({ account: { externalId: 'fabrikam', name: 'Fabrikam' } }));
  expect(await screen.findByText(/another account, “\u2068Fabrikam\u2069”/)).toBeDefined();
  expect((await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Slack workspace' })).value).toBe('');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Channel' }).value).toBe('#lund');
});

const formCopy = configurationCopy({
  template: { vendor: 'prismatic', id: 'template-1', name: 'Stock sync', versionId: 'version-2', version: '2' },
  content: {
    kind: 'form',
    values: [
      { key: 'Warehouse', value: 'Lund' },
      { key: 'Carrier', value: 'post' },
      { key: 'Old', value: 'x' },
      { key: 'SFTP', inputs: [{ name: 'host', value: 'sftp.test' }] },
    ],
  },
  leftOut: [{ title: 'SFTP: Password', reason: 'secret' }],
});
const version = { comment: null, publishedAt: null };
const versions = [
  { ...version, versionId: 'version-3', number: 3 },
  { ...version, versionId: 'version-2', number: 2 },
];
/** The carrier is one of a third party's, and is offered only once there is an instance. */
const form = instanceForm({
  fields: [formField(), formField({ key: 'Carrier', kind: 'choice' })],
  connections: [formConnection()],
});

test('a deployed one: its version, the values in their fields, and those that have none yet', async () => {
  const { user, give, sent } = await openFromCopy({
    rest: { 'GET /api/versions': () => ({ versions }), 'GET /api/version-form': () => ({ form }) },
  });
  await give(formCopy);
  const dialog = within(await screen.findByRole('dialog', { name: 'Activate Stock sync' }));
  expect((await dialog.findByRole<HTMLInputElement>('textbox', { name: 'Warehouse' })).value).toBe('Lund');
  expect(dialog.getByRole<HTMLSelectElement>('combobox', { name: 'Version' }).value).toBe('version-2');
  expect(dialog.getByText('sftp.test')).toBeDefined();
  expect(dialog.getByText(/does not ask it of you: Old\./)).toBeDefined();
  expect(dialog.getByText(/secrets are never given out: SFTP: Password\./)).toBeDefined();
  expect(dialog.queryByText(/is not published any more/)).toBeNull();
  await user.click(dialog.getByRole('button', { name: 'Activate' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    name: 'Orders of Lund',
    versionId: 'version-2',
    values: [
      { key: 'Warehouse', value: 'Lund' },
      { key: 'Carrier', value: 'post' },
      { key: 'SFTP', inputs: [{ name: 'host', value: 'sftp.test' }] },
    ],
  });
});

test('a version that is not published any more becomes the newest, and that is said', async () => {
  const { give } = await openFromCopy({
    rest: {
      'GET /api/versions': () => ({ versions: versions.slice(0, 1) }),
      'GET /api/version-form': () => ({ form }),
    },
  });
  await give(formCopy);
  expect(await screen.findByText(/is not published any more; the newest one is chosen/)).toBeDefined();
});

test('an administrator names the customer, and gives no connection of theirs', async () => {
  const { give } = await openFromCopy({
    person: priya,
    rest: {
      'GET /api/versions': () => ({ versions }),
      'GET /api/version-form': () => ({ form }),
      'GET /api/owners': () => ({ owners: [], next: null }),
    },
  });
  await give(formCopy);
  expect(await screen.findByRole('combobox', { name: 'Customer' })).toBeDefined();
  expect(await screen.findByText(/does not ask it of you: Old and SFTP\./)).toBeDefined();
});

test('what the version asks for cannot be read: that is said, and only the name is given', async () => {
  const { give } = await openFromCopy({
    rest: {
      'GET /api/versions': () => ({ versions }),
      'GET /api/version-form': () => answerJson({ problem: { code: 'vendor_unavailable', changed: 'nothing' } }, 503),
    },
  });
  await give(formCopy);
  expect(await screen.findByText(/nothing of the copy but its name is given/)).toBeDefined();
});

test('a package: its path is filled in for an administrator', async () => {
  const { give } = await openFromCopy({ person: priya });
  await give(packageCopy);
  const dialog = within(await screen.findByRole('dialog', { name: 'Deploy a package' }));
  expect(dialog.getByRole<HTMLInputElement>('textbox').value).toBe('northwind/claims/fs/Drive/claims.ibsolution');
});

test('a package whose path the copy does not hold is asked for', async () => {
  const { give } = await openFromCopy({ person: priya });
  await give({ ...packageCopy, content: { kind: 'package', packagePath: null } });
  expect(await screen.findByText(/does not hold the path of the package; enter it/)).toBeDefined();
});

const draft = connectorDraft({ details: { name: '', ...connectorForm().defaults } });
const draftRoute = `/api/connector-drafts/${draft.id}`;

/** A server that keeps a draft. */
function draftRoutes({ methods = [keyMethod, openMethod], takenNames = [''], put = true } = {}) {
  const offer = connectorForm({ methods, takenNames });
  let kept = draft;
  const deleted = vi.fn<() => Answer>(() => ({ id: draft.id }));
  const rest = {
    'POST /api/connector-drafts': () => ({ draft, form: offer }),
    [`GET ${draftRoute}`]: () => ({ draft: kept, form: offer }),
    [`PUT ${draftRoute}`]: (body: unknown) => {
      if (!put) return answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'r' } }, 500);
      kept = Object.assign({}, kept, body);
      return { draft: kept };
    },
    [`DELETE ${draftRoute}`]: deleted,
  };
  return { rest, kept: () => kept, deleted };
}

test('a connector’s instance: the wizard opens at what is left to give, with all else in its place', async () => {
  const { rest, kept } = draftRoutes();
  const { give } = await openFromCopy({ rest });
  await give(connectorCopy);
  expect(await screen.findByRole('heading', { level: 2, name: /^Credentials/ })).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Store domain' }).value).toBe('norway.test');
  expect(screen.getByText(/secrets are never given out: API key\./)).toBeDefined();
  expect(screen.getByText(/The connection pool of the copy is not there any more\./)).toBeDefined();
  expect(screen.getByText(/no longer asks for these fields of the copy: region\./)).toBeDefined();
  expect(kept()).toMatchObject({
    details: { name: 'Shop Norway', timeZone: 'Europe/Oslo', poolId: null },
    methodId: '31',
    values: { 'store.domain': 'norway.test' },
  });
});

test('where the name is taken it opens at the name', async () => {
  const { rest } = draftRoutes({ takenNames: ['Shop Norway'] });
  const { give } = await openFromCopy({ rest });
  await give(connectorCopy);
  expect(await screen.findByRole('heading', { level: 2, name: /^Name/ })).toBeDefined();
});

test('a way of signing in that is not offered any more is to be chosen again', async () => {
  const { rest, kept } = draftRoutes({ methods: [{ ...keyMethod, id: '41' }, openMethod] });
  const { give } = await openFromCopy({ rest });
  await give(connectorCopy);
  expect(await screen.findByRole('heading', { level: 2, name: /^Authentication/ })).toBeDefined();
  expect(screen.getByText(/is not offered any more; choose another/)).toBeDefined();
  expect(kept().values).toEqual({});
});

test('a connector that is no longer installed', async () => {
  const opened = await openFromCopy({
    rest: { 'POST /api/connector-drafts': () => answerJson({ problem: { code: 'gone', changed: 'nothing' } }, 404) },
  });
  await opened.give(connectorCopy);
  expect(await refusalOf(opened)).toMatch(/“\u2068Shopkit\u2069”, is not there any more/);
});

test('a draft in which nothing could be kept is forgotten, and the refusal stays in the dialog', async () => {
  const { rest, deleted } = draftRoutes({ put: false });
  const { give, dialog } = await openFromCopy({ rest });
  await give(connectorCopy);
  expect((await dialog.findByRole('alert')).textContent).not.toBe('');
  expect(deleted).toHaveBeenCalledTimes(1);
});
