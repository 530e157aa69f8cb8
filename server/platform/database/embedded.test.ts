import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded.ts';
import { readPostmaster, stopPostmaster } from './postmaster.ts';

const logger = createLogger('silent');
const isRoot = process.getuid?.() === 0;

let folder: string;
let started: EmbeddedDatabase[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-embedded-'));
  // mkdtemp's folders are closed to others, which is what one test below is about.
  folder = join(folder, 'data');
  await mkdir(folder);
  await chmod(join(folder, '..'), 0o755);
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map((database) => database.stop()));
  await stopPostmaster(join(folder, 'postgres', 'data'));
  await rm(join(folder, '..'), { recursive: true });
});

async function start(options: { refuge?: string; in?: string } = {}): Promise<EmbeddedDatabase> {
  const { in: place = folder, ...rest } = options;
  const database = await startEmbeddedDatabase({ folder: place, logger, settings: { fsync: 'off' }, ...rest });
  started.push(database);
  return database;
}

/** Starts it from a process of its own, in a process group of its own, as a terminal would. */
async function startElsewhere(): Promise<{ url: string; child: ChildProcess }> {
  const script = fileURLToPath(new URL('./embedded-starter.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [line] = await once(child.stdout, 'data');
  return { url: String(line).trim(), child };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmaster = () => readPostmaster(join(folder, 'postgres', 'data'));

describe('the embedded database', { timeout: 60_000 }, () => {
  it('starts in an empty folder, keeps its password to itself and goes when told', async () => {
    const { url, stop } = await start();

    expect(await query(url, "select 'Ä' ilike 'ä' as folds, current_setting('server_encoding') as encoding")).toEqual([
      { folds: true, encoding: 'UTF8' },
    ]);
    expect((await stat(join(folder, 'postgres.json'))).mode & 0o777).toBe(0o600);
    const { password } = new URL(url);
    expect(password.length).toBeGreaterThan(20);
    await expect(query(url.replace(password, 'guess'), 'select 1')).rejects.toThrow(/password authentication failed/);

    await stop();
    expect(await postmaster()).toBeNull();
    await expect(query(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('is shared: a second start finds the running one, and only the last to leave stops it', async () => {
    const first = await start();
    const second = await start();
    expect(second.url).toBe(first.url);

    await first.stop();
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(await postmaster()).toBeNull();
  });

  it('outlives the process that started it and Ctrl-C in its terminal, and is found again', async () => {
    const { child, url: formerUrl } = await startElsewhere();
    const exit = once(child, 'exit');
    // A negative id means the whole process group, as a terminal does it.
    process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
    await exit;

    const { url } = await start();
    expect(url).toBe(formerUrl);
  });

  it('keeps what was committed when it is killed, and comes back on the same address by itself', async () => {
    const { url } = await start();
    await query(url, 'create table kept (id int); insert into kept values (7)');
    const { pid } = (await postmaster()) ?? { pid: Number.NaN };

    process.kill(pid, 'SIGKILL');
    await expect
      .poll(() => query(url, 'select id from kept').catch(() => null), { timeout: 20_000 })
      .toEqual([{ id: 7 }]);
  });

  it('starts over a pid file whose number belongs to another program by now', async () => {
    const first = await start();
    await query(first.url, 'create table kept (id int)');
    await first.stop();
    const file = join(folder, 'postgres', 'data', 'postmaster.pid');
    await writeFile(file, `${process.pid}\n/elsewhere\n0\n1\n\n127.0.0.1\n0 0\nready   \n`);

    const second = await start();
    expect(await query(second.url, 'select count(*)::int as count from kept')).toEqual([{ count: 0 }]);
  });

  it('is made once when two processes start at the same moment', async () => {
    const [first, second, third] = await Promise.all([startElsewhere(), startElsewhere(), start()]);
    expect([first.url, second.url]).toEqual([third.url, third.url]);
    first.child.kill();
    second.child.kill();
  });

  it('takes over the lock of a process that died while it held it', async () => {
    await writeFile(join(folder, 'postgres.lock'), '999999999 gone\n');
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.each(['running', 'stopped'])('gets a new password when the old one is lost while it is %s', async (state) => {
    const first = await start();
    await query(first.url, 'create table kept (id int)');
    if (state === 'stopped') await first.stop();
    const file = join(folder, 'postgres.json');
    const secrets: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...secrets, password: 'wrong' }));

    const second = await start();
    expect(second.url).not.toBe(first.url);
    expect(await query(second.url, 'select count(*)::int as count from kept')).toEqual([{ count: 0 }]);
  });

  it('says what is the matter when its files are damaged', async () => {
    const { stop } = await start();
    await stop();
    await writeFile(join(folder, 'postgres', 'data', 'PG_VERSION'), '9\n');
    await expect(start()).rejects.toThrow(/PostgreSQL does not start in .*not compatible/);
  });
});

describe.runIf(isRoot)('as root, under a folder that is closed to others', { timeout: 60_000 }, () => {
  it('keeps the data where PostgreSQL can reach it, and remembers the place', async () => {
    const closed = join(folder, 'closed');
    const refuge = join(folder, 'refuge');
    await mkdir(closed, { mode: 0o700 });

    const first = await start({ in: join(closed, 'data'), refuge });
    await query(first.url, 'create table kept (id int)');
    expect(await readlink(join(closed, 'data', 'postgres'))).toContain(refuge);
    await first.stop();

    const second = await start({ in: join(closed, 'data'), refuge });
    expect(await query(second.url, 'select count(*)::int as count from kept')).toEqual([{ count: 0 }]);
  });

  it('refuses with one sentence that names the folder when there is no such place', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await writeFile(join(folder, 'file'), '');
    await expect(start({ in: closed, refuge: join(folder, 'file', 'refuge') })).rejects.toThrow(
      `cannot reach ${closed}, and`,
    );
  });
});
