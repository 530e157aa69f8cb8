import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestServer } from '#server/testing/test-server.ts';
import { accountIdOf, deployablePort } from '../testing/deployables-bed.ts';
import {
  ask,
  type FormBed,
  hasEnded,
  isCreated,
  isWaiting,
  prepareFormBed,
  startFormServer,
  stockValues,
} from '../testing/form-bed.ts';

let server: TestServer;
let bed: FormBed;
beforeAll(async () => {
  server = await startFormServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  bed = await prepareFormBed(server);
});

const stepsOf = ({ steps }: { steps: { step: string }[] }) => steps.map(({ step }) => step);

describe('an activation', () => {
  test('of a version that asks for nothing is deployed by itself', async () => {
    const begun = await bed.begin('Order events', 'Orders');
    const ended = await bed.watch(begun.id, hasEnded);
    expect(ended).toMatchObject({ kind: 'activate', state: 'succeeded', problem: null });
    expect(stepsOf(ended)).toEqual(['creating', 'checking', 'enabling', 'done']);
    expect(await bed.atVendor()).toMatchObject([
      { record: { name: 'Orders', enabled: true }, state: { wasDeployed: true, deployedVersionNumber: 2 } },
    ]);
  });

  test('waits for its form where something lacks, and is deployed when a person says so', async () => {
    const { id, instanceId } = await bed.unfinished('Inventory sync', 'Stock', 1);
    const before = await bed.form(instanceId);
    expect(before).toMatchObject({
      missingKeys: ['SFTP', 'Warehouse'],
      deployedVersionNumber: null,
      waiting: { id, kind: 'activate', state: 'waiting_for_person' },
    });
    const stored = await bed.put(instanceId, stockValues(), { isComplete: true });
    expect(stored).toMatchObject({ status: 200, body: { missingKeys: [] } });
    expect((await bed.form(instanceId)).waiting).toMatchObject({ id });
    const asked = await bed.deploy(instanceId);
    expect(asked).toMatchObject({ status: 202, body: { operation: { id, state: 'running' } } });
    const ended = await bed.watch(id, hasEnded);
    expect(ended.state).toBe('succeeded');
    expect(stepsOf(ended)).toEqual(['creating', 'configuring', 'checking', 'enabling', 'done']);
    expect(await bed.atVendor()).toMatchObject([{ state: { wasDeployed: true, deployedVersionNumber: 1 } }]);
    expect((await bed.form(instanceId)).waiting).toBeNull();
  });

  test('that somebody deployed in the vendor’s own console is done once its page is looked at', async () => {
    const { id, instanceId } = await bed.unfinished('Inventory sync', 'Stock elsewhere', 1);
    const look = () =>
      bed.person.graph('query ($id: ID!) { instance(id: $id) { ... on PrismaticInstance { problemCode } } }', {
        id: instanceId,
      });
    await bed.put(instanceId, stockValues(), { isComplete: true });
    await look();
    expect((await bed.form(instanceId)).waiting).toMatchObject({ id, state: 'waiting_for_person' });
    const owner = { vendorAccountId: bed.ownerId, credential: 'operator' } as const;
    await deployablePort(server).writer.deploy(owner, await bed.vendorIdOf(instanceId));
    await look();
    expect(await bed.watch(id, hasEnded)).toMatchObject({ state: 'succeeded', problem: null });
    expect((await bed.form(instanceId)).waiting).toBeNull();
  });

  test('with all values known needs nobody, and forgets them', async () => {
    const values = stockValues('canary-at-creation');
    const begun = await bed.begin('Inventory sync', 'Stock', { number: 1, values });
    expect(await bed.watch(begun.id, hasEnded)).toMatchObject({ state: 'succeeded' });
    expect(await server.services.operationValues.read(begun.id)).toEqual({ configValues: [], authValues: [] });
    expect(await bed.atVendor()).toMatchObject([{ values: [{ key: 'Warehouse', value: 'Oslo' }] }]);
  });

  test('asked for twice with one key is one activation, and one instance', async () => {
    const key = randomUUID();
    const [one, other] = await Promise.all([
      bed.begin('Order events', 'Twice', { key }),
      bed.begin('Order events', 'Twice', { key }),
    ]);
    expect(one.id).toBe(other.id);
    await bed.watch(one.id, hasEnded);
    expect(await bed.atVendor()).toHaveLength(1);
  });

  test('is refused, beside its field, a version, a value or a field that makes no sense', async () => {
    const { versions } = await bed.versions('Team alerts');
    const { templateId } = await bed.versions('Order events');
    const body = { vendor: 'prismatic', templateId, name: 'Orders', key: randomUUID() };
    const problemOf = async (more: object) => {
      const { status, problem } = await ask(bed.person, 'POST', '/activations', { ...body, ...more });
      return { status, fields: problem?.fields, code: problem?.code };
    };
    // Of another template.
    expect(await problemOf({ versionId: versions[0]?.versionId })).toEqual({
      status: 400,
      code: 'bad_input',
      fields: { versionId: 'unknown_value' },
    });
    expect(await problemOf({ values: [{ key: 'Nowhere', value: '1' }] })).toMatchObject({
      fields: { Nowhere: 'unknown_value' },
    });
    expect(await problemOf({ configValues: [] })).toMatchObject({ fields: { configValues: 'unknown_value' } });
    expect(await problemOf({ name: ' ' })).toMatchObject({ status: 400, fields: { name: 'required' } });
    expect(await problemOf({ templateId: 'none' })).toMatchObject({ status: 404, code: 'not_found' });
    expect(await bed.atVendor()).toEqual([]);
  });
});

describe('when Prismatic does not play along', () => {
  test('a create that was done before its answer was lost is found by its name, not repeated', async () => {
    await bed.fault('createInstance', '500', { times: 1, after: true });
    const begun = await bed.begin('Inventory sync', 'Lost answer');
    const created = await bed.watch(begun.id, isCreated);
    expect(stepsOf(created)).toEqual(['creating', 'settling', 'configuring']);
    expect(await bed.atVendor()).toHaveLength(1);
  });

  test('a create that was done and answered with an error of GraphQL is found too', async () => {
    await bed.fault('createInstance', 'graphql-errors', { times: 1, after: true });
    const begun = await bed.begin('Inventory sync', 'Said no');
    await bed.watch(begun.id, isCreated);
    expect(await bed.atVendor()).toHaveLength(1);
  });

  test('a name that is taken ends with Prismatic’s words beside the name, and the other instance is left alone', async () => {
    const first = await bed.begin('Order events', 'Taken');
    const { instanceId } = await bed.watch(first.id, hasEnded);
    const second = await bed.begin('Order events', 'Taken');
    const ended = await bed.watch(second.id, hasEnded);
    expect(ended).toMatchObject({
      state: 'failed',
      instanceId: null,
      problem: { code: 'refused', changed: 'nothing' },
    });
    expect(ended.problem?.refusals?.[0]?.messages[0]).toMatch(/name/i);
    expect(instanceId).not.toBeNull();
    expect(await bed.atVendor()).toHaveLength(1);
  });

  test('a limit is waited for', async () => {
    await bed.fault('createInstance', 'rate-limit', { times: 2 });
    const begun = await bed.begin('Order events', 'Patient');
    expect(await bed.watch(begun.id, hasEnded)).toMatchObject({ state: 'succeeded' });
  });

  test('a deployment that it refuses leads back to the form, with its words, and can be asked for again', async () => {
    const { id, instanceId } = await bed.unfinished('Inventory sync', 'Too early', 1);
    await bed.put(instanceId, [{ key: 'Warehouse', value: 'Oslo' }]);
    await bed.deploy(instanceId);
    const waiting = await bed.watch(id, ({ problem }) => problem !== null);
    expect(waiting).toMatchObject({
      state: 'waiting_for_person',
      problem: { code: 'missing_values', changed: 'nothing', refusals: [{ about: 'whole' }] },
    });
    expect(waiting.problem?.refusals?.[0]?.messages[0]).toContain('SFTP');
    expect(waiting.steps.at(-1)).toMatchObject({ step: 'configuring', endedAt: null });
    await bed.put(instanceId, stockValues());
    await bed.deploy(instanceId);
    expect(await bed.watch(id, hasEnded)).toMatchObject({ state: 'succeeded', problem: null });
  });
});

describe('an administrator', () => {
  test('activates for a customer, whose own signed token is not needed for it', async () => {
    // Without it nothing of the owner's own is taken, so that what succeeds was the operator's.
    await bed.fault('POST /embedded/authenticate', '401');
    const begun = await bed.begin('Order events', 'For you', { ownerId: bed.ownerId }, bed.admin);
    const ended = await bed.watch(begun.id, hasEnded);
    expect(ended).toMatchObject({ state: 'succeeded', personName: 'Priya Nair', account: { id: bed.accountId } });
    const { problem } = await bed.post('Order events', 'By myself');
    expect(problem).toMatchObject({ code: 'vendor_unauthorized', changed: 'nothing' });
    await bed.noFaults();
    const own = await bed.begin('Order events', 'By myself');
    expect(await bed.watch(own.id, hasEnded)).toMatchObject({ state: 'succeeded' });
  });

  test('finds a customer whom no link names, who becomes an account of its own', async () => {
    await server.prismatic('POST', 'seed', { instances: 1, account: 'unlinked-customer' });
    const found = await ask<{ owners: { ownerId: string; externalId: string | null }[] }>(
      bed.admin,
      'GET',
      '/owners?vendor=prismatic&q=unlinked',
    );
    const ownerId = found.body.owners[0]?.ownerId ?? '';
    const begun = await bed.begin('Order events', 'First of theirs', { ownerId }, bed.admin);
    expect(begun.account).toMatchObject({ externalId: 'unlinked-customer' });
    expect(begun.account.id).toBe(await accountIdOf(server, 'unlinked-customer'));
  });

  test('has to name one that Prismatic knows', async () => {
    const { templateId } = await bed.versions('Order events');
    const body = { vendor: 'prismatic', templateId, name: 'Nobody', key: randomUUID() };
    expect((await ask(bed.admin, 'POST', '/activations', body)).problem).toMatchObject({
      fields: { ownerId: 'required' },
    });
    const unknown = await ask(bed.admin, 'POST', '/activations', { ...body, ownerId: 'Q3VzdG9tZXI6MQ==' });
    expect(unknown.problem).toMatchObject({ code: 'bad_input', fields: { ownerId: 'unknown_value' } });
    const links = await server.services.database
      .selectFrom('vendor_links')
      .where('vendor_account_id', '=', 'Q3VzdG9tZXI6MQ==')
      .selectAll()
      .execute();
    expect(links).toEqual([]);
  });

  test('gives no connection that is the owner’s', async () => {
    const more = { number: 1, values: stockValues('canary'), ownerId: bed.ownerId };
    const { status, problem } = await bed.post('Inventory sync', 'Secretly', more, bed.admin);
    expect({ status, code: problem?.code }).toEqual({ status: 403, code: 'owner_only' });
    expect(await bed.atVendor()).toEqual([]);
  });

  test('tries again what failed for a customer', async () => {
    await bed.fault('createInstance', '403', { times: 1 });
    const begun = await bed.begin('Inventory sync', 'Once more', { number: 1, ownerId: bed.ownerId }, bed.admin);
    expect(await bed.watch(begun.id, hasEnded)).toMatchObject({ problem: { code: 'vendor_forbidden' } });
    const again = await ask<{ operation: { id: string } }>(bed.admin, 'POST', `/operations/${begun.id}/retry`);
    expect(again.status).toBe(202);
    await bed.watch(again.body.operation.id, isWaiting);
    expect(await bed.atVendor()).toMatchObject([{ state: { versionNumber: 1 } }]);
  });
});

test('nobody else names an owner, and whoever may only view activates nothing', async () => {
  const other = await prepareFormBed(server);
  const { status, problem } = await bed.post('Order events', 'Theirs', { ownerId: other.ownerId });
  expect({ status, code: problem?.code }).toEqual({ status: 404, code: 'not_found' });
  const viewer = await server.signIn('jonas');
  expect((await bed.post('Order events', 'Only looking', {}, viewer)).problem?.code).toBe('view_only');
  expect(await other.atVendor()).toEqual([]);
});
