import { z } from 'zod';

import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import { createLogger } from '#server/platform/logger.ts';
import { createTestDatabase } from '#server/testing/database.ts';

import { startPatchworks } from '../patchworks-sandbox.ts';

export const northwindKey = 'sandbox-patchworks';
export const fabrikamKey = 'sandbox-patchworks-fabrikam';

const anything = z.record(z.string(), z.unknown());
const systemList = z.object({
  data: z.array(
    z.object({
      id: z.number(),
      label: z.string(),
      authentication_implementations: z.array(z.object({ id: z.number(), name: z.string() })),
    }),
  ),
});

/** A status and a JSON body. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** A sandbox of its own for one test file, and the words its tests are written in. */
export interface PatchworksBed {
  origin: string;
  clock: AdjustableClock;
  /** Any request. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A call of the Core API as the company of this `Authorization`. */
  call(authorization: string, method: string, path: string, body?: unknown): Promise<Answer>;
  control(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** A fresh company's key. */
  newCompany(externalId: string): Promise<string>;
  /** A token of one of a company's people. */
  login(username: string): Promise<string>;
  /** Installs a system of the marketplace; answers its id and those of its methods by name. */
  install(authorization: string, label: string): Promise<{ id: number; methods: Record<string, number> }>;
  stop(): Promise<void>;
}

/** Starts the imitation on a free port with a fresh database and without a rate limit. */
export async function startPatchworksBed(): Promise<PatchworksBed> {
  const database = await createTestDatabase();
  const clock = createAdjustableClock();
  const sandbox = await startPatchworks({
    database,
    clock,
    advanceClock: (milliseconds) => Promise.resolve(clock.advance(milliseconds)),
    port: 0,
    logger: createLogger('silent'),
  });
  const origin = sandbox.origin.replace('localhost', '127.0.0.1');
  const json = { 'content-type': 'application/json', accept: 'application/json' };

  const request: PatchworksBed['request'] = (path, init) => fetch(`${origin}${path}`, init);
  const call: PatchworksBed['call'] = async (authorization, method, path, body) => {
    const response = await request(`/api/v1${path}`, {
      method,
      headers: { ...json, authorization },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: anything.parse(await response.json()) };
  };
  const control: PatchworksBed['control'] = async (method, path, body) => {
    const response = await request(`/_sandbox${path}`, {
      method,
      headers: json,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const bed: PatchworksBed = {
    origin,
    clock,
    request,
    call,
    control,
    newCompany: async (externalId) =>
      z
        .object({ api_key: z.string() })
        .parse(await control('PUT', `/accounts/${externalId}`, { name: `Company ${externalId}` })).api_key,
    login: async (username) => {
      const response = await request('/fabric/api/login', {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ username, password: 'sandbox-password' }),
      });
      return `Bearer ${z.object({ token: z.string() }).parse(await response.json()).token}`;
    },
    install: async (authorization, label) => {
      const found = z
        .object({ data: z.array(z.object({ id: z.number() })) })
        .parse((await call(authorization, 'GET', `/patchworks/system-templates?filter[name]=${label}`)).body);
      await call(authorization, 'POST', `/patchworks/system-templates/${found.data[0]?.id}/install`);
      const { body } = await call(authorization, 'GET', '/systems?include=authenticationImplementations&per_page=100');
      const system = systemList.parse(body).data.find((one) => one.label === label);
      return {
        id: system?.id ?? 0,
        methods: Object.fromEntries(
          (system?.authentication_implementations ?? []).map((method) => [method.name, method.id]),
        ),
      };
    },
    stop: async () => {
      await sandbox.close();
      await database.drop();
    },
  };
  await control('PUT', '/limits', { rate: null });
  return bed;
}

/** The body of a create, as the wizard sends it. */
export function newConnector(
  system: { id: number; methods: Record<string, number> },
  method: string,
  variables: Record<string, string>,
  rest: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    name: 'A store',
    system_id: system.id,
    authentication_implementation_id: system.methods[method],
    timezone: 'Europe/Stockholm',
    date_format: 'c',
    rate_limit_unit: 'minute',
    rate_limit_duration: 240,
    variables: Object.entries(variables).map(([key, value]) => ({ key, value })),
    ...rest,
  };
}

const withId = z.object({ data: z.object({ id: z.number() }) });

/** The id of what was answered. */
export function idOf({ status, body }: Answer): number {
  const parsed = withId.safeParse(body);
  if (!parsed.success) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return parsed.data.data.id;
}

const withRows = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

/** The rows of a list. */
export function rowsOf({ status, body }: Answer): Record<string, unknown>[] {
  const parsed = withRows.safeParse(body);
  if (!parsed.success) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return parsed.data.data;
}
