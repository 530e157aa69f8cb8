import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createLogger } from '../platform/logger.ts';
import { startEmbeddedDatabase } from '../platform/database/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the PostgreSQL that the whole run shares. */
    databaseUrl: string;
  }
}

/** One PostgreSQL for the whole run, in a folder that goes with it. Nothing in it must survive, so it need not sync. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-test-'));
  await chmod(folder, 0o755);
  const database = await startEmbeddedDatabase({
    folder,
    logger: createLogger('silent'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' },
  });
  project.provide('databaseUrl', database.url);
  return async () => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
