import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type VendorOrigins, vendorsAfter } from './sandbox.ts';

/** A Jackfield of one test worker, with its sandbox, its data folder and its database. */
export interface RunningServer extends VendorOrigins {
  /** Where the page is, without a slash at the end. */
  origin: string;
  dataFolder: string;
  /** Everything it has written so far. */
  log: () => string;
  /** The id of its process, another one after each start. */
  pid: () => number;
  /** Its process; a test that kills it must start it again. */
  kill: (signal: NodeJS.Signals) => Promise<void>;
  /** Starts it again on the same data. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

const readyWithinMs = 60_000;
const firstPort = Number(process.env.JACKFIELD_E2E_PORT ?? 4200);

/** Starts the built server for a worker. Each has a block of ten ports. `settings` join its environment. */
export async function startServer(worker: number, settings: Record<string, string> = {}): Promise<RunningServer> {
  const port = firstPort + worker * 10;
  const dataFolder = await mkdtemp(join(tmpdir(), 'jackfield-e2e-'));
  // mkdtemp closes its folders to others, and PostgreSQL runs as another user when we are root.
  await chmod(dataFolder, 0o755);

  const origin = `http://localhost:${port}`;
  let log = '';
  let child: ChildProcess;

  const start = async () => {
    child = spawn(process.execPath, ['dist/server/main.js'], {
      env: { ...environmentFor(port, dataFolder), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        log += chunk.toString();
      });
    }
    const writtenBefore = log.length;
    await untilReady(origin, child, () => log.slice(writtenBefore));
  };
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };

  const stop = async () => {
    await kill('SIGTERM');
    const left = await stat(join(dataFolder, 'postgres', 'data', 'postmaster.pid')).catch(() => null);
    if (left !== null) throw new Error(`The server went and left its database running:\n${log.slice(-5_000)}`);
    await rm(dataFolder, { recursive: true, force: true });
  };

  await start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    origin,
    ...vendorsAfter(port),
    dataFolder,
    log: () => log,
    pid: () => child.pid ?? 0,
    kill,
    restart: start,
    stop,
  };
}

/** Nothing of the developer's own set-up reaches the server under test. */
function environmentFor(port: number, dataFolder: string): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, PORT: String(port), JACKFIELD_DATA: dataFolder, JACKFIELD_LOG_LEVEL: 'debug' };
}

async function untilReady(origin: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += 50) {
    const status = await fetch(`${origin}/api/health/ready`).then(
      (response) => response.status,
      () => null,
    );
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended:\n${log()}`);
    // It says its address last of all, when it also minds signals.
    if (status === 200 && log().includes(origin)) return;
    await wait(50);
  }
  child.kill('SIGKILL');
  throw new Error(`The server was not ready within ${readyWithinMs / 1000} s:\n${log()}`);
}
