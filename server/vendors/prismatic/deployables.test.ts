import { randomUUID } from 'node:crypto';
import { sendJson } from '#server/platform/http/send-json.ts';
import { beforeAll, expect, test } from 'vitest';
import type { VendorOwner } from '../adapter.ts';
import { type GivenValue, ValuesRefusedError, type VersionedTemplate } from '../deployables.ts';
import { createPrismaticSandboxHarness, type PrismaticHarness } from './testing/sandbox-harness.ts';
import { failureOf } from './testing/stubbed-adapter.ts';

/** An instance's whole life, at the imitation of Prismatic. */

let harness: PrismaticHarness;

beforeAll(async () => {
  harness = await createPrismaticSandboxHarness();
  return () => harness.stop();
}, 60_000);

const byOperator = (owner: VendorOwner): VendorOwner => ({ ...owner, credential: 'operator' });

async function templateOf(owner: VendorOwner, title: string): Promise<VersionedTemplate> {
  const found = (await harness.port.reader.listVersions(owner)).find((template) => template.title === title);
  if (!found) throw new Error(`There is no ${title}`);
  return found;
}

/** An instance of a version, the newest unless told. */
async function newInstance(title: string, place = 0, values: GivenValue[] = []) {
  const owner = await harness.newOwner();
  const template = await templateOf(owner, title);
  const versionId = template.versions[place]?.versionId ?? '';
  const record = await harness.port.writer.createInstance(owner, { versionId, name: title, values });
  return { owner, template, versionId, vendorId: record.vendorId, record };
}

const sftp = { host: 'sftp.example', username: 'stock', password: 'hunter2' };
const inputsOf = (values: Record<string, string | null>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

test('versions are listed newest first, whoever asks, and matched to instances by their template', async () => {
  const { owner, record, template } = await newInstance('Inventory sync', 1);
  expect(template.versions.map(({ number }) => number)).toEqual([3, 2, 1]);
  expect(template.versions[0]).toMatchObject({ comment: 'Version 3', isForOwners: true });
  expect(await templateOf(byOperator(owner), 'Inventory sync')).toEqual(template);
  expect(record).toMatchObject({
    templateId: template.templateId,
    flags: { hasNewerVersion: true },
    deployment: { versionNumber: 2, newerVersionNumber: 3, wasDeployed: false },
  });
});

test('the form has the integration’s pages, with kinds, choices and what connections ask for', async () => {
  const owner = await harness.newOwner();
  const { versions } = await templateOf(owner, 'Inventory sync');
  const form = await harness.port.reader.readForm(owner, versions[0]?.versionId ?? '');

  expect(form?.pages.map(({ name, items }) => [name, items.length])).toEqual([
    ['Connections', 1],
    ['Settings', 6],
  ]);
  expect(form?.pages[0]?.items).toEqual([{ kind: 'connection', key: 'SFTP' }]);
  expect(form?.fields.map(({ key, kind }) => `${key}: ${kind}`)).toEqual([
    'Warehouse: text',
    'Batch size: number',
    'Skip empty rows: yes-no',
    'Mode: choice',
    'Start date: date',
    'Field mapping: code',
  ]);
  expect(form?.fields[3]?.choices).toEqual(['full', 'changes']);
  expect(form?.connections[0]).toMatchObject({ serviceName: 'SFTP', needsConsent: false });
  expect(form?.connections[0]?.inputs.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'host: text',
    'username: text',
    'password: secret',
  ]);
  expect(form?.unplacedKeys).toEqual([]);
});

test('what only the operator sets is in the form for the operator alone', async () => {
  const { owner, versionId, vendorId, record } = await newInstance('Team alerts');
  const { reader } = harness.port;
  const own = await reader.readForm(owner, versionId);
  const theirs = await reader.readForm(byOperator(owner), versionId);
  expect(own?.fields.map(({ key }) => key)).toEqual(['Channel']);
  expect(theirs?.fields.map(({ key, isForOperator }) => [key, isForOperator])).toEqual([
    ['Channel', false],
    ['Internal route', true],
  ]);
  expect(theirs?.unplacedKeys).toEqual([]);
  const seen = await reader.readInstance(byOperator(owner), vendorId);
  expect(seen?.values.map(({ key }) => key)).toContain('Internal route');
  expect(seen?.record).toEqual(record);
});

test('values are set one by one; a secret is stored, not shown, and stays when it is left out or empty', async () => {
  const { owner, vendorId } = await newInstance('Inventory sync', 2);
  const { reader, writer } = harness.port;
  await writer.setValues(owner, vendorId, [{ key: 'SFTP', inputs: inputsOf(sftp) }]);
  await writer.setValues(owner, vendorId, [
    { key: 'SFTP', inputs: inputsOf({ host: 'other.example', password: '' }) },
    { key: 'Warehouse', value: 'Oslo' },
  ]);
  const inputs = async () => (await reader.readInstance(owner, vendorId))?.connections[0]?.inputs;
  expect(await inputs()).toEqual([
    { name: 'host', value: 'other.example', isStored: true },
    { name: 'username', value: 'stock', isStored: true },
    { name: 'password', value: null, isStored: true },
  ]);
  expect((await reader.readInstance(owner, vendorId))?.values).toMatchObject([{ key: 'Warehouse', value: 'Oslo' }]);
  await writer.setValues(owner, vendorId, [{ key: 'SFTP', inputs: inputsOf({ password: null }) }]);
  expect((await inputs())?.[2]).toEqual({ name: 'password', value: null, isStored: false });
  const replaced = await writer.replaceValues(owner, vendorId, [{ key: 'SFTP', inputs: inputsOf(sftp) }]);
  expect(replaced.missing).toEqual({ connections: [], values: ['Warehouse'] });
});

test('what Prismatic refuses is said by field, without the secret that was sent; nothing is saved', async () => {
  const { owner, vendorId } = await newInstance('Inventory sync', 1);
  const values: GivenValue[] = [
    { key: 'SFTP', inputs: inputsOf({ 'hunter2 input': 'hunter2 input' }) },
    { key: 'Batch size', value: 'many' },
  ];
  const refusal = await failureOf(harness.port.writer.setValues(owner, vendorId, values));
  expect(refusal).toBeInstanceOf(ValuesRefusedError);
  expect(refusal).toMatchObject({ code: 'refused', wasDone: 'no', problems: [{ about: 'values' }] });
  expect(JSON.stringify(refusal) + String(refusal)).not.toContain('hunter2');
  const twin = harness.port.writer.createInstance(owner, {
    versionId: (await templateOf(owner, 'Inventory sync')).versions[0]?.versionId ?? '',
    name: 'Inventory sync',
    values: [],
  });
  expect(await failureOf(twin)).toMatchObject({ problems: [{ about: 'whole' }], wasDone: 'no' });
});

test('a connection that somebody must agree to: its page, its status, and forgetting it', async () => {
  const { owner, vendorId } = await newInstance('Team alerts');
  const { reader, writer } = harness.port;
  const statusOf = async () => (await reader.readConnections(owner, vendorId))?.map(({ key, status }) => [key, status]);
  expect(await statusOf()).toEqual([['Slack', 'waiting']]);
  const { url } = await reader.openConsent(owner, vendorId, 'Slack');
  expect(new URL(url).origin).toBe(harness.origin);
  const form = new URLSearchParams({ answer: 'allow' });
  expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200);
  expect(await statusOf()).toEqual([['Slack', 'active']]);
  await writer.disconnect(owner, vendorId, 'Slack');
  expect(await statusOf()).toEqual([['Slack', 'waiting']]);
  expect(await failureOf(reader.openConsent(owner, vendorId, 'No such key'))).toMatchObject({ code: 'gone' });
});

test('create, configure, deploy, change and move to the newest version', async () => {
  const { owner, vendorId, template } = await newInstance('Inventory sync', 2, [{ key: 'Warehouse', value: 'Oslo' }]);
  const { reader, writer } = harness.port;
  expect(await failureOf(writer.deploy(owner, vendorId))).toMatchObject({ code: 'refused', wasDone: 'no' });
  const configured = await writer.setValues(owner, vendorId, [{ key: 'SFTP', inputs: inputsOf(sftp) }], {
    isComplete: true,
  });
  expect(configured).toMatchObject({ required: 'complete', enabled: false });
  expect((await writer.deploy(owner, vendorId)).deployment).toMatchObject({
    wasDeployed: true,
    isEnabled: true,
    hasUndeployedChanges: false,
    deployedVersionNumber: 1,
    newerVersionNumber: 3,
  });
  const changed = await writer.setValues(owner, vendorId, [{ key: 'Warehouse', value: 'Bergen' }]);
  expect(changed.deployment?.hasUndeployedChanges).toBe(true);
  const moved = await writer.changeVersion(owner, vendorId, template.versions[0]?.versionId ?? '');
  expect(moved).toMatchObject({
    required: 'missing',
    missing: { connections: [], values: ['Mode', 'Start date'] },
    deployment: { versionNumber: 3, deployedVersionNumber: 1, newerVersionNumber: null },
  });
  await harness.fillValues(owner, vendorId);
  const { deployment } = await writer.deploy(owner, vendorId);
  expect(deployment).toMatchObject({ deployedVersionNumber: 3, hasUndeployedChanges: false });
  const detail = await reader.readInstance(owner, vendorId);
  expect(detail?.allowed).toEqual({ change: true, configure: true, deploy: true, remove: true, update: true });
  expect(detail?.flows.map(({ name, answersCaller }) => [name, answersCaller])).toEqual([
    ['Import stock', false],
    ['Report differences', true],
  ]);
});

test('a page offers its choices', async () => {
  const { owner, vendorId } = await newInstance('Inventory sync');
  const content = await harness.port.reader.readPage(owner, vendorId, 'Settings');
  expect([...content.choices]).toEqual([
    [
      'Mode',
      [
        { value: 'full', label: 'full' },
        { value: 'changes', label: 'changes' },
      ],
    ],
  ]);
  expect(content.unreadableKeys).toEqual([]);
});

test('nothing of another owner is shown or changed, with either credential', async () => {
  const { owner, vendorId } = await newInstance('Inventory sync');
  const { reader, writer } = harness.port;
  const stranger = await harness.newOwner();
  for (const somebody of [stranger, byOperator(stranger)]) {
    // oxlint-disable-next-line no-await-in-loop -- one credential after the other
    expect(await reader.readInstance(somebody, vendorId)).toBeNull();
    // oxlint-disable-next-line no-await-in-loop -- as above
    expect(await reader.readConnections(somebody, vendorId)).toBeNull();
    // oxlint-disable-next-line no-await-in-loop -- as above
    const ends = await Promise.all(
      [
        reader.readPage(somebody, vendorId, 'Settings'),
        reader.openConsent(somebody, vendorId, 'SFTP'),
        writer.setValues(somebody, vendorId, [{ key: 'Warehouse', value: 'Taken' }]),
        writer.deploy(somebody, vendorId),
        writer.disconnect(somebody, vendorId, 'SFTP'),
        harness.adapter.writer.renameInstance(somebody, vendorId, 'Taken'),
        harness.adapter.writer.removeInstance(somebody, vendorId),
      ].map(failureOf),
    );
    expect(ends.map(({ code, wasDone }) => `${code} ${wasDone}`)).toEqual(ends.map(() => 'gone no'));
  }
  const detail = await reader.readInstance(byOperator(owner), vendorId);
  expect(detail).toMatchObject({ record: { name: 'Inventory sync' } });
  expect(detail?.values.find(({ key }) => key === 'Warehouse')?.value).toBeNull();
});

test('an administrator finds customers by a part of their name, page by page', async () => {
  const mark = randomUUID();
  await Promise.all(
    ['b', 'a'].map((name) =>
      harness.adapter.writer.findOrCreateOwner({ externalId: `${mark}-${name}`, name: `${name} ${mark} ltd` }),
    ),
  );
  const { owners, next } = await harness.port.reader.searchOwners(`  ${mark.toUpperCase()} `, null);
  expect(owners.map(({ name }) => name)).toEqual([`a ${mark} ltd`, `b ${mark} ltd`]);
  expect(next).toBeNull();
  expect((await harness.port.reader.searchOwners(randomUUID(), null)).owners).toEqual([]);
});

test('a webhook address of the instance starts its flow', async () => {
  const { owner, vendorId } = await newInstance('Order events');
  await harness.port.writer.deploy(owner, vendorId);
  const detail = await harness.port.reader.readInstance(owner, vendorId);
  const outcome = await sendJson({ url: detail?.flows[0]?.webhookUrl ?? '', method: 'POST', body: { order: 1 } });
  expect(outcome).toMatchObject({ ok: true, status: 200 });
  const { runs } = await harness.port.runs.listRuns(owner, { vendorId }, null);
  expect(runs).toMatchObject([{ vendorId, trigger: 'webhook', state: 'running', endedAt: null }]);
});
