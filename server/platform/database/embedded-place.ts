import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readlink, realpath, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** The user whom PostgreSQL runs as when we are root, whom it refuses. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** Where the database's files are, and as whom it runs (null: as ourselves). */
export interface Place {
  /** The folder PostgreSQL keeps its files in; it may not exist yet. Its parent belongs to the user it runs as. */
  dataFolder: string;
  runAs: SystemUser | null;
}

/**
 * Decides where the data is kept. `folder/postgres` is the place; as root it is handed to the user PostgreSQL runs as.
 * When that user cannot get there, because a folder above is closed to it, `folder/postgres` becomes a symbolic link to
 * a folder of its own under `refuge`.
 */
export async function preparePlace(folder: string, refuge: string): Promise<Place> {
  const home = join(folder, 'postgres');
  if (process.getuid?.() !== 0) {
    await mkdir(home, { recursive: true, mode: 0o700 });
    return { dataFolder: join(await realpath(home), 'data'), runAs: null };
  }
  await dropDanglingLink(home);
  const owner = await stat(home).catch(() => null);
  // Made earlier by somebody who was not root: it stays theirs.
  const runAs = owner !== null && owner.uid !== 0 ? userById(owner.uid, owner.gid) : postgresUser();
  const place = owner === null ? await makeHome(home, folder, refuge, runAs) : await realpath(home);
  if (!canWrite(place, runAs)) {
    throw new Error(sentence(`The user ${runAs.name}, whom PostgreSQL runs as, cannot reach ${place}`));
  }
  return { dataFolder: join(place, 'data'), runAs };
}

async function makeHome(home: string, folder: string, refuge: string, runAs: SystemUser): Promise<string> {
  await mkdir(home, { mode: 0o700 });
  await chown(home, runAs.uid, runAs.gid);
  if (canWrite(home, runAs)) return realpath(home);

  await rm(home, { recursive: true });
  // The folder's path tells a person whose data it is; the random part keeps a folder made anew from finding old data.
  const mark = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 16);
  const parent = join(refuge, mark);
  const place = join(parent, randomBytes(6).toString('hex'));
  try {
    await mkdir(parent, { recursive: true, mode: 0o755 });
    await mkdir(place, { mode: 0o700 });
    await chmod(refuge, 0o755);
    await chmod(parent, 0o755);
    await chown(place, runAs.uid, runAs.gid);
  } catch (error) {
    throw new Error(
      sentence(`The user ${runAs.name}, whom PostgreSQL runs as, cannot reach ${folder}, and ${refuge} cannot be made`),
      { cause: error },
    );
  }
  await symlink(place, home);
  return place;
}

async function dropDanglingLink(home: string): Promise<void> {
  const link = await lstat(home).catch(() => null);
  if (link?.isSymbolicLink() !== true) return;
  const target = await readlink(home);
  if ((await stat(target).catch(() => null)) === null) await rm(home);
}

function canWrite(path: string, user: SystemUser): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'test -w "$0" && test -x "$0"', path], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    env: {},
    stdio: 'ignore',
  });
  return status === 0;
}

function userById(uid: number, gid: number): SystemUser {
  return { name: ask('id', ['-nu', String(uid)]) ?? String(uid), uid, gid };
}

function postgresUser(): SystemUser {
  const found = readPostgresUser();
  if (found !== null) return found;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = readPostgresUser();
  if (made !== null) return made;
  throw new Error(
    'PostgreSQL refuses to run as root and the user postgres cannot be made; start as another user or set DATABASE_URL.',
  );
}

function readPostgresUser(): SystemUser | null {
  const uid = ask('id', ['-u', 'postgres']);
  const gid = ask('id', ['-g', 'postgres']);
  return uid === null || gid === null ? null : { name: 'postgres', uid: Number(uid), gid: Number(gid) };
}

function ask(command: string, args: string[]): string | null {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** What is wrong, with the two ways out that always exist. */
export function sentence(problem: string): string {
  return `${problem}: move it, set JACKFIELD_DATA to an open folder, or set DATABASE_URL to a database of yours.`;
}
