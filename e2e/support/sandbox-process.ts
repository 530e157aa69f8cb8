import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type VendorOrigins, vendorsAfter } from './sandbox.ts';

/** The imitated vendors in a process of their own, which outlives the server under test. */
export interface SandboxProcess extends VendorOrigins {
  /** The server's port that they would be after. */
  port: number;
  /** Its PostgreSQL, where a server under test may have its tables too. */
  databaseUrl: string;
  stop: () => Promise<void>;
}

const readyWithinMs = 60_000;

/** Starts the built sandbox as `npm run sandbox` does. Tray is on the port after `port`. */
export async function startSandboxProcess(port: number): Promise<SandboxProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-sandbox-'));
  // mkdtemp closes its folders to others, and PostgreSQL runs as another user when we are root.
  await chmod(folder, 0o755);
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, ['dist/server/sandbox.js'], {
    env: { PATH, HOME, TMPDIR, PORT: String(port), JACKFIELD_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  };
  // Patchworks is the last of them to start.
  for (let waitedMs = 0; !(await answers(`http://localhost:${port + 4}/_sandbox/clock`)); waitedMs += 50) {
    if (child.exitCode !== null || waitedMs > readyWithinMs) {
      await stop();
      throw new Error('The sandbox did not start.');
    }
    await wait(50);
  }
  return {
    ...vendorsAfter(port),
    port,
    databaseUrl: await databaseOf(join(folder, 'sandbox')),
    stop,
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

/** The address of the embedded PostgreSQL whose data are in this folder. */
export async function databaseOf(folder: string): Promise<string> {
  const secrets: { port: number; password: string } = JSON.parse(await readFile(join(folder, 'postgres.json'), 'utf8'));
  return `postgres://jackfield:${secrets.password}@127.0.0.1:${secrets.port}/jackfield`;
}
