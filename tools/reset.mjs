/**
 * `npm run reset`: back to the first day. Empties the data folder and, where they are elsewhere, the files of the
 * embedded database; with DATABASE_URL it drops our schemas there.
 */
import { readFile, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dataFolder, root } from './support/paths.mjs';
import { presentVendorSettings } from './support/settings.mjs';

const consent = '--yes-empty-the-database';
const schemas = [
  'jackfield',
  'jackfield_live',
  'sandbox',
  'sandbox_tray',
  'sandbox_prismatic',
  'sandbox_instabase',
  'sandbox_patchworks',
];

try {
  await reset();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function reset() {
  const present = presentVendorSettings();
  const { DATABASE_URL } = process.env;
  if (!process.argv.includes(consent)) {
    if (present.length > 0)
      throw new Error(
        `This is live (${present.join(', ')}): nothing was reset. To do it all the same: npm run reset -- ${consent}`,
      );
    if (DATABASE_URL)
      throw new Error(`DATABASE_URL is set: nothing was reset. To drop our schemas there: npm run reset -- ${consent}`);
  }
  demandOurFolder();
  if (DATABASE_URL) await dropSchemas(DATABASE_URL);
  await stopEmbedded();
  await emptyDataFolder();
}

/** The data folder is emptied whole, so a slip in JACKFIELD_DATA must not cost somebody's home. */
function demandOurFolder() {
  for (const precious of [root, homedir()]) {
    const path = relative(dataFolder, precious);
    if (path === '' || !path.startsWith('..')) {
      throw new Error(`JACKFIELD_DATA is ${dataFolder}, which holds more than our state: nothing was reset.`);
    }
  }
}

async function dropSchemas(url) {
  const client = await connect(url);
  try {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity
       where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
         and backend_type = 'client backend'`,
    );
    if (rowCount > 0)
      throw new Error(`A server is connected to the database (${rowCount} connections): stop it first.`);
    for (const schema of schemas) await client.query(`drop schema if exists ${schema} cascade`);
    console.log(`Dropped the schemas ${schemas.join(', ')} where they were.`);
  } finally {
    await client.end();
  }
}

async function stopEmbedded() {
  const folder = await realpath(join(dataFolder, 'postgres', 'data')).catch(() => null);
  if (folder === null) return;
  const pidFile = join(folder, 'postmaster.pid');
  const [pid, , , port] = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n').map(Number);
  if (!pid || !isAlive(pid)) return;

  const { password } = JSON.parse(await readFile(join(dataFolder, 'postgres.json'), 'utf8'));
  const client = await connect(`postgres://jackfield:${password}@127.0.0.1:${port}/postgres`).catch((error) => {
    // Its number belongs to another program by now.
    if (error.code === 'ECONNREFUSED') return null;
    throw error;
  });
  if (client === null) return;
  const { rowCount } = await client.query(
    `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  await client.end();
  if (rowCount > 0) throw new Error(`A server is running on ${dataFolder}: stop it first.`);

  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; (await readFile(pidFile).catch(() => null)) !== null; waitedMs += 50) {
    if (waitedMs >= 60_000) throw new Error(`The database (process ${pid}) does not stop: nothing was reset.`);
    await wait(50);
  }
}

async function emptyDataFolder() {
  const home = await realpath(join(dataFolder, 'postgres')).catch(() => null);
  // Data that PostgreSQL's user could not have reached in the data folder has a place of its own (embedded-place.ts).
  if (
    home !== null &&
    dirname(home) !== (await realpath(dataFolder)) &&
    /[0-9a-f]{16}\/[0-9a-f]{12}$/.test(home.split(sep).join('/'))
  ) {
    await rm(home, { recursive: true });
    await rmdir(dirname(home)).catch(() => {});
  }
  const names = await readdir(dataFolder).catch(() => []);
  for (const name of names) await rm(join(dataFolder, name), { recursive: true, force: true });
  console.log(names.length === 0 ? `${basename(dataFolder)} was empty already.` : `Emptied ${dataFolder}.`);
}

async function connect(url) {
  const { default: pg } = await import('pg').catch(() => {
    throw new Error('The packages are missing; run npm ci first.');
  });
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
