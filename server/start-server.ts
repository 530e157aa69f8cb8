import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Vendor } from '#contract/vendors.ts';
import { introduceDemoPeople } from './accounts/demo.ts';
import { createSealedTokenStore } from './accounts/sealed-token-store.ts';
import { composeServices } from './compose-services.ts';
import { createApp } from './gateway/app.ts';
import { loadDocument } from './gateway/page/document.ts';
import { type AdjustableClock, createAdjustableClock } from './platform/clock.ts';
import { migrate, openDatabase } from './platform/database/connect.ts';
import { startEmbeddedDatabase } from './platform/database/embedded.ts';
import { migrations } from './platform/database/migrations.ts';
import { jackfieldSchema, type JackfieldDatabase, type Tables } from './platform/database/schema.ts';
import { createKeys, type Keys, readOrMakeSecret } from './platform/keys.ts';
import { listenOnLoopback } from './platform/listen.ts';
import type { Logger } from './platform/logger.ts';
import { repeat } from './platform/repeat.ts';
import type { Settings } from './platform/settings.ts';
import { startSandbox } from './sandbox/start-sandbox.ts';
import { createTrayAdapter } from './vendors/tray/adapter.ts';
import type { VendorAdapter } from './vendors/adapter.ts';

/** How long after one reading of everything the next begins. */
const readEverythingMs = 60_000;
const followClockMs = 1_000;
const connections = 20;
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
    const clock = createAdjustableClock();
    const database = await openOwnDatabase(settings, logger, closers);
    if (settings.sandbox === 'beside') {
      const ports = { tray: settings.port + 1 };
      const sandbox = await startSandbox({ database, clock, ports, logger });
      closers.push({ name: 'sandbox', close: () => sandbox.close() });
    }
    const keys = createKeys(settings.secret ?? (await readOrMakeSecret(settings.dataFolder)));
    const adapters = createAdapters({ settings, keys, clock, logger, tables: database.tables });
    await serve({ settings, logger, closers, clock, keys, adapters, tables: database.tables });
    return { address: settings.publicOrigin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openOwnDatabase(settings: Settings, logger: Logger, closers: Closer[]) {
  let url = settings.databaseUrl;
  if (url === null) {
    const embedded = await startEmbeddedDatabase({ folder: settings.dataFolder, logger });
    closers.push({ name: 'embedded database', close: () => embedded.stop() });
    url = embedded.url;
  }
  const tables = openDatabase<Tables>(url, { schema: jackfieldSchema, maxConnections: connections });
  closers.push({ name: 'connections', close: () => tables.destroy() });
  await migrate(tables, jackfieldSchema, migrations);
  return { url, tables };
}

interface AdapterParts {
  settings: Settings;
  keys: Keys;
  clock: AdjustableClock;
  logger: Logger;
  tables: JackfieldDatabase;
}

/** The adapters, pointed at the sandbox with the credentials that it is born with. */
function createAdapters({ settings, keys, clock, logger, tables }: AdapterParts): Map<Vendor, VendorAdapter> {
  const origin = `http://localhost:${settings.port + 1}`;
  const tray = createTrayAdapter({
    apiUrl: `${origin}/graphql`,
    appUrl: origin,
    partner: 'jackfield',
    masterToken: 'sandbox-master',
    tokens: createSealedTokenStore(tables, 'tray', keys, clock),
    clock,
    fingerprintKey: keys.fingerprintKey,
    debugUrlTemplate: settings.trayDebugUrlTemplate,
    ...(settings.sandbox === 'external' ? { onResponse: followClock(clock) } : {}),
    onUnreadable: (noun, count) => logger.warn({ vendor: 'tray', noun, count }, 'rows could not be read'),
  });
  return new Map([[tray.vendor, tray]]);
}

/** A sandbox in another process has the one clock; we keep its time. */
function followClock(clock: AdjustableClock) {
  return (headers: Headers) => {
    const told = Date.parse(headers.get('x-sandbox-clock') ?? '');
    if (!Number.isNaN(told)) clock.follow(new Date(told));
  };
}

async function serve(parts: AdapterParts & { closers: Closer[]; adapters: Map<Vendor, VendorAdapter> }): Promise<void> {
  const { settings, logger, closers, clock, adapters, tables } = parts;
  const services = composeServices({
    database: tables,
    adapters,
    clock,
    logger,
    deployment: {
      publicOrigin: settings.publicOrigin,
      wizardOrigins: [`http://localhost:${settings.port + 1}`],
      hasUpgradeHook: false,
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
  await introduceDemoPeople(tables, [...adapters.values()], clock);
  worker.start();
  closers.push({ name: 'worker', close: () => worker.stop() });
  await sync.readEverything();
  const reading = repeat(() => sync.readEverything(), readEverythingMs, logger);
  closers.push({ name: 'reading', close: () => reading.stop() });
  if (settings.sandbox === 'external') {
    // Without a call to a vendor nobody would tell us that the sandbox's clock was moved.
    const following = repeat(() => askClock(settings.port + 1, clock), followClockMs, logger);
    closers.push({ name: 'clock', close: () => following.stop() });
  }
}

async function askClock(port: number, clock: AdjustableClock): Promise<void> {
  const answer = await fetch(`http://localhost:${port}/_sandbox/clock`, { signal: AbortSignal.timeout(1_000) });
  await answer.body?.cancel();
  followClock(clock)(answer.headers);
}
