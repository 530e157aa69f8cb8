import { expect, test } from 'vitest';
import {
  changed,
  instance,
  instanceId,
  newerVersionId,
  otherOwner,
  owner,
  page,
  refused,
  templateId,
  versionId,
} from './fixtures/answers.ts';
import { failureOf, ownerByOperator, startStubbedAdapter } from './testing/stubbed-adapter.ts';
import type { SeenRequest, StubAnswer } from './testing/stub-server.ts';

const said = (seen: SeenRequest[]) => seen.map(({ operation, variables }) => [operation, variables['input']]);
const shown = (overrides = {}): StubAnswer => ({ json: { data: { instance: instance(overrides) } } });
const newer = { integration: { id: versionId, versionNumber: 2, versionAt: { id: newerVersionId, versionNumber: 3 } } };

test('a new instance is of the newest version that the marketplace shows its owner', async () => {
  const { adapter, asked } = await startStubbedAdapter(({ operation }) =>
    operation === 'OwnNewestVersion'
      ? { json: { data: { marketplaceIntegrations: { nodes: [{ id: newerVersionId }] } } } }
      : changed('createInstance'),
  );
  const values = { configValues: [{ externalId: 'Warehouse', value: 'Oslo' }], authValues: [] };
  await adapter.writer.createInstance(owner, { templateId, name: 'Stock', values });
  expect(said(asked())).toEqual([
    ['OwnNewestVersion', undefined],
    [
      'CreateInstance',
      {
        customer: owner.vendorAccountId,
        integration: newerVersionId,
        name: 'Stock',
        configVariables: [{ key: 'Warehouse', value: 'Oslo' }],
      },
    ],
  ]);
});

test('nothing is created of what is not published, nor with a connection of another instance', async () => {
  const { adapter, asked } = await startStubbedAdapter(() => ({
    json: { data: { marketplaceIntegrations: { nodes: [] } } },
  }));
  const wanted = { templateId, name: 'Stock' };
  expect(await failureOf(adapter.writer.createInstance(owner, wanted))).toMatchObject({ code: 'gone', wasDone: 'no' });
  const values = { configValues: [], authValues: [{ externalId: 'Chat', authenticationId: 'x' }] };
  const refusal = await failureOf(adapter.writer.createInstance(owner, { ...wanted, values }));
  expect(refusal).toMatchObject({ code: 'unsupported', wasDone: 'no' });
  expect(asked()).toHaveLength(1);
});

test('enabling deploys what never was deployed, and otherwise sets the flag alone', async () => {
  let lastDeployedAt: string | null = null;
  const { adapter, asked } = await startStubbedAdapter(({ operation }) => {
    if (operation === 'Instance') return shown({ lastDeployedAt });
    return changed(operation.charAt(0).toLowerCase() + operation.slice(1));
  });
  await adapter.writer.enableInstance(owner, instanceId);
  lastDeployedAt = '2026-01-14T09:35:00.000000+00:00';
  await adapter.writer.enableInstance(owner, instanceId);
  expect(said(asked())).toEqual([
    ['Instance', undefined],
    ['DeployInstance', { id: instanceId }],
    ['Instance', undefined],
    ['UpdateInstance', { id: instanceId, enabled: true }],
  ]);
});

test('an upgrade moves to the newest version and leaves the values; without a newer one nothing is sent', async () => {
  let isOld = true;
  const { adapter, asked } = await startStubbedAdapter(({ operation }) =>
    operation === 'Instance' ? shown(isOld ? newer : {}) : changed('updateInstance'),
  );
  await adapter.writer.upgradeInstance(owner, instanceId);
  isOld = false;
  await adapter.writer.upgradeInstance(owner, instanceId);
  expect(said(asked())).toEqual([
    ['Instance', undefined],
    ['UpdateInstance', { id: instanceId, integration: newerVersionId }],
    ['Instance', undefined],
  ]);
});

test('an upgrade whose values are refused has been done in part', async () => {
  const { adapter } = await startStubbedAdapter(({ operation }) => {
    if (operation === 'Instance') return shown(newer);
    if (operation === 'UpdateInstance') return changed('updateInstance');
    return refused('updateInstanceConfigVariables', 'instance', [{ field: 'configVariables', messages: ['No.'] }]);
  });
  const values = { configValues: [{ externalId: 'Size', value: 'x' }], authValues: [] };
  expect(await failureOf(adapter.writer.upgradeInstance(owner, instanceId, values))).toMatchObject({
    code: 'refused',
    wasDone: 'unknown',
    vendorMessage: 'No.',
  });
});

test('an answer about another instance, or another owner’s, is no answer to a change', async () => {
  let overrides: Record<string, unknown> = { id: 'another' };
  const { adapter } = await startStubbedAdapter(() => changed('updateInstance', overrides));
  const garbled = { code: 'vendor_garbled', wasDone: 'unknown' };
  expect(await failureOf(adapter.writer.disableInstance(owner, instanceId))).toMatchObject(garbled);
  overrides = { customer: { id: otherOwner.vendorAccountId } };
  expect(await failureOf(adapter.writer.disableInstance(owner, instanceId))).toMatchObject(garbled);
});

test('with the operator’s credential a change is sent only after whose the instance is has been read', async () => {
  let customer = owner.vendorAccountId;
  const { adapter, asked } = await startStubbedAdapter(({ operation }) =>
    operation === 'InstanceOwner'
      ? { json: { data: { instance: { id: instanceId, customer: { id: customer } } } } }
      : changed('updateInstance'),
  );
  await adapter.writer.disableInstance(ownerByOperator, instanceId);
  customer = otherOwner.vendorAccountId;
  expect(await failureOf(adapter.writer.disableInstance(ownerByOperator, instanceId))).toMatchObject({ code: 'gone' });
  expect(asked().map(({ operation }) => operation)).toEqual(['InstanceOwner', 'UpdateInstance', 'InstanceOwner']);
});

test('a customer that somebody else made in the meantime is taken; any other refusal is told', async () => {
  const customer = { id: owner.vendorAccountId, name: 'Northwind', externalId: 'northwind' };
  let found: unknown[][] = [[], [customer], [], []];
  const { adapter, asked } = await startStubbedAdapter(({ operation }) => {
    if (operation === 'Customers') return { json: { data: { customers: page(found.shift() ?? []) } } };
    return refused('createCustomer', 'customer', [{ field: 'externalId', messages: ['Taken.'] }]);
  });
  const account = { externalId: 'northwind', name: 'Northwind' };
  expect(await adapter.writer.findOrCreateOwner(account)).toEqual(owner);
  expect(asked()[0]?.variables).toMatchObject({ externalId: 'northwind' });
  expect(await failureOf(adapter.writer.findOrCreateOwner(account))).toMatchObject({ code: 'refused', wasDone: 'no' });
  // A customer that cannot be read may be the one: no second is made.
  found = [[{ id: 'x', name: 'X', externalId: 'else' }, { id: null }]];
  expect(await failureOf(adapter.writer.findOrCreateOwner(account))).toMatchObject({ code: 'vendor_garbled' });
  expect(asked().filter(({ operation }) => operation === 'CreateCustomer')).toHaveLength(2);
});
