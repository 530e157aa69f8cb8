import { randomUUID } from 'node:crypto';
import { askGraph, listInstances } from './support/graph.ts';
import { expect, headersOf, test } from './support/test.ts';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { openList, rowNamed, search } from './support/vocabulary.ts';

const mutations: [name: string, text: string, variables: (id: string) => Record<string, unknown>][] = [
  [
    'renameInstance',
    'mutation ($input: RenameInstanceInput!) { renameInstance(input: $input) { instance { id } } }',
    (id) => ({ id, name: 'Taken over' }),
  ],
  [
    'enableInstance',
    'mutation ($input: InstanceInput!) { enableInstance(input: $input) { instance { id } } }',
    (id) => ({ id }),
  ],
  [
    'disableInstance',
    'mutation ($input: InstanceInput!) { disableInstance(input: $input) { instance { id } } }',
    (id) => ({ id }),
  ],
  [
    'upgradeInstance',
    'mutation ($input: InstanceInput!) { upgradeInstance(input: $input) { instance { id } } }',
    (id) => ({ id }),
  ],
  [
    'removeInstance',
    'mutation ($input: RemoveInstanceInput!) { removeInstance(input: $input) { id } }',
    (id) => ({ id, confirmation: 'Sales digest' }),
  ],
];

test('who may only look sees the account’s instances, and every button says why it is off', async ({
  page,
  signInAs,
}) => {
  await signInAs('jonas');
  await openList(page, '/instances');
  await expect(page.getByText('37 instances', { exact: true })).toBeVisible();
  const row = rowNamed(page, 'Contacts of the partner programme');
  await expect(row.getByRole('button', { name: 'Update' })).toBeDisabled();
  await expect(row.getByRole('button', { name: 'Update' })).toHaveAccessibleDescription('You may look only');
  await row.getByRole('button', { name: 'More actions' }).click();
  for (const name of [/^Rename/, /^Disable/, /^Remove/]) {
    const item = page.getByRole('menuitem', { name });
    // oxlint-disable-next-line no-await-in-loop -- one menu
    await expect(item).toBeDisabled();
    // oxlint-disable-next-line no-await-in-loop -- one menu
    await expect(item).toContainText('You may look only');
  }
  await page.getByRole('menuitem', { name: /^Remove/ }).click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Sales digest' }).click();
  await expect(page.getByRole('button', { name: 'Edit' })).toBeDisabled();
  await page.goto('/catalogue');
  const activate = page.getByRole('button', { name: 'Activate' }).first();
  await expect(activate).toBeDisabled();
  await expect(activate).toHaveAccessibleDescription(/You may look only/);
});

test('who may only look changes nothing past the page either', async ({ context, server, signInAs }) => {
  await signInAs('jonas');
  const northwind = await actAtTray(server.trayOrigin, 'northwind');
  const before = await northwind.instances();
  const { nodes } = await listInstances(context.request, server, { search: 'Sales digest' });
  const [digest] = nodes;
  if (!digest) throw new Error('Northwind has no Sales digest.');

  for (const [name, text, input] of mutations) {
    // oxlint-disable-next-line no-await-in-loop -- one after another, so that each is seen to be refused by itself
    const answer = await askGraph(context.request, server, text, { input: input(digest.id) });
    expect(answer.errors?.[0]?.extensions?.code, name).toBe('view_only');
  }
  const headers = headersOf(server);
  const wizard = await context.request.post('/api/wizard-sessions', { headers, data: { instanceId: digest.id } });
  expect((await wizard.json()).problem.code).toBe('view_only');
  const activation = await context.request.post('/api/activations', {
    headers,
    data: { vendor: 'tray', templateId: digest.templateId, name: 'Not mine', key: randomUUID() },
  });
  expect((await activation.json()).problem.code).toBe('view_only');
  expect(await northwind.instances()).toEqual(before);
});

test('another account sees nothing: by address, id, search or wizard session', async ({
  page,
  context,
  server,
  account,
  tray,
  signInAs,
}) => {
  const made = await tray.create('Nobody else’s', { solutionTitle: 'Webhook health check' });
  await openList(page, '/instances');
  await expect(rowNamed(page, 'Nobody else’s')).toBeVisible();
  const [own] = (await listInstances(context.request, server)).nodes;
  if (!own) throw new Error('The instance is not in the list.');
  const headers = headersOf(server);
  const opened = await context.request.post('/api/wizard-sessions', { headers, data: { instanceId: own.id } });
  expect(opened.status()).toBe(201);
  const { wizardSession } = await opened.json();

  await signInAs('tomas');
  // By address.
  await page.goto(`/instances/${own.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await page.goto(`/admin/debug/${own.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'For administrators' })).toBeVisible();
  await page.goto('/admin/instances');
  await expect(page.getByRole('heading', { level: 1, name: 'For administrators' })).toBeVisible();

  // By search and by filter.
  await openList(page, '/instances');
  const ownCount = (await listInstances(context.request, server)).totalCount;
  for (const words of ['Nobody else’s', own.id, made.id, account.account]) {
    // oxlint-disable-next-line no-await-in-loop -- one search box
    await search(page, words);
    // oxlint-disable-next-line no-await-in-loop -- one search box
    await expect(page.getByText('No instances match')).toBeVisible();
  }
  // The account in the request counts for nothing: the scope comes from the session.
  const foreign = await listInstances(context.request, server, { accountId: own.account.id });
  expect(foreign.nodes.filter(({ account: { id } }) => id === own.account.id)).toEqual([]);
  expect(foreign.totalCount === 0 || foreign.totalCount === ownCount).toBe(true);

  // By id.
  type Instance = { instance: unknown };
  const byId = 'query ($id: ID!) { instance(id: $id) { id row { name } timeline { id } } }';
  const theirs = await askGraph<Instance>(context.request, server, byId, { id: own.id });
  const none = await askGraph<Instance>(context.request, server, byId, { id: randomUUID() });
  expect(theirs).toEqual(none);
  expect(JSON.stringify(theirs)).not.toContain('Nobody');
  const debug = await askGraph<{ debugInstance: unknown }>(
    context.request,
    server,
    'query ($id: ID!) { debugInstance(id: $id) { row { name } } }',
    { id: own.id },
  );
  expect(debug.data?.debugInstance ?? null).toBeNull();
  for (const [name, text, input] of mutations) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    const answer = await askGraph(context.request, server, text, { input: input(own.id) });
    expect(answer.errors?.[0]?.extensions?.code, name).toBe('not_found');
    expect(JSON.stringify(answer), name).not.toContain('Nobody');
  }

  // By wizard session and by operation.
  const look = await context.request.post(`/api/wizard-sessions/${wizardSession.id}/looks`, {
    headers,
    data: { reason: 'finish' },
  });
  expect(look.status()).toBe(404);
  const reopened = await context.request.post('/api/wizard-sessions', { headers, data: { instanceId: own.id } });
  expect(reopened.status()).toBe(404);
  if (wizardSession.operation) {
    const operation = await context.request.get(`/api/operations/${wizardSession.operation.id}`);
    expect(operation.status()).toBe(404);
  }
  const [after] = await tray.instances();
  expect(after?.name).toBe('Nobody else’s');
  expect(after?.enabled).toBe(false);
});

test('nobody signed in gets nothing', async ({ request, server }) => {
  const headers = headersOf(server);
  const answers = await Promise.all([
    request.post('/api/graphql', { headers, data: { query: '{ instances { totalCount } }' } }),
    request.post('/api/wizard-sessions', { headers, data: { instanceId: randomUUID() } }),
    request.post('/api/activations', { headers, data: {} }),
    request.get(`/api/operations/${randomUUID()}`),
  ]);
  expect(answers.map((answer) => answer.status())).toEqual([401, 401, 401, 401]);
});
