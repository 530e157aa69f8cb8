import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import * as z from 'zod/mini';
import type { Logger } from '../logger.ts';
import { type Binaries, findBinaries } from './embedded-binaries.ts';
import { type Place, preparePlace } from './embedded-place.ts';
import { withFileLock } from './file-lock.ts';
import {
  PostmasterExit,
  dropForeignPidFile,
  findFreePort,
  initialize,
  isInitialized,
  readPostmaster,
  resetPassword,
  spawnPostmaster,
  stopPostmaster,
  superuser,
} from './postmaster.ts';

/** A PostgreSQL of our own. `url` holds its password. */
export interface EmbeddedDatabase {
  url: string;
  /** Lets go of it, and stops it unless somebody else is connected. Close your own connections first. */
  stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  /** Where its files, its log and `postgres.json` are kept. Made when missing. */
  folder: string;
  logger: Logger;
  /** Where the data goes when the user `postgres` cannot reach `folder`. */
  refuge?: string;
  /** PostgreSQL's own settings, for tests. */
  settings?: Record<string, string>;
}

const databaseName = 'jackfield';
const readyWithinMs = 60_000;
const pollMs = 25;
const startAttempts = 12;

/** `postgres.json`: how to get in. */
const secretsSchema = z.object({ port: z.number(), password: z.string(), dataFolder: z.string() });
type Secrets = z.infer<typeof secretsSchema>;

interface Installation {
  folder: string;
  place: Place;
  binaries: Binaries;
  logger: Logger;
  settings: Record<string, string>;
}

/**
 * Starts PostgreSQL on `folder`, or takes over the one that a former process left running there; any number of processes
 * may share it. It is restarted when it dies. Throws a sentence for people when it cannot be started.
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true });
  const lockFile = join(folder, 'postgres.lock');
  const refuge = options.refuge ?? '/var/lib/jackfield';
  let stopped = false;
  let reopening = Promise.resolve();
  let holder: pg.Client;

  const attach = async () => {
    const place = await preparePlace(folder, refuge);
    const binaries = await findBinaries(place.runAs, refuge);
    const installation = { folder, place, binaries, logger: options.logger, settings: options.settings ?? {} };
    const secrets = await run(installation);
    await ensureDatabase(secrets);
    // This connection says to other servers on the same folder that the database is in use.
    holder = await connect(secrets, databaseName);
    holder.once('end', () => {
      if (!stopped) reopening = reopen();
    });
    return { secrets, dataFolder: place.dataFolder };
  };

  const reopen = async () => {
    options.logger.warn('the embedded database went away');
    try {
      await withFileLock(lockFile, async () => {
        if (!stopped) await attach();
      });
    } catch (error) {
      options.logger.error({ err: error }, 'the embedded database could not be started again');
    }
  };

  const { secrets, dataFolder } = await withFileLock(lockFile, attach);
  return {
    url: urlOf(secrets, databaseName),
    stop: async () => {
      if (stopped) return;
      stopped = true;
      await withFileLock(lockFile, async () => {
        await holder.end();
        const connections = await countOthers((await readSecrets(folder)) ?? secrets);
        if (connections > 0) options.logger.info({ connections }, 'the embedded database is left to another server');
        else await stopPostmaster(dataFolder);
      });
      await reopening;
    },
  };
}

/** Leaves a database running to which the returned secrets open the door. Called under the lock. */
async function run(installation: Installation): Promise<Secrets> {
  const { folder, place, binaries, logger } = installation;
  const known = await readSecrets(folder);
  const left = await readPostmaster(place.dataFolder);
  if (left !== null && known !== null) {
    const secrets = await adopt(place, known.password);
    if (secrets !== null) {
      await writeSecrets(folder, secrets);
      logger.info({ port: secrets.port }, 'the embedded database was running already');
      return secrets;
    }
  }
  // Either it is on its way down, or nobody has its password any more.
  await stopPostmaster(place.dataFolder);

  if (!(await isInitialized(place.dataFolder))) {
    const password = randomBytes(24).toString('base64url');
    await initialize(binaries, place, password);
    logger.info({ folder: place.dataFolder }, 'the embedded database was made');
    return startWith(installation, password, null);
  }
  await dropForeignPidFile(place.dataFolder);
  if (known !== null) {
    try {
      return await startWith(installation, known.password, known.port);
    } catch (error) {
      if (!(error instanceof WrongPassword)) throw error;
      await stopPostmaster(place.dataFolder);
    }
  }
  logger.warn('the password of the embedded database was lost; it gets a new one');
  const password = randomBytes(24).toString('base64url');
  resetPassword(binaries, place, password);
  return startWith(installation, password, known?.port ?? null);
}

class WrongPassword extends Error {
  override readonly name = 'WrongPassword';
}

/** Starts it on the port it had before, which other servers' pools know, or on another one when that is taken. */
async function startWith(installation: Installation, password: string, lastPort: number | null): Promise<Secrets> {
  const { folder, place, binaries, logger, settings } = installation;
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort(attempt <= startAttempts / 2 ? lastPort : null);
    const secrets = { port, password, dataFolder: place.dataFolder };
    // Written first: a database that runs without anybody knowing its password would be lost work to open again.
    await writeSecrets(folder, secrets);
    try {
      const { pid, exited } = await spawnPostmaster(binaries, place, {
        port,
        settings,
        logFile: join(folder, 'postgres.log'),
      });
      await Promise.race([waitUntilReady(secrets), exited]);
      logger.info({ port, pid }, 'the embedded database is running');
      return secrets;
    } catch (error) {
      if (!(error instanceof PostmasterExit)) throw error;
      // A port taken in the meantime, or helpers of a killed database that have not noticed its death yet.
      if (attempt === startAttempts) {
        throw new Error(`PostgreSQL does not start in ${place.dataFolder}: ${error.message}`, { cause: error });
      }
      await wait(250);
    }
  }
}

/** Waits until a database that runs already lets us in. Null when it ends instead, or does not know the password. */
async function adopt(place: Place, password: string): Promise<Secrets | null> {
  for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += pollMs) {
    const postmaster = await readPostmaster(place.dataFolder);
    if (postmaster === null || postmaster.status === 'stopping') return null;
    const secrets = { port: postmaster.port, password, dataFolder: place.dataFolder };
    const answer = await knock(secrets);
    if (answer === 'welcome') return secrets;
    if (answer === 'wrong password') return null;
    await wait(pollMs);
  }
  return null;
}

/** Waits until the database lets us in. Rejects with `WrongPassword`, or when it takes too long. */
async function waitUntilReady(secrets: Secrets): Promise<void> {
  for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += pollMs) {
    const answer = await knock(secrets);
    if (answer === 'welcome') return;
    if (answer === 'wrong password') throw new WrongPassword('PostgreSQL does not take the password it was given.');
    await wait(pollMs);
  }
  throw new Error(`PostgreSQL in ${secrets.dataFolder} was not ready within ${readyWithinMs / 1000} seconds.`);
}

async function knock(secrets: Secrets): Promise<'welcome' | 'wrong password' | 'nobody'> {
  try {
    const client = await connect(secrets, 'postgres');
    await client.end();
    return 'welcome';
  } catch (error) {
    // PostgreSQL's invalid_password.
    return error instanceof pg.DatabaseError && error.code === '28P01' ? 'wrong password' : 'nobody';
  }
}

async function ensureDatabase(secrets: Secrets): Promise<void> {
  const client = await connect(secrets, 'postgres');
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** Connections that were closed a moment ago take a moment to go; those that stay for a second belong to others. */
async function countOthers(secrets: Secrets): Promise<number> {
  const client = await connect(secrets, 'postgres').catch(() => null);
  if (client === null) return 0;
  try {
    for (let attempt = 1; ; attempt += 1) {
      const { rowCount } = await client.query(
        `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      if (rowCount === null || rowCount === 0 || attempt === 50) return rowCount ?? 0;
      await wait(20);
    }
  } finally {
    await client.end();
  }
}

async function connect(secrets: Secrets, database: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: urlOf(secrets, database), connectionTimeoutMillis: 5_000 });
  // Loss shows in the next query, and for the holder in `end`; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}

function urlOf(secrets: Secrets, database: string): string {
  return `postgres://${superuser}:${secrets.password}@127.0.0.1:${secrets.port}/${database}`;
}

async function readSecrets(folder: string): Promise<Secrets | null> {
  try {
    return secretsSchema.parse(JSON.parse(await readFile(join(folder, 'postgres.json'), 'utf8')));
  } catch {
    return null;
  }
}

async function writeSecrets(folder: string, secrets: Secrets): Promise<void> {
  const path = join(folder, 'postgres.json');
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
