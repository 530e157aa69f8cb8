import { z } from 'zod';

import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { createTestDatabase } from '#server/testing/database.ts';

import { startSandbox } from '../../start-sandbox.ts';

const graphqlAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullable(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ name: z.string(), code: z.string(), time_thrown: z.iso.datetime() }),
      }),
    )
    .optional(),
});

export type GraphqlAnswer = z.infer<typeof graphqlAnswer>;

const listedInstance = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  authValues: z.array(z.object({ externalId: z.string(), authId: z.string() })),
  configValues: z.array(z.object({ externalId: z.string(), value: z.string().nullable() })),
  solutionVersionFlags: z.object({
    hasNewerVersion: z.boolean(),
    requiresUserInputToUpdateVersion: z.boolean(),
    requiresSystemInputToUpdateVersion: z.boolean(),
  }),
});

export type ListedInstance = z.infer<typeof listedInstance>;

export const instanceFields = `id name enabled authValues { externalId authId } configValues { externalId value }
  solutionVersionFlags {
    hasNewerVersion requiresUserInputToUpdateVersion requiresSystemInputToUpdateVersion
  }`;

/** A sandbox of its own for one test file, and the words its tests are written in. */
export interface TrayBed {
  origin: string;
  clock: AdjustableClock;
  /** Any request. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A GraphQL request as sent, whatever comes back. */
  post(token: string | null, query: string, variables?: Record<string, unknown>): Promise<Response>;
  /** A GraphQL request that is answered in GraphQL. */
  ask(token: string, query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>;
  control(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** A fresh end user with a token. */
  newUser(externalUserId: string): Promise<{ userId: string; token: string }>;
  userToken(externalUserId: string): Promise<string>;
  solutionIds(): Promise<string[]>;
  createInstance(token: string, solutionId: string, name?: string): Promise<string>;
  instances(token: string): Promise<ListedInstance[]>;
  stop(): Promise<void>;
}

export const master = 'sandbox-master';

/** Starts the sandbox on a free port with a fresh database and without a rate limit. */
export async function startTrayBed(): Promise<TrayBed> {
  const database = await createTestDatabase();
  const clock = createAdjustableClock();
  const sandbox = await startSandbox({
    database,
    clock,
    ports: { tray: 0 },
    logger: createLogger('silent'),
  });
  const origin = sandbox.origins.tray.replace('localhost', '127.0.0.1');

  const request: TrayBed['request'] = (path, init) => fetch(`${origin}${path}`, init);
  const post: TrayBed['post'] = (token, query, variables) =>
    request('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
  const ask: TrayBed['ask'] = async (token, query, variables) => {
    const response = await post(token, query, variables);
    if (response.status !== 200) throw new Error(`Answered ${response.status}: ${await response.text()}`);
    return graphqlAnswer.parse(await response.json());
  };
  const control: TrayBed['control'] = async (method, path, body) => {
    const response = await request(`/_sandbox${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const tokenOf = async (userId: string) =>
    read(
      z.object({ authorize: z.object({ accessToken: z.string() }) }),
      await ask(master, 'mutation ($u: ID!) { authorize(input: {userId: $u}) { accessToken } }', { u: userId }),
    ).authorize.accessToken;

  const bed: TrayBed = {
    origin,
    clock,
    request,
    post,
    ask,
    control,
    newUser: async (externalUserId) => {
      const { userId } = read(
        z.object({ createExternalUser: z.object({ userId: z.string() }) }),
        await ask(master, 'mutation ($i: CreateExternalUserInput!) { createExternalUser(input: $i) { userId } }', {
          i: { name: externalUserId, externalUserId },
        }),
      ).createExternalUser;
      return { userId, token: await tokenOf(userId) };
    },
    userToken: async (externalUserId) => {
      const { users } = read(
        z.object({ users: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }) }),
        await ask(master, 'query ($e: String) { users(criteria: {externalUserId: $e}) { edges { node { id } } } }', {
          e: externalUserId,
        }),
      );
      return tokenOf(users.edges[0]?.node.id ?? '');
    },
    solutionIds: async () =>
      read(
        z.object({
          viewer: z.object({
            solutions: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
          }),
        }),
        await ask(master, '{ viewer { solutions { edges { node { id } } } } }'),
      ).viewer.solutions.edges.map(({ node }) => node.id),
    createInstance: async (token, solutionId, name = 'An instance') =>
      read(
        z.object({ createSolutionInstance: z.object({ solutionInstance: z.object({ id: z.string() }) }) }),
        await ask(
          token,
          'mutation ($i: CreateSolutionInstanceInput!) { createSolutionInstance(input: $i) { solutionInstance { id } } }',
          { i: { solutionId, instanceName: name } },
        ),
      ).createSolutionInstance.solutionInstance.id,
    instances: async (token) =>
      read(
        z.object({
          viewer: z.object({ solutionInstances: z.object({ edges: z.array(z.object({ node: listedInstance })) }) }),
        }),
        await ask(token, `{ viewer { solutionInstances { edges { node { ${instanceFields} } } } } }`),
      ).viewer.solutionInstances.edges.map(({ node }) => node),
    stop: async () => {
      await sandbox.close();
      await database.drop();
    },
  };
  await control('PUT', '/limits', { rate: null });
  return bed;
}

function read<Data>(schema: z.ZodType<Data>, answer: GraphqlAnswer): Data {
  if (answer.errors) throw new Error(answer.errors.map(({ message }) => message).join('; '));
  return schema.parse(answer.data);
}
