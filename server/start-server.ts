import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { Hooks } from '#contract/hooks.ts';
import type { Vendor } from '#contract/vendors.ts';
import { introduceDemoPeople } from './accounts/demo.ts';
import { createHostTokens } from './accounts/host-tokens.ts';
import { createOpenIdSignIn } from './accounts/openid.ts';
import { composeServices } from './compose-services.ts';
import { type AdapterParts, createAdapters, followClock } from './create-adapters.ts';
import { createApp } from './gateway/app.ts';
import { introduceSigningKey } from './introduce-companies.ts';
import type { SignInWays } from './gateway/services.ts';
import { loadDocument } from './gateway/page/document.ts';
import { loadHooks } from './operations/hooks/load-hooks.ts';
import { type AdjustableClock, createAdjustableClock } from './platform/clock.ts';
import { migrate, openDatabase } from './platform/database/connect.ts';
import { startEmbeddedDatabase } from './platform/database/embedded.ts';
import { migrations } from './platform/database/migrations.ts';
import { jackfieldSchema, liveSchema, type Tables } from './platform/database/schema.ts';
import { createKeys, readOrMakeSecret, readOrMakeSigningKey } from './platform/keys.ts';
import { listenOnLoopback } from './platform/listen.ts';
import type { Logger } from './platform/logger.ts';
import { repeat, repeatByClock } from './platform/repeat.ts';
import type { Settings } from './platform/settings.ts';
import { startSandbox } from './sandbox/start-sandbox.ts';
import { createCallGuards } from './vendors/call-guard.ts';
import type { VendorAdapter } from './vendors/adapter.ts';

/** How long after one reading of everything the next begins. */
const readEverythingMs = 60_000;
const followClockMs = 1_000;
/** So long a start waits for a reading of what is in the index already. */
const readAgainWithinMs = 5_000;
const sweepSessionsMs = 60_000;
const sweepExportsMs = 60_000;
const sweepBulksMs = 10 * 60_000;
/** Work that goes on by itself may hold sixteen of them: eight operations, four works on many and two files, each with two. */
const connections = 28;
/** Apart from those, so that a call's leave never waits for a connection that another call holds. */
const guardConnections = 2;
const drainMs = 5_000;

export interface RunningServer {
  /** Where people find the page. */
  address: string;
  close(): Promise<void>;
}

/** Something that was started and must be stopped, with its name for the log. */
interface Closer {
  name: string;
  close(): Promise<void>;
}

/** After this long a part that does not stop is named in the log. */
const slowStopMs = 10_000;

async function stop(closer: Closer, logger: Logger): Promise<void> {
  const part = closer.name;
  const timer = setTimeout(() => logger.error({ part }, 'this part is slow to stop'), slowStopMs);
  await closer.close().catch((error: unknown) => logger.error({ err: error, part }, 'this part did not stop cleanly'));
  clearTimeout(timer);
}

/**
 * Puts the server together: database, sandbox, adapters, worker, gateway, in the order in which each needs the one
 * before. Rejects, with everything that was started stopped again, when one cannot start.
 */
export async function startServer(settings: Settings, logger: Logger): Promise<RunningServer> {
  const closers: Closer[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) {
      // oxlint-disable-next-line no-await-in-loop -- what was started last stops first
      await stop(closer, logger);
    }
  };
  try {
    const hooks = await loadHooks(settings.hooks);
    const clock = createAdjustableClock();
    const database = await openOwnDatabase(settings, logger, closers);
    if (settings.sandbox === 'beside') {
      const { port } = settings;
      const ports = { tray: port + 1, prismatic: port + 2, instabase: port + 3, patchworks: port + 4 };
      const sandbox = await startSandbox({ database, clock, ports, logger });
      closers.push({ name: 'sandbox', close: () => sandbox.close() });
    }
    const secret = settings.secret ?? (await readOrMakeSecret(settings.dataFolder));
    const keys = createKeys(secret, settings.secretPrevious);
    const guards = createCallGuards({ database: database.guardTables, clock, logger });
    const signingKey = await findSigningKey(settings, logger);
    const adapters = createAdapters({ settings, signingKey, keys, clock, logger, guards, tables: database.tables });
    await serve({
      settings,
      signingKey,
      logger,
      closers,
      clock,
      keys,
      guards,
      adapters,
      hooks,
      tables: database.tables,
      databaseUrl: database.url,
    });
    return { address: settings.publicOrigin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The key that signs at Prismatic; the sandbox is told of one that is made for it. Null where Prismatic is off. */
async function findSigningKey({ sandbox, prismatic, dataFolder }: Settings, logger: Logger): Promise<string | null> {
  if (sandbox === null || prismatic === null) return prismatic?.signingKey ?? null;
  const key = await readOrMakeSigningKey(dataFolder);
  // A sandbox in another process may be away now. It keeps the keys that it was told of once.
  await introduceSigningKey(prismatic.baseUrl, key).catch((error: unknown) =>
    logger.warn({ err: error }, 'the sandbox could not be told of the signing key'),
  );
  return key;
}

async function openOwnDatabase(settings: Settings, logger: Logger, closers: Closer[]) {
  let url = settings.databaseUrl;
  if (url === null) {
    const embedded = await startEmbeddedDatabase({ folder: settings.dataFolder, logger });
    closers.push({ name: 'embedded database', close: () => embedded.stop() });
    url = embedded.url;
  }
  // Who tried the sandbox first and goes live on the same database must not find its accounts there.
  const schema = settings.sandbox === null ? liveSchema : jackfieldSchema;
  const tables = openDatabase<Tables>(url, { schema, maxConnections: connections });
  closers.push({ name: 'connections', close: () => tables.destroy() });
  await migrate(tables, schema, migrations);
  const guardTables = openDatabase<Tables>(url, { schema, maxConnections: guardConnections });
  closers.push({ name: 'connections of the guards', close: () => guardTables.destroy() });
  return { url, tables, guardTables };
}

async function serve(
  parts: AdapterParts & {
    databaseUrl: string;
    closers: Closer[];
    adapters: Map<Vendor, VendorAdapter>;
    hooks: Hooks;
  },
): Promise<void> {
  const { settings, logger, closers, clock, adapters, tables } = parts;
  const services = composeServices({
    database: tables,
    databaseUrl: parts.databaseUrl,
    adapters,
    clock,
    logger,
    keys: parts.keys,
    hooks: parts.hooks,
    signIn: createSignInWays(parts),
    deployment: {
      mode: settings.sandbox === null ? 'live' : 'sandbox',
      publicOrigin: settings.publicOrigin,
      // Of the vendors only Tray has a window of its own.
      wizardOrigins: settings.tray === null ? [] : [new URL(settings.tray.appUrl).origin],
      hasUpgradeHook: parts.hooks.upgradeValues !== undefined,
      companyName: 'your company',
    },
  });
  const { worker, sync } = services;
  const clientFolder = path.resolve('dist/client');
  const app = createApp(services, { clientFolder, renderDocument: await loadDocument(clientFolder) });
  const answer = getRequestListener(app.fetch);
  const listener = await listenOnLoopback(
    (request, response) => void answer(request, response),
    settings.port,
    logger,
    settings.host,
  );
  closers.push({ name: 'listener', close: () => listener.close(drainMs) });
  services.events.start();
  // Before the listener, which would wait for streams that do not end by themselves.
  closers.push({ name: 'event streams', close: () => services.events.stop() });
  if (settings.sandbox !== null) await introduceDemoPeople(tables, [...adapters.values()], clock);
  worker.start();
  closers.push({ name: 'worker', close: () => worker.stop() });
  services.bulks.start();
  closers.push({ name: 'work on many', close: () => services.bulks.stop() });
  services.exports.start();
  closers.push({ name: 'exports', close: () => services.exports.stop() });
  const sweepingExports = repeatByClock(() => services.exports.sweep(), sweepExportsMs, clock, logger);
  closers.push({ name: 'kept files', close: () => sweepingExports.stop() });
  const sweepingBulks = repeatByClock(() => services.bulks.sweep(), sweepBulksMs, clock, logger);
  closers.push({ name: 'old work on many', close: () => sweepingBulks.stop() });
  const sweeping = repeatByClock(() => services.sessions.endOverdue(), sweepSessionsMs, clock, logger);
  closers.push({ name: 'sessions', close: () => sweeping.stop() });
  const first = sync.readEverything();
  const endReading = async (reading: Promise<void>) => {
    sync.stop();
    await reading;
  };
  closers.push({ name: 'first reading', close: () => endReading(first) });
  const reported = first.catch((error: unknown) => logger.error({ err: error }, 'the first reading failed'));
  // A real vendor may be slow or down: people come in meanwhile and are told.
  if (settings.sandbox !== null) {
    // What was read before a restart is there still, and owner by owner it can take minutes to read it all again.
    await ((await services.isReady())
      ? Promise.race([reported, delay(readAgainWithinMs, null, { ref: false })])
      : first);
  }
  const reading = repeatByClock(() => sync.readEverything(), readEverythingMs, clock, logger);
  closers.push({ name: 'reading', close: () => endReading(reading.stop()) });
  if (settings.sandbox === 'external') {
    // Without a call to a vendor nobody would tell us that the sandbox's clock was moved.
    const following = repeat(() => askClock(settings.port + 1, clock), followClockMs, logger);
    closers.push({ name: 'clock', close: () => following.stop() });
  }
}

/** The ways to sign in that the settings name. */
function createSignInWays({ settings, keys, clock, tables }: AdapterParts): SignInWays {
  const { hostToken, openId, publicOrigin } = settings;
  const shared = { database: tables, clock };
  return {
    hostTokens: hostToken && createHostTokens({ ...shared, settings: hostToken, audience: publicOrigin }),
    openId: openId && createOpenIdSignIn({ ...shared, keys, settings: openId, publicOrigin }),
  };
}

async function askClock(port: number, clock: AdjustableClock): Promise<void> {
  const answer = await fetch(`http://localhost:${port}/_sandbox/clock`, { signal: AbortSignal.timeout(1_000) });
  await answer.body?.cancel();
  followClock(clock)(answer.headers);
}
