import { spawn, spawnSync } from 'node:child_process';
import { open, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './embedded-binaries.ts';
import type { Place, SystemUser } from './embedded-place.ts';
import { isAlive } from './file-lock.ts';

/** A running PostgreSQL, as its own pid file tells. */
export interface Postmaster {
  pid: number;
  port: number;
  /** `ready`, `starting`, `stopping` or `standby`. */
  status: string;
}

export const superuser = 'jackfield';

/** The system decides by these; nothing else of our environment, secrets above all, is PostgreSQL's business. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMPDIR'];
  const entries = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(entries), LC_ALL: 'C', TZ: 'UTC' };
}

function identity(runAs: SystemUser | null): { uid?: number; gid?: number } {
  return runAs === null ? {} : { uid: runAs.uid, gid: runAs.gid };
}

/** The PostgreSQL that runs on `dataFolder` now; null when none does, whatever an old pid file says. */
export async function readPostmaster(dataFolder: string): Promise<Postmaster | null> {
  const file = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => null);
  if (file === null) return null;
  const lines = file.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!(await runsOn(pid, lines[1] ?? '', dataFolder))) return null;
  return { pid, port: Number(lines[3]), status: lines[7] ?? 'starting' };
}

/**
 * A pid outlives its process: after a restart of a container the same number is often somebody else's. PostgreSQL works
 * in its data folder, which Linux tells; elsewhere the folder in the pid file must do.
 */
async function runsOn(pid: number, namedFolder: string, dataFolder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const own = await realpath(dataFolder);
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === own;
  return (await realpath(namedFolder).catch(() => null)) === own;
}

/** Makes the data folder, whole or not at all. Only the superuser exists, and every connection needs its password. */
export async function initialize(binaries: Binaries, place: Place, password: string): Promise<void> {
  const draft = `${place.dataFolder}.new`;
  const passwordFile = `${place.dataFolder}.password`;
  await rm(draft, { recursive: true, force: true });
  await writeFor(place.runAs, passwordFile, password);
  try {
    const { status, stderr } = spawnSync(
      binaries.initdb,
      [
        '--pgdata',
        draft,
        '--username',
        superuser,
        '--pwfile',
        passwordFile,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...identity(place.runAs), cwd: dirname(draft), env: cleanEnvironment(), encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`PostgreSQL could not make ${place.dataFolder}: ${lastLine(stderr ?? '')}`);
    await rename(draft, place.dataFolder);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function writeFor(user: SystemUser | null, path: string, content: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    if (user !== null) await file.chown(user.uid, user.gid);
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}

/** Gives the superuser a new password while PostgreSQL is not running, for when the old one is lost. */
export function resetPassword(binaries: Binaries, place: Place, password: string): void {
  const { status, stderr } = spawnSync(binaries.postgres, ['--single', '-D', place.dataFolder, 'postgres'], {
    ...identity(place.runAs),
    cwd: place.dataFolder,
    env: cleanEnvironment(),
    input: `alter role ${superuser} password '${password}'\n`,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`PostgreSQL could not change its password: ${lastLine(stderr ?? '')}`);
}

/** How a start ended early: the last thing PostgreSQL wrote. */
export class PostmasterExit extends Error {
  override readonly name = 'PostmasterExit';
}

/**
 * Starts PostgreSQL in a process group of its own, so that Ctrl-C in a terminal does not reach it, and returns a promise
 * that rejects with `PostmasterExit` if it ends. It never resolves: being ready is for the caller to find out.
 */
export async function spawnPostmaster(
  binaries: Binaries,
  place: Place,
  options: { port: number; logFile: string; settings: Record<string, string> },
): Promise<{ pid: number | undefined; exited: Promise<never> }> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    // A folder for a socket can be missing or have too long a path; nobody connects that way.
    unix_socket_directories: '',
    max_connections: '200',
    log_checkpoints: 'off',
    ...options.settings,
  };
  const log = await open(options.logFile, 'a', 0o600);
  const before = (await log.stat()).size;
  const child = spawn(
    binaries.postgres,
    ['-D', place.dataFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...identity(place.runAs),
      detached: true,
      cwd: place.dataFolder,
      env: cleanEnvironment(),
      stdio: ['ignore', log.fd, log.fd],
    },
  );
  const exited = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      readFile(options.logFile, 'utf8').then(
        (text) => reject(new PostmasterExit(lastLine(text.slice(before)))),
        reject,
      );
    });
  });
  // Whoever waits for it sees the rejection; a database that ends later than that must not end us.
  exited.catch(() => {});
  child.unref();
  await log.close();
  return { pid: child.pid, exited };
}

/** Stops PostgreSQL at once but in order (what it calls fast), and waits until it has gone. */
export async function stopPostmaster(dataFolder: string, patienceMs = 60_000): Promise<void> {
  const running = await readPostmaster(dataFolder);
  if (running === null) return;
  process.kill(running.pid, 'SIGINT');
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
    const now = await readPostmaster(dataFolder);
    if (now?.pid !== running.pid) return;
    await wait(20);
  }
  throw new Error(`PostgreSQL (process ${running.pid}) did not stop within ${patienceMs / 1000} seconds.`);
}

/** The pid file of a PostgreSQL that no longer runs, although its number is some other program's by now. */
export async function dropForeignPidFile(dataFolder: string): Promise<void> {
  const path = join(dataFolder, 'postmaster.pid');
  const pid = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0]);
  // With the process gone PostgreSQL clears up by itself, after making sure that none of its helpers is left.
  if (isAlive(pid) && (await readPostmaster(dataFolder)) === null) await rm(path, { force: true });
}

/** A port nobody listens on: the preferred one when it is free. */
export async function findFreePort(preferred: number | null): Promise<number> {
  const port = (preferred === null ? null : await tryPort(preferred)) ?? (await tryPort(0));
  if (port === null) throw new Error('No port is free on 127.0.0.1 for the database.');
  return port;
}

/** The port that could be listened on (0: any), or null. */
function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}

/** Whether the data folder has been made. */
export async function isInitialized(dataFolder: string): Promise<boolean> {
  return (await stat(join(dataFolder, 'PG_VERSION')).catch(() => null)) !== null;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
