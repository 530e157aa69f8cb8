import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ConfigurationCopy, configurationCopySchema } from '#contract/configuration-copy.ts';
import type { GivenValue } from '#contract/deployables.ts';
import { vendors } from '#contract/vendors.ts';
import { ownerAt } from '#server/accounts/vendor-links.ts';
import { actAtInstabase } from '#server/sandbox/instabase/testing/instabase-owner.ts';
import { actAtTray } from '#server/sandbox/tray/testing/tray-owner.ts';
import { driveActivation } from '#server/testing/activate.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { begin, madeBy } from '../testing/connectors-bed.ts';
import { accountIdOf } from '../testing/deployables-bed.ts';
import { hasEnded, layOutDeployments } from '../testing/deployments-bed.ts';

let server: TestServer;
let maya: Caller;
beforeAll(async () => {
  server = await startTestServer({ vendors: [...vendors], isGuarded: false, timeoutMs: 10_000 });
  server.services.worker.start();
  await server.services.sync.readEverything();
  maya = await server.signIn('maya');
});
afterAll(() => server.close());

type Content<Kind extends ConfigurationCopy['content']['kind']> = Extract<ConfigurationCopy['content'], { kind: Kind }>;

async function copyOf(caller: Caller, instanceId: string): Promise<ConfigurationCopy> {
  const answer = await caller.request('POST', `/api/instances/${instanceId}/configuration-copies`, {});
  const body: unknown = await answer.json();
  // Through the text of the file, as the person has it.
  return z.object({ copy: configurationCopySchema }).parse(JSON.parse(JSON.stringify(body))).copy;
}

function contentOf<Kind extends ConfigurationCopy['content']['kind']>(copy: ConfigurationCopy, kind: Kind) {
  const { content } = copy;
  if (content.kind !== kind) throw new Error(`the copy is of ${content.kind}`);
  return content as Content<Kind>;
}

/** What two copies of one configuration have in common. */
function lasting({ content, leftOut, template, account }: ConfigurationCopy) {
  return {
    account,
    template,
    content: content.kind === 'connector' ? { ...content, details: { ...content.details, name: '' } } : content,
    leftOut,
  };
}

/** All that the vendor holds of Northwind's instance, apart from what makes it this one. */
async function heldOf({ template: { vendor }, instance: { vendorId } }: ConfigurationCopy): Promise<unknown> {
  const { adapters, database } = server.services;
  const owner = await ownerAt(database, vendor, await accountIdOf(server, 'northwind'));
  const adapter = adapters.get(vendor);
  if (adapter?.connectors) {
    const detail = await adapter.connectors.reader.readInstance(owner, vendorId);
    return detail && { ...detail.details, name: '', methodId: detail.methodId, fields: detail.fields };
  }
  if (adapter?.deployables) {
    const detail = await adapter.deployables.reader.readInstance(owner, vendorId);
    const connections = detail?.connections.map(({ key, inputs }) => ({ key, inputs }));
    return detail && { versionId: detail.versionId, values: detail.values, connections };
  }
  const detail = await adapter?.reader.readInstance(owner, vendorId);
  return detail && { authSlots: detail.authSlots, configSlots: detail.configSlots };
}

/** A copy with what it is of, so that nothing is lost on the way, neither out of the copy nor at the vendor. */
async function wholeOf(copy: ConfigurationCopy) {
  const held = await heldOf(copy);
  if (!held) throw new Error(`the vendor has no ${copy.instance.name}`);
  return { ...lasting(copy), held };
}

async function idOf(name: string): Promise<string> {
  const { id } = await server.services.database
    .selectFrom('instances')
    .innerJoin('accounts', 'accounts.id', 'instances.account_id')
    .where('instances.name', '=', name)
    .where('accounts.external_id', '=', 'northwind')
    .select('instances.id')
    .executeTakeFirstOrThrow();
  return id;
}

describe('what was made from a copy has the same copy', () => {
  test.each([
    'Order alerts in #orders',
    'Contacts: Salesforce to HubSpot',
    'Shop orders to NetSuite',
    'Sales digest',
    'تذاكر الدعم إلى Jira 🎫',
  ])('at Tray: %s', async (name) => {
    const before = await copyOf(maya, await idOf(name));
    const instanceId = await activateAtTray(before, `${before.instance.name} again`);
    const after = await copyOf(maya, instanceId);
    expect(after.instance).toMatchObject({ name: `${before.instance.name} again`, id: instanceId });
    expect(await wholeOf(after)).toEqual(await wholeOf(before));
    expect(after.instance.vendorId).not.toBe(before.instance.vendorId);
  });

  test.each([
    ['text in quotes', '"Zeile\\nzwei 📦"'],
    ['a bare word', 'bare'],
    ['JSON', '{"a": [1, 2.50]}'],
    ['nothing', ''],
    ['a number with more digits than JavaScript has', '12345678901234567890'],
    // More than the body of any other request.
    ['as much as is taken', 'é'.repeat(20_000)],
  ])('at Tray, to the letter: %s', async (_what, value) => {
    const tray = await actAtTray(server.trayOrigin, 'northwind');
    const configValues = ['external_slack_channel', 'external_alert_text'].map((externalId) => ({ externalId, value }));
    const id = await idOf('Order alerts in #orders');
    const { vendorId } = (await copyOf(maya, id)).instance;
    await tray.update(vendorId, { configValues });
    const copy = await copyOf(maya, id);
    expect(contentOf(copy, 'slots').configValues).toEqual(expect.arrayContaining(configValues));
    const after = await copyOf(maya, await activateAtTray(copy, 'To the letter'));
    expect(await wholeOf(after)).toEqual(await wholeOf(copy));
    const held = (await tray.instances()).find((instance) => instance.id === after.instance.vendorId)?.configValues;
    expect(held).toEqual(expect.arrayContaining(configValues));
  });

  test.each([
    { name: 'Order events', secrets: [] },
    { name: 'Stock from Rotterdam', secrets: [{ key: 'SFTP', inputs: [{ name: 'password', value: 'given-again' }] }] },
    { name: 'Stock from Oslo', secrets: [{ key: 'SFTP', inputs: [{ name: 'password', value: 'given-again' }] }] },
    { name: 'Alerts for the team', secrets: [] },
  ])('at Prismatic: $name', async ({ name, secrets }) => {
    const before = await copyOf(maya, await idOf(name));
    const { values } = contentOf(before, 'form');
    const { vendor, id: templateId, versionId } = before.template;
    const body = { vendor, templateId, versionId, values, name: `${name} again`, key: randomUUID() };
    const answer = await maya.request('POST', '/api/activations', body);
    const { operation } = z.object({ operation: z.object({ id: z.string() }) }).parse(await answer.json());
    const rests = ({ state }: { state: string }) => state === 'waiting_for_person' || state === 'succeeded';
    const madeId = (await driveActivation(maya).watch(operation.id, rests)).instanceId ?? '';
    if (secrets.length > 0) await giveAgain(madeId, secrets, operation.id);
    expect(await wholeOf(await copyOf(maya, madeId))).toEqual(await wholeOf(before));
  });

  test.each([
    { name: 'Shopify Sweden', secrets: ['access_token'] },
    { name: 'NetSuite head office', secrets: ['consumer_key', 'consumer_secret', 'token_id', 'token_secret'] },
    { name: 'BigCommerce outlet', secrets: ['api_key'] },
    { name: 'Reference rates', secrets: [] },
  ])('at Patchworks: $name', async ({ name, secrets }) => {
    const before = await copyOf(maya, await idOf(name));
    const { draft } = await begin(maya, before.template.id);
    expect((await keep(draft.id, before, `${name} again`)).status).toBe(200);
    const made = await maya.request('POST', `/api/connector-drafts/${draft.id}/instance`, {
      secrets: Object.fromEntries(secrets.map((key) => [key, `sandbox-secret-again-${key}`])),
    });
    const after = await copyOf(maya, await madeBy(made));
    expect(await wholeOf(after)).toEqual(await wholeOf(before));
    expect(after.instance.vendorId).not.toBe(before.instance.vendorId);
    expect(contentOf(after, 'connector').details.name).toBe(`${name} again`);
  });

  test('at Patchworks, up to the consent', async () => {
    const before = await copyOf(maya, await idOf('Xero of the holding'));
    const { draft } = await begin(maya, before.template.id);
    const answer = await keep(draft.id, before, 'Xero again');
    const { methodId, values } = contentOf(before, 'connector');
    expect(await answer.json()).toMatchObject({
      draft: { methodId, values: { tenant: 'Northwind Holding', ...values } },
    });
  });

  test('at Instabase, from the package that it was deployed from here', async () => {
    const bed = await layOutDeployments(server);
    const owner = await actAtInstabase(server.instabaseOrigin ?? '', bed.person.account);
    const packagePath = owner.packages.find((path) => path.includes('contract-review-1.1.0')) ?? '';
    const deploy = async (path: string | null) => {
      const body = { packagePath: path, key: randomUUID() };
      return bed.watch((await bed.begin(bed.admin, '/api/deployments', body)).id);
    };
    const first = await deploy(packagePath);
    const before = await copyOf(bed.person, first.instanceId ?? '');
    expect(before.content).toEqual({ kind: 'package', packagePath });
    expect(before.leftOut).toEqual([]);
    await owner.remove(before.instance.vendorId);
    const second = await deploy(contentOf(before, 'package').packagePath);
    const after = await copyOf(bed.person, second.instanceId ?? '');
    expect(lasting(after)).toEqual(lasting(before));
    expect(after.instance.vendorId).not.toBe(before.instance.vendorId);
  });

  test('at Instabase, one that was deployed elsewhere says that its package is not known', async () => {
    const copy = await copyOf(maya, await idOf('Claims intake 1.1.0'));
    expect(copy).toMatchObject({
      template: { name: 'Claims intake', version: '1.1.0' },
      content: { kind: 'package', packagePath: null },
      leftOut: [{ title: 'Path of the package', reason: 'unread' }],
    });
  });
});

/** Activates from a copy; answers our id. */
async function activateAtTray(copy: ConfigurationCopy, name: string): Promise<string> {
  const { configValues, connections } = contentOf(copy, 'slots');
  const driver = driveActivation(maya);
  const { id } = await driver.begin(copy.template.id, name, randomUUID(), {
    configValues,
    authValues: connections.map(({ externalId, authenticationId }) => ({ externalId, authenticationId })),
  });
  const { instanceId } = await driver.watch(id, ({ instanceId: made }) => made !== null);
  return instanceId ?? '';
}

/** What the copy does not have, as its person gives it in the form, and deploys. */
async function giveAgain(instanceId: string, values: GivenValue[], operationId: string): Promise<void> {
  await maya.request('PUT', `/api/instances/${instanceId}/values`, { values, others: 'keep', isComplete: true });
  await maya.request('POST', `/api/instances/${instanceId}/deployments`, {});
  const ended = await driveActivation(maya).watch(operationId, hasEnded);
  if (ended.state !== 'succeeded') throw new Error(`the deployment ended as ${ended.state}`);
}

/** Puts a copy into a draft. */
function keep(draftId: string, copy: ConfigurationCopy, name: string): Promise<Response> {
  const { details, methodId, values } = contentOf(copy, 'connector');
  const body = { details: { ...details, name }, methodId, values };
  return maya.request('PUT', `/api/connector-drafts/${draftId}`, body);
}
