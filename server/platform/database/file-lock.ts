import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const heartbeatMs = 2_000;
/** A holder beats every two seconds; one that has been silent for this long is gone, whoever has its pid by now. */
const silentMs = 15_000;
const retryMs = 25;

/** Locks this process holds, because a container may give the next process the pid that stands in an old file. */
const held = new Set<string>();

/**
 * Runs `work` while holding the lock file at `path`, which other processes and other calls in this one wait for. The
 * lock of a process that has died is taken over. Throws when it is not free within `patienceMs`.
 */
export async function withFileLock<Result>(
  path: string,
  work: () => Promise<Result>,
  patienceMs = 60_000,
): Promise<Result> {
  const token = `${process.pid} ${randomUUID()}\n`;
  await acquire(path, token, patienceMs);
  held.add(token);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    held.delete(token);
    if ((await readOrNull(path)) === token) await rm(path, { force: true });
  }
}

async function acquire(path: string, token: string, patienceMs: number): Promise<void> {
  const attempts = Math.ceil(patienceMs / retryMs);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await create(path, token)) return;
    const owner = await readOrNull(path);
    if (owner !== null && (await isAbandoned(path, owner))) await breakLock(path, owner);
    else await wait(retryMs);
  }
  throw new Error(`Another process holds ${path}; remove the file if none is running.`);
}

/** Appears with its content in one step: a reader never sees a lock without its owner. */
async function create(path: string, token: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, token, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function isAbandoned(path: string, owner: string): Promise<boolean> {
  const pid = Number.parseInt(owner, 10);
  if (!isAlive(pid)) return true;
  if (pid === process.pid) return !held.has(owner);
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  return age > silentMs;
}

/** Moves the lock aside before judging it a second time: only one process can move a file, so nobody breaks twice. */
async function breakLock(path: string, owner: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readOrNull(aside)) !== owner) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

async function readOrNull(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

/** Whether a process with this id exists, be it ours or somebody else's. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** Whether an error is the system's, with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
