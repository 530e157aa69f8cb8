import { resolve } from 'node:path';

import { createAdjustableClock } from '#server/platform/clock.ts';
import { startEmbeddedDatabase } from '#server/platform/database/embedded.ts';
import { createLogger, type Logger } from '#server/platform/logger.ts';

import { startSandbox } from './start-sandbox.ts';

/** The sandbox alone: what `npm run sandbox` starts. */
async function main(): Promise<void> {
  const logger = createLogger('info');
  const port = readPort(process.env['PORT']);
  const database = await openOwnDatabase(logger);
  try {
    const sandbox = await startSandbox({
      database,
      clock: createAdjustableClock(),
      ports: { tray: port + 1, prismatic: port + 2, instabase: port + 3, patchworks: port + 4 },
      logger,
    });
    for (const [vendor, origin] of Object.entries(sandbox.origins)) logger.info(`sandbox of ${vendor}: ${origin}`);
    await untilAskedToStop();
    await sandbox.close();
  } finally {
    await database.stop();
  }
}

async function openOwnDatabase(logger: Logger): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env['DATABASE_URL'];
  if (url) return { url, stop: () => Promise.resolve() };
  const folder = resolve(process.env['JACKFIELD_DATA'] ?? '.data', 'sandbox');
  return startEmbeddedDatabase({ folder, logger });
}

function readPort(text: string | undefined): number {
  const port = Number(text || '4100');
  if (!Number.isInteger(port) || port < 1 || port > 65_531) throw new Error(`PORT is not a usable port: ${text}`);
  return port;
}

function untilAskedToStop(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
}

await main();
