import { z } from 'zod';
import { ownerAt } from '#server/accounts/vendor-links.ts';
import type { Caller, TestServer } from '#server/testing/test-server.ts';
import type { DeployablePort } from '#server/vendors/deployables.ts';
import type { VendorOwner } from '#server/vendors/records.ts';

/** Longer than any step of the imitation's runs. */
export const untilRunsEndMs = 30_000;

/** The port of the server's Prismatic. */
export function deployablePort(server: TestServer): DeployablePort {
  const port = server.services.adapters.get('prismatic')?.deployables;
  if (!port) throw new Error('there is no Prismatic');
  return port;
}

export async function accountIdOf(server: TestServer, externalId: string): Promise<string> {
  const { id } = await server.services.database
    .selectFrom('accounts')
    .where('external_id', '=', externalId)
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** An account's rows, as its vendor has them now. */
export async function refreshRows(server: TestServer, accountId: string): Promise<void> {
  server.clock.advance(60_000);
  await (
    await server.services.sync.refreshAccount('prismatic', accountId)
  ).finished;
}

const rowsSchema = z.object({
  instances: z.object({ nodes: z.array(z.object({ id: z.string(), vendorId: z.string(), name: z.string() })) }),
});

/** A fresh account with one deployed instance of two flows, the second of which answers its caller. */
export async function freshDeployed(server: TestServer, name = 'Order events') {
  const caller = await server.freshAccount();
  const accountId = await accountIdOf(server, caller.account);
  const owner = await ownerAt(server.services.database, 'prismatic', accountId);
  const account = { caller, account: caller.account, accountId, owner };
  return { ...account, ...(await deployFor(server, account, name)) };
}

/** One more instance of an account, deployed. */
export async function deployFor(
  server: TestServer,
  { caller, accountId, owner }: { caller: Caller; accountId: string; owner: VendorOwner },
  name: string,
): Promise<{ vendorId: string; instanceId: string }> {
  const { reader, writer } = deployablePort(server);
  const template = (await reader.listVersions(owner)).find(({ title }) => title === 'Order events');
  const versionId = template?.versions[0]?.versionId ?? '';
  const { vendorId } = await writer.createInstance(owner, { versionId, name, values: [] });
  await writer.deploy(owner, vendorId);
  await refreshRows(server, accountId);
  const { data } = await caller.graph('{ instances { nodes { id vendorId name } } }');
  const row = rowsSchema.parse(data).instances.nodes.find((node) => node.vendorId === vendorId);
  if (!row) throw new Error('the index has lost the instance');
  return { vendorId, instanceId: row.id };
}

const flowSchema = z.object({ id: z.string(), name: z.string(), webhookUrl: z.string().nullable() });
const flowsSchema = z.object({
  instance: z.object({ problemCode: z.null(), detail: z.object({ flows: z.array(flowSchema) }) }),
});

export async function flowsOf(caller: Caller, instanceId: string) {
  const query = `query ($id: ID!) { instance(id: $id) { ... on PrismaticInstance { problemCode
    detail { flows { id name webhookUrl } } } } }`;
  const { data } = await caller.graph(query, { id: instanceId });
  return flowsSchema.parse(data).instance.detail.flows;
}

/** Calls the first flow from outside, and answers the vendor's id of the run that this began. */
export async function callFlow(caller: Caller, instanceId: string, body: unknown): Promise<string> {
  const [flow] = await flowsOf(caller, instanceId);
  return callAddress(flow?.webhookUrl ?? '', body);
}

/** The same by the flow's own address. */
export async function callAddress(address: string, body: unknown): Promise<string> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return z.object({ executionId: z.string() }).parse(await answer.json()).executionId;
}

export const runsQuery = `query ($filter: RunFilter, $first: Int, $after: String) {
  runs(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } outcomes { vendor state code checkedAt failedSince retryAt }
    nodes { id instanceName flowName state trigger isTest startedAt endedAt error replayOf wasReplayed row { id name account { id } } } } }`;
const outcomes = z.array(z.looseObject({ vendor: z.string(), state: z.string(), code: z.string().nullable() }));
const runSchema = z.looseObject({
  id: z.string(),
  state: z.string(),
  startedAt: z.string(),
  replayOf: z.string().nullable(),
  row: z.looseObject({ id: z.string() }).nullable(),
});
const runsSchema = z.object({
  runs: z.object({
    totalCount: z.number().nullable(),
    pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
    outcomes,
    nodes: z.array(runSchema),
  }),
});

/** The list of runs, as this person is shown it. */
export async function listRuns(
  caller: Caller,
  filter: Record<string, unknown> = {},
  page: { first?: number; after?: string | null } = {},
) {
  const { data } = await caller.graph(runsQuery, { filter, ...page });
  return runsSchema.parse(data).runs;
}

const runDetailSchema = z.object({
  run: z.object({
    run: runSchema,
    steps: z.array(z.looseObject({ id: z.string(), name: z.string(), hasFailed: z.boolean() })),
  }),
});

export async function readRun(caller: Caller, instanceId: string, runId: string) {
  const query = `query ($instanceId: ID!, $runId: ID!) { run(instanceId: $instanceId, runId: $runId) {
    run { id state startedAt error replayOf wasReplayed row { id } } steps { id name hasFailed startedAt endedAt } } }`;
  const { data } = await caller.graph(query, { instanceId, runId });
  return runDetailSchema.parse(data).run;
}

const linesSchema = z.object({
  lines: z.array(
    z.looseObject({
      lineId: z.string(),
      at: z.string(),
      severity: z.string(),
      message: z.string(),
      runId: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

/** A page of an instance's log. `query` begins with `?`. */
export async function readLogs(caller: Caller, instanceId: string, query = '') {
  const answer = await caller.request('GET', `/api/instances/${instanceId}/logs${query}`);
  return linesSchema.parse(await answer.json());
}

/** What the audit log says of an instance, the newest first, without what reading it brought. */
export async function auditOf(server: TestServer, instanceId: string) {
  const entries = await server.services.audit.ofInstance(instanceId, 50);
  return entries
    .filter(({ action }) => /^(run\.|instance\.test_flow|debug)/.test(action))
    .map(({ action, outcome, problemCode, detail }) => ({ action, outcome, problemCode, detail }));
}

/** Counts the calls that reach the vendor through the server's adapter, by the names of the port's methods. */
export function countVendorCalls(server: TestServer) {
  const adapter = server.services.adapters.get('prismatic');
  if (!adapter) throw new Error('there is no Prismatic');
  const { reader, writer, runs } = deployablePort(server);
  const calls: string[] = [];
  const restore: (() => void)[] = [];
  for (const side of [adapter.reader, adapter.writer, reader, writer, runs]) {
    for (const [name, method] of Object.entries(side)) {
      if (typeof method !== 'function') continue;
      const counting = (...input: unknown[]): unknown => {
        calls.push(name);
        return Reflect.apply(method, side, input);
      };
      Object.assign(side, { [name]: counting });
      restore.push(() => Object.assign(side, { [name]: method }));
    }
  }
  return {
    calls,
    stop: () => {
      for (const one of restore) one();
    },
  };
}

/** A deployed instance with one run that has failed. */
export async function freshFailedRun(server: TestServer, body: Record<string, unknown> = {}) {
  const bed = await freshDeployed(server);
  const runId = await callFlow(bed.caller, bed.instanceId, { ...body, fail: true });
  server.clock.advance(untilRunsEndMs);
  return { ...bed, runId };
}
