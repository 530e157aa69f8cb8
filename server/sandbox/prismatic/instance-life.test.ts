import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { organisationToken, type PrismaticBed, startPrismaticBed } from './testing/prismatic-bed.ts';

const failures = z.array(z.object({ field: z.string(), messages: z.array(z.string()) }));
const state = z.object({
  id: z.string(),
  enabled: z.boolean(),
  deployedVersion: z.number(),
  needsDeploy: z.boolean(),
  configState: z.string(),
  inFailedState: z.boolean(),
  lastDeployedAt: z.string().nullable(),
  integration: z.object({ versionNumber: z.number() }),
  flowConfigs: z.object({ nodes: z.array(z.object({ id: z.string(), webhookUrl: z.string() })) }),
  configVariables: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        value: z.string().nullable(),
        status: z.string().nullable(),
        authorizeUrl: z.string().nullable(),
        requiredConfigVariable: z.object({ key: z.string() }),
        inputs: z
          .object({ nodes: z.array(z.object({ name: z.string(), value: z.string(), hasValue: z.boolean() })) })
          .nullable(),
      }),
    ),
  }),
});
const payload = z.object({ instance: state.nullable(), errors: failures });
const run = z.object({
  id: z.string(),
  status: z.string(),
  endedAt: z.string().nullable(),
  error: z.string().nullable(),
  requestPayloadUrl: z.string(),
  stepResults: z.object({ nodes: z.array(z.object({ resultsUrl: z.string(), stepName: z.string() })) }),
  logs: z.object({ nodes: z.array(z.object({ message: z.string() })) }),
});

const fields = `id enabled deployedVersion needsDeploy configState inFailedState lastDeployedAt integration { versionNumber }
  flowConfigs { nodes { id webhookUrl } }
  configVariables { nodes { id value status authorizeUrl requiredConfigVariable { key } inputs { nodes { name value hasValue } } } }`;
const runFields = `id status endedAt error requestPayloadUrl stepResults { nodes { resultsUrl stepName } }
  logs(sortBy: {field: TIMESTAMP, direction: ASC}) { nodes { message } }`;

let bed: PrismaticBed;
let token: string;

beforeAll(async () => {
  bed = await startPrismaticBed();
  token = await bed.embedded('northwind');
});

afterAll(() => bed.stop());

async function change(name: string, input: Record<string, unknown>) {
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($i: ${type}) { ${name}(input: $i) { instance { ${fields} } errors { field messages } } }`;
  const answer = await bed.ask(z.record(z.string(), payload), token, query, { i: input });
  return payload.parse(answer[name]);
}

async function changed(name: string, input: Record<string, unknown>) {
  const { instance, errors } = await change(name, input);
  if (!instance) throw new Error(JSON.stringify(errors));
  return instance;
}

async function versionIds(name: string): Promise<string[]> {
  const { integrations } = await bed.ask(
    z.object({ integrations: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }),
    token,
    'query ($n: String) { integrations(name: $n, allVersions: true, sortBy: {field: VERSION_NUMBER, direction: ASC}) { nodes { id } } }',
    { n: name },
  );
  return integrations.nodes.map(({ id }) => id);
}

async function create(integration: string | undefined, name: string) {
  const { authenticatedUser } = await bed.ask(
    z.object({ authenticatedUser: z.object({ customer: z.object({ id: z.string() }) }) }),
    token,
    '{ authenticatedUser { customer { id } } }',
  );
  return changed('createInstance', { customer: authenticatedUser.customer.id, integration, name });
}

const variableOf = (instance: z.infer<typeof state>, key: string) =>
  instance.configVariables.nodes.find(({ requiredConfigVariable }) => requiredConfigVariable.key === key);

const connectionValues = (password: string) =>
  JSON.stringify([
    { name: 'host', type: 'value', value: 'sftp.example.com' },
    { name: 'username', type: 'value', value: 'me' },
    { name: 'password', type: 'value', value: password },
  ]);

describe('an instance without config values', () => {
  it('is deployed, paused, resumed and removed', async () => {
    const { integrations } = await bed.ask(
      z.object({ integrations: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }),
      token,
      '{ integrations(first: 1) { nodes { id } } }',
    );
    // The integration's own id stands for its newest published version.
    const made = await create(integrations.nodes[0]?.id, 'Life');
    expect(made).toMatchObject({ deployedVersion: 0, needsDeploy: true, enabled: false, lastDeployedAt: null });
    expect(made.flowConfigs.nodes.length).toBeGreaterThan(0);
    const hook = made.flowConfigs.nodes[0]?.webhookUrl ?? '';
    expect((await bed.request(hook, { method: 'POST', body: '{}' })).status).toBe(404);

    const deployed = await changed('deployInstance', { id: made.id });
    expect(deployed).toMatchObject({ deployedVersion: 2, needsDeploy: false, enabled: true });
    expect((await bed.request(hook, { method: 'POST', body: '{}' })).status).toBe(200);
    await changed('updateInstance', { id: made.id, enabled: false });
    expect((await bed.request(hook, { method: 'POST', body: '{}' })).status).toBe(404);
    await changed('updateInstance', { id: made.id, enabled: true, flowConfigs: null });
    expect((await bed.request(hook, { method: 'POST', body: '{}' })).status).toBe(200);
    await changed('deleteInstance', { id: made.id });
    expect((await change('deleteInstance', { id: made.id })).errors[0]?.field).toBe('id');
  });

  it('has a name of its own within its customer', async () => {
    const [version] = await versionIds('Order events');
    await create(version, 'Twin');
    await expect(create(version, 'Twin')).rejects.toThrow('"__all__"');
  });
});

describe('config variables', () => {
  it('are needed for deployment, kept secret, and replaced by one mutation but not by the other', async () => {
    const [first, second] = await versionIds('Inventory sync');
    const made = await create(first, 'Configured');
    expect(made.configState).toBe('NEEDS_INSTANCE_CONFIGURATION');
    expect((await change('deployInstance', { id: made.id })).errors[0]?.field).toBe('__all__');
    expect(
      (await change('updateInstanceConfigVariables', { id: made.id, configVariables: [{ key: 'No' }] })).errors[0]
        ?.field,
    ).toBe('configVariables');

    const configured = await changed('updateInstanceConfigVariables', {
      id: made.id,
      configVariables: [
        { key: 'Warehouse', value: 'Oslo' },
        { key: 'SFTP', values: connectionValues('secret') },
      ],
    });
    expect(configured.configState).toBe('FULLY_CONFIGURED');
    const secret = variableOf(configured, 'SFTP')?.inputs?.nodes.find(({ name }) => name === 'password');
    expect(secret).toEqual({ name: 'password', value: '', hasValue: true });
    expect((await changed('deployInstance', { id: made.id })).deployedVersion).toBe(1);

    const blanked = await changed('updateInstanceConfigVariables', {
      id: made.id,
      configVariables: [{ key: 'SFTP', values: JSON.stringify([{ name: 'password', type: 'value', value: '' }]) }],
    });
    expect(variableOf(blanked, 'SFTP')?.status).toBe('PENDING');
    expect(variableOf(blanked, 'Warehouse')?.value).toBe('Oslo');
    expect(blanked.needsDeploy).toBe(true);

    const replaced = await changed('updateInstance', {
      id: made.id,
      configVariables: [{ key: 'SFTP', values: connectionValues('again') }],
    });
    expect(variableOf(replaced, 'Warehouse')?.value).toBeNull();

    const moved = await changed('updateInstance', { id: made.id, integration: second });
    expect(moved).toMatchObject({ deployedVersion: 1, needsDeploy: true, integration: { versionNumber: 2 } });
    expect(variableOf(moved, 'Batch size')?.value).toBe('100');
    expect(moved.flowConfigs.nodes).toEqual(made.flowConfigs.nodes);
  });

  it('of OAuth connections wait for a person', async () => {
    const [version] = await versionIds('Team alerts');
    const made = await create(version, 'Alerts');
    const address = variableOf(made, 'Slack')?.authorizeUrl ?? '';
    expect(variableOf(made, 'Slack')?.status).toBe('PENDING');
    expect((await bed.request(address)).status).toBe(200);
    const form = new URLSearchParams({ answer: 'allow' });
    expect((await bed.request(`${address}x`, { method: 'POST', body: form })).status).toBe(403);
    expect((await bed.request(address, { method: 'POST', body: form })).status).toBe(200);
    const named = await changed('updateInstanceConfigVariables', {
      id: made.id,
      configVariables: [{ key: 'Channel', value: 'shop' }],
    });
    expect(variableOf(named, 'Slack')?.status).toBe('ACTIVE');
    expect(named.configState).toBe('FULLY_CONFIGURED');
  });
});

describe('runs', () => {
  const readRun = async (id: string) =>
    (
      await bed.ask(
        z.object({ executionResult: run }),
        token,
        `query ($id: ID!) { executionResult(id: $id) { ${runFields} } }`,
        { id },
      )
    ).executionResult;

  it('are made by webhooks, revealed by the clock, and replayed', async () => {
    const [version] = await versionIds('Order events');
    const made = await create(version, 'Runs');
    await changed('deployInstance', { id: made.id });
    const answer = await bed.request(made.flowConfigs.nodes[0]?.webhookUrl ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"fail":true}',
    });
    const { executionId } = z.object({ executionId: z.string() }).parse(await answer.json());
    const begun = await readRun(executionId);
    expect(begun).toMatchObject({ status: 'PENDING', endedAt: null, error: null });
    bed.clock.advance(5000);
    const ended = await readRun(executionId);
    expect(ended.status).toBe('ERROR');
    expect(ended.logs.nodes.length).toBeGreaterThan(begun.logs.nodes.length);
    expect(ended.logs.nodes.at(-1)?.message).toMatch(/^Ending Instance Execution/);
    expect(await (await bed.request(ended.requestPayloadUrl)).text()).toBe('{"fail":true}');

    const step = await bed.request(ended.stepResults.nodes[0]?.resultsUrl ?? '');
    // A map of 32-bit length begins the MessagePack.
    expect(new Uint8Array(await step.arrayBuffer())[0]).toBe(0xdf);
    expect((await bed.request(`${ended.requestPayloadUrl}0`)).status).toBe(403);

    const failing = 'query ($i: ID) { instances(id_In: [$i], inFailedState: true) { totalCount } }';
    expect(await bed.ask(z.unknown(), token, failing, { i: made.id })).toEqual({ instances: { totalCount: 1 } });
    const replayed = await bed.ask(
      z.object({
        replayExecution: z.object({ instanceExecutionResult: z.object({ id: z.string() }), errors: failures }),
      }),
      token,
      'mutation ($id: ID) { replayExecution(input: {id: $id}) { instanceExecutionResult { id } errors { field messages } } }',
      { id: executionId },
    );
    bed.clock.advance(5000);
    expect((await readRun(replayed.replayExecution.instanceExecutionResult.id)).status).toBe('SUCCESS');
    expect(await bed.ask(z.unknown(), token, failing, { i: made.id })).toEqual({ instances: { totalCount: 0 } });
    const unreplayed =
      'query ($i: ID) { executionResults(instance: $i, error_Isnull: false, replayForExecution_Isnull: true) { totalCount } }';
    expect(await bed.ask(z.unknown(), token, unreplayed, { i: made.id })).toEqual({
      executionResults: { totalCount: 1 },
    });
  });

  it('are started by a test, and told by both ways to read log lines', async () => {
    const [version] = await versionIds('Order events');
    const made = await create(version, 'Tested');
    await changed('deployInstance', { id: made.id });
    const tested = await bed.ask(
      z.object({
        testInstanceFlowConfig: z.object({
          testInstanceFlowConfigResult: z.object({ statusCode: z.number(), execution: z.object({ id: z.string() }) }),
          errors: failures,
        }),
      }),
      organisationToken,
      `mutation ($id: ID) { testInstanceFlowConfig(input: {id: $id, payload: "{}"}) {
        testInstanceFlowConfigResult { statusCode execution { id } } errors { field messages } } }`,
      { id: made.flowConfigs.nodes[0]?.id },
    );
    bed.clock.advance(5000);
    const { execution } = tested.testInstanceFlowConfig.testInstanceFlowConfigResult;
    const { logs, events } = await bed.ask(
      z.object({
        logs: z.object({ totalCount: z.number() }),
        events: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
      }),
      organisationToken,
      `query ($e: ID) { logs(executionResult: $e, severity: null) { totalCount }
        events(typeIn: [LOG_EVENT], orderBy: {field: TIMESTAMP, direction: DESC}) {
          nodes { id timestamp ... on LogEvent { message severity instanceName executionResultId } } } }`,
      { e: execution.id },
    );
    expect(logs.totalCount).toBe(5);
    const sections = 'query ($e: ID) { executionSections(executionResult: $e) { nodes { label } } }';
    expect(await bed.ask(z.unknown(), organisationToken, sections, { e: execution.id })).toEqual({
      executionSections: { nodes: [{ label: 'Trigger' }, { label: 'Transform' }, { label: 'Deliver' }] },
    });
    expect(events.nodes.length).toBeGreaterThanOrEqual(5);
    bed.clock.advance(3 * 3_600_000);
    const later = '{ events(typeIn: [LOG_EVENT]) { nodes { id } } }';
    expect(await bed.ask(z.unknown(), organisationToken, later)).toEqual({ events: { nodes: [] } });
  });
});

it('publishes a version and moves all instances to it', async () => {
  const shape = z.object({
    integrations: z.object({ nodes: z.array(z.object({ id: z.string(), versionNumber: z.number() })) }),
  });
  const { integrations } = await bed.ask(
    shape,
    organisationToken,
    '{ integrations(name: "Order events") { nodes { id versionNumber } } }',
  );
  const input = { id: integrations.nodes[0]?.id };
  await bed.ask(
    z.unknown(),
    organisationToken,
    'mutation ($id: ID) { publishIntegration(input: {id: $id, comment: "New"}) { integration { id } errors { field } } }',
    input,
  );
  await bed.ask(
    z.unknown(),
    organisationToken,
    'mutation ($id: ID) { bulkUpdateInstancesToLatestIntegrationVersion(input: {id: $id}) { integration { id } errors { field } } }',
    input,
  );
  const { instances } = await bed.ask(
    z.object({
      instances: z.object({ nodes: z.array(z.object({ integration: z.object({ versionNumber: z.number() }) })) }),
    }),
    organisationToken,
    'query ($id: ID) { instances(integration: $id) { nodes { integration { versionNumber } } } }',
    input,
  );
  expect(new Set(instances.nodes.map(({ integration }) => integration.versionNumber))).toEqual(new Set([3]));
});
