import type { Hooks } from '#contract/hooks.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { Hono } from 'hono';
import { introduceDemoPeople, makeDemoAccount } from '#server/accounts/demo.ts';
import { composeServices } from '#server/compose-services.ts';
import { createApp } from '#server/gateway/app.ts';
import type { GatewayEnvironment } from '#server/gateway/request-variables.ts';
import type { Services, SignInWays } from '#server/gateway/services.ts';
import { type AdjustableClock, type Clock, createAdjustableClock } from '#server/platform/clock.ts';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { migrations } from '#server/platform/database/migrations.ts';
import { type JackfieldDatabase, jackfieldSchema, type Tables } from '#server/platform/database/schema.ts';
import { createKeys, type Keys } from '#server/platform/keys.ts';
import { createLogger } from '#server/platform/logger.ts';
import { startSandbox } from '#server/sandbox/start-sandbox.ts';
import { createCallGuards } from '#server/vendors/call-guard.ts';
import { unguarded } from '#server/vendors/testing/unguarded.ts';
import { createTestDatabase } from './database.ts';
import { createTestAdapters } from './test-adapters.ts';

export const publicOrigin = 'http://localhost:4100';

/** The whole server without its sockets, over the real adapters and the real sandbox, on a database of its own. */
export interface TestServer {
  app: Hono<GatewayEnvironment>;
  services: Services;
  clock: AdjustableClock;
  trayOrigin: string;
  /** The imitated Patchworks; null unless the test asked for it. */
  patchworksOrigin: string | null;
  /** The same of the two others. */
  prismaticOrigin: string | null;
  instabaseOrigin: string | null;
  /** A second set of services over the same database, as after a restart or in another replica. */
  anotherReplica(): Services;
  /** Signs a demo person in and answers a caller that sends the cookie. */
  signIn(demo: string): Promise<Caller>;
  /** A fresh account with its person signed in. */
  freshAccount(): Promise<Caller & { account: string }>;
  /** A sandbox control of Tray's port. */
  control: Control;
  /** The same of Patchworks' port. Throws unless the test asked for Patchworks. */
  patchworks: Control;
  prismatic: Control;
  instabase: Control;
  close(): Promise<void>;
}

type Control = (method: 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<void>;

/** Speaks to the app as a page of ours does. */
export interface Caller {
  /** The session's cookie as `name=value`; null without a session. */
  readonly cookie: string | null;
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Asks a GraphQL question and answers the whole body. */
  graph<Data>(query: string, variables?: Record<string, unknown>): Promise<GraphAnswer<Data>>;
}

export interface GraphAnswer<Data> {
  data: Data;
  errors?: { message: string; extensions: { code: string } & Record<string, unknown> }[];
}

interface TestServerOptions {
  /** The vendors that are set up; Tray alone unless told, which starts sooner. */
  vendors?: Vendor[];
  /** How long a call to the vendor may take; short unless told, because tests wait for it. */
  timeoutMs?: number;
  /** `live` has no demo people, so nobody can sign in but by the ways that are given. */
  mode?: 'sandbox' | 'live';
  /** The ways to sign in besides as a demo person; none when not given. */
  signIn?: (parts: { database: JackfieldDatabase; keys: Keys; clock: Clock }) => SignInWays;
  /** False: no budget and no circuit breaker, so that one account's faults are nobody else's. */
  isGuarded?: boolean;
  /** What the company's own module exports; nothing unless given. */
  hooks?: Hooks;
}

export async function startTestServer({
  mode = 'sandbox',
  signIn: waysOf,
  isGuarded = true,
  hooks = {},
  timeoutMs = 1_000,
  vendors = ['tray'],
}: TestServerOptions = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  const clock = createAdjustableClock();
  const logger = createLogger('silent');
  const sandbox = await startSandbox({
    database,
    clock,
    ports: { tray: 0, ...Object.fromEntries(vendors.map((vendor) => [vendor, 0])) },
    logger,
  });
  const { tray: trayOrigin, patchworks: patchworksOrigin = null } = sandbox.origins;
  const { prismatic: prismaticOrigin = null, instabase: instabaseOrigin = null } = sandbox.origins;
  const tables = openDatabase<Tables>(database.url, { schema: jackfieldSchema, maxConnections: 20 });
  await migrate(tables, jackfieldSchema, migrations);
  const guardTables = openDatabase<Tables>(database.url, { schema: jackfieldSchema, maxConnections: 2 });
  const keys = createKeys('a secret for tests that is long enough');
  const adapters = await createTestAdapters({
    origins: Object.fromEntries(vendors.map((vendor) => [vendor, sandbox.origins[vendor]])),
    tables,
    keys,
    clock,
    guards: isGuarded ? createCallGuards({ database: guardTables, clock, logger }) : unguarded,
    timeoutMs,
  });
  const compose = () =>
    composeServices({
      database: tables,
      databaseUrl: database.url,
      adapters,
      clock,
      logger,
      keys,
      hooks,
      signIn: waysOf ? waysOf({ database: tables, keys, clock }) : { hostTokens: null, openId: null },
      deployment: {
        mode,
        publicOrigin,
        wizardOrigins: vendors.includes('tray') ? [trayOrigin] : [],
        hasUpgradeHook: hooks.upgradeValues !== undefined,
        companyName: 'your company',
      },
    });
  const services = compose();
  const app = createApp(services, {
    clientFolder: 'dist/client',
    renderDocument: (nonce) => `<!doctype html><script nonce="${nonce}"></script>`,
  });
  const control = controlOf(trayOrigin);
  for (const origin of Object.values(sandbox.origins)) {
    // oxlint-disable-next-line no-await-in-loop -- four at the most
    await controlOf(origin)('PUT', 'limits', { rate: null });
  }
  if (mode === 'sandbox') await introduceDemoPeople(tables, [...adapters.values()], clock);

  const signIn: TestServer['signIn'] = async (demo) => {
    const anonymous = createCaller(app, null);
    const answer = await anonymous.request('POST', '/api/session', { demo });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (!answer.ok || !cookie) throw new Error(`${demo} could not sign in: ${answer.status}`);
    return createCaller(app, cookie);
  };

  return {
    app,
    services,
    clock,
    trayOrigin,
    patchworksOrigin,
    prismaticOrigin,
    instabaseOrigin,
    control,
    patchworks: controlOf(patchworksOrigin),
    prismatic: controlOf(prismaticOrigin),
    instabase: controlOf(instabaseOrigin),
    signIn,
    anotherReplica: compose,
    freshAccount: async () => {
      const { account, demo } = await makeDemoAccount(tables, [...adapters.values()], clock);
      return { account, ...(await signIn(demo)) };
    },
    close: async () => {
      await services.bulks.stop();
      await services.worker.stop();
      await services.exports.stop();
      await services.events.stop();
      await sandbox.close();
      await guardTables.destroy();
      await tables.destroy();
      await database.drop();
    },
  };
}

/** The switches of the vendor at `origin`. */
function controlOf(origin: string | null): Control {
  return async (method, path, body) => {
    if (origin === null) throw new Error('this vendor is not set up in this test');
    const answer = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`sandbox control ${path} answered ${answer.status}`);
  };
}

/** A caller with or without a session. */
export function createCaller(app: Hono<GatewayEnvironment>, cookie: string | null): Caller {
  const request: Caller['request'] = async (method, path, body, headers = {}) =>
    app.request(`${publicOrigin}${path}`, {
      method,
      headers: {
        host: 'localhost:4100',
        'content-type': 'application/json',
        'x-requested-with': 'jackfield',
        'sec-fetch-site': 'same-origin',
        ...(cookie === null ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    cookie,
    request,
    graph: async <Data>(query: string, variables: Record<string, unknown> = {}) => {
      const answer = await request('POST', '/api/graphql', { query, variables });
      return (await answer.json()) as GraphAnswer<Data>;
    },
  };
}
