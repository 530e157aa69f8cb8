import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { GivenValue } from '#contract/deployables.ts';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { Operation } from '#contract/operations.ts';
import type { Problem } from '#contract/problems.ts';
import { ownerAt } from '#server/accounts/vendor-links.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import type { DeployableDetail, VersionedTemplate, VersionRecord } from '#server/vendors/deployables.ts';
import { accountIdOf, deployablePort } from './deployables-bed.ts';

/** What the imitation offers: one that asks for nothing, one with a connection of inputs, one with a consent. */
type Offered = 'Order events' | 'Inventory sync' | 'Team alerts';

export const isCreated = (operation: Operation) => operation.instanceId !== null;
export const hasEnded = (operation: Operation) => operation.endedAt !== null;
export const isWaiting = (operation: Operation) => operation.state === 'waiting_for_person';

/** A server over Prismatic alone, with its worker. A page of instances takes the imitation its time. */
export async function startFormServer(): Promise<TestServer> {
  const server = await startTestServer({ vendors: ['prismatic'], isGuarded: false, timeoutMs: 6_000 });
  server.services.worker.start();
  await server.services.sync.readEverything();
  return server;
}

/** An answer of an endpoint: what it holds, or the problem. */
interface Answered<Body> {
  status: number;
  body: Body;
  problem: Problem | undefined;
}

/** One question of a page's. */
export async function ask<Body>(
  caller: Caller,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  sent?: unknown,
): Promise<Answered<Body>> {
  const response = await caller.request(method, `/api${path}`, sent ?? (method === 'GET' ? undefined : {}));
  const body = (await response.json()) as Body & { problem?: Problem };
  return { status: response.status, body, problem: body.problem };
}

/** A fresh account at Prismatic, and what its people and an administrator do with instances, as the pages do it. */
export interface FormBed {
  person: Caller & { account: string };
  admin: Caller;
  accountId: string;
  /** The account's id at Prismatic. */
  ownerId: string;
  fault: (match: string, name: string, more?: object) => Promise<void>;
  noFaults: () => Promise<void>;
  versions: (title: Offered) => Promise<{ templateId: string; versions: VersionRecord[] }>;
  /** POST of an activation, as it is answered. */
  post: (
    title: Offered,
    name: string,
    more?: { key?: string; number?: number; values?: GivenValue[]; ownerId?: string },
    caller?: Caller,
  ) => Promise<Answered<{ operation: Operation }>>;
  begin: (...input: Parameters<FormBed['post']>) => Promise<Operation>;
  watch: (operationId: string, until: (operation: Operation) => boolean) => Promise<Operation>;
  /** An activation that waits for its form. */
  unfinished: (title: Offered, name: string, number?: number) => Promise<Operation & { instanceId: string }>;
  /** The same, filled in and deployed. */
  deployed: (title: Offered, name: string, number?: number) => Promise<string>;
  form: (instanceId: string, caller?: Caller) => Promise<InstanceFormResponse>;
  put: (
    instanceId: string,
    values: GivenValue[],
    more?: { others?: string; isComplete?: boolean },
    caller?: Caller,
  ) => Promise<Answered<Pick<InstanceFormResponse, 'values' | 'connections' | 'missingKeys'>>>;
  deploy: (instanceId: string, caller?: Caller) => Promise<Answered<{ operation: Operation }>>;
  move: (
    instanceId: string,
    number: number,
    title?: Offered,
    caller?: Caller,
  ) => Promise<Answered<{ operation: Operation }>>;
  /** The account's instances as Prismatic has them. */
  atVendor: () => Promise<DeployableDetail[]>;
  vendorIdOf: (instanceId: string) => Promise<string>;
}

export const sftp = (password = 'not-a-real-one'): GivenValue => ({
  key: 'SFTP',
  inputs: [
    { name: 'host', value: 'sftp.example.com' },
    { name: 'username', value: 'stock' },
    { name: 'password', value: password },
  ],
});

/** What the first version of Inventory sync asks for. */
export const stockValues = (password?: string): GivenValue[] => [sftp(password), { key: 'Warehouse', value: 'Oslo' }];

/** What each server's imitation has published, which stays as it is. */
const offered = new WeakMap<TestServer, Promise<VersionedTemplate[]>>();

export async function prepareFormBed(server: TestServer): Promise<FormBed> {
  const person = await server.freshAccount();
  const accountId = await accountIdOf(server, person.account);
  const owner = await ownerAt(server.services.database, 'prismatic', accountId);
  const operator = { ...owner, credential: 'operator' } as const;
  const { reader } = deployablePort(server);

  const versions: FormBed['versions'] = async (wanted) => {
    const listed = offered.get(server) ?? reader.listVersions(operator);
    offered.set(server, listed);
    const template = (await listed).find(({ title }) => title === wanted);
    if (!template) throw new Error(`Prismatic has no ${wanted}`);
    return template;
  };
  const versionId = async (title: Offered, number: number) =>
    (await versions(title)).versions.find((version) => version.number === number)?.versionId ?? '';

  const post: FormBed['post'] = async (title, name, { key = randomUUID(), number, ...more } = {}, caller = person) => {
    const { templateId } = await versions(title);
    const version = number === undefined ? {} : { versionId: await versionId(title, number) };
    return ask(caller, 'POST', '/activations', { vendor: 'prismatic', templateId, name, key, ...version, ...more });
  };
  const begin: FormBed['begin'] = async (...input) => {
    const { status, body } = await post(...input);
    expect({ status, body }).toMatchObject({ status: 202 });
    return body.operation;
  };
  const watch: FormBed['watch'] = (operationId, until) =>
    vi.waitFor(
      async () => {
        const { body } = await ask<{ operation: Operation }>(person, 'GET', `/operations/${operationId}`);
        if (!until(body.operation)) throw new Error(`the operation is at ${JSON.stringify(body.operation)}`);
        return body.operation;
      },
      { timeout: 20_000, interval: 50 },
    );
  const unfinished: FormBed['unfinished'] = async (title, name, number) => {
    const begun = await begin(title, name, number === undefined ? {} : { number });
    const { instanceId, ...operation } = await watch(begun.id, isWaiting);
    return { ...operation, instanceId: instanceId ?? '' };
  };
  const put: FormBed['put'] = (instanceId, values, { others = 'keep', isComplete = false } = {}, caller = person) =>
    ask(caller, 'PUT', `/instances/${instanceId}/values`, { values, others, isComplete });
  const deploy: FormBed['deploy'] = (instanceId, caller = person) =>
    ask(caller, 'POST', `/instances/${instanceId}/deployments`);
  const vendorIdOf: FormBed['vendorIdOf'] = async (instanceId) => {
    const { vendor_id } = await server.services.database
      .selectFrom('instances')
      .where('id', '=', instanceId)
      .select('vendor_id')
      .executeTakeFirstOrThrow();
    return vendor_id;
  };

  return {
    person,
    admin: await server.signIn('priya'),
    accountId,
    ownerId: owner.vendorAccountId,
    fault: (match, name, more = {}) =>
      server.prismatic('PUT', 'faults', [{ match, fault: name, who: person.account, ...more }]),
    noFaults: () => server.prismatic('DELETE', 'faults'),
    versions,
    post,
    begin,
    watch,
    unfinished,
    deployed: async (title, name, number) => {
      if (title === 'Order events') {
        const begun = await begin(title, name, number === undefined ? {} : { number });
        return (await watch(begun.id, hasEnded)).instanceId ?? '';
      }
      const { id, instanceId } = await unfinished(title, name, number);
      expect((await put(instanceId, stockValues())).status).toBe(200);
      expect((await deploy(instanceId)).status).toBe(202);
      expect(await watch(id, hasEnded)).toMatchObject({ state: 'succeeded' });
      return instanceId;
    },
    form: async (instanceId, caller = person) => {
      const { status, body } = await ask<InstanceFormResponse>(caller, 'GET', `/instances/${instanceId}/form`);
      expect(status).toBe(200);
      return body;
    },
    put,
    deploy,
    move: async (instanceId, number, title = 'Inventory sync', caller = person) =>
      ask(caller, 'POST', `/instances/${instanceId}/versions`, { versionId: await versionId(title, number) }),
    vendorIdOf,
    atVendor: async () => {
      const adapter = server.services.adapters.get('prismatic');
      const page = await adapter?.reader.listOwnInstances(operator, null);
      const details = await Promise.all(
        (page?.records ?? []).map(({ vendorId }) => reader.readInstance(operator, vendorId)),
      );
      return details.flatMap((detail) => detail ?? []);
    },
  };
}
