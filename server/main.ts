import { createLogger } from './platform/logger.ts';
import { readSettings } from './platform/settings.ts';
import { listed, SettingsError } from './platform/settings/settings-error.ts';
import { keepHeapSmall } from './platform/small-heap.ts';
import { startServer } from './start-server.ts';

/** The process: settings in, one address out, and a clean end on the first signal. */
async function main(): Promise<void> {
  keepHeapSmall();
  const settings = readSettings(process.env);
  const logger = createLogger(settings.logLevel);
  if (settings.unused.length > 0) {
    const name = listed(settings.unused);
    process.stderr.write(`This version does nothing with ${name}: what it is meant to do does not happen.\n`);
  }
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a promise was left to fail'));
  // From the first moment on: a signal that comes while we start must not leave the database running behind us.
  const asked = askedToStop();
  const server = await startServer(settings, logger);
  process.stdout.write(`Jackfield is at ${server.address}\n`);
  await asked;
  // Whoever asked us to stop must not wait for ever for a part that cannot; what it was doing is in the journal.
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  await server.close();
  process.exit(0);
}

const stopWithinMs = 30_000;

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process as it ends any other. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** What a person at the terminal should read about a start that failed; null for what only a stack explains. */
function explain(error: unknown): string | null {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${String(error.port)} is taken by another program. Stop it, or choose other ports with PORT=4200 npm start.`;
  }
  return null;
}

main().catch((error: unknown) => {
  const sentence = explain(error);
  process.stderr.write(`${sentence ?? String(error instanceof Error ? (error.stack ?? error) : error)}\n`);
  process.exit(1);
});
