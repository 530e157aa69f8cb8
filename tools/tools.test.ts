import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-tools-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a tool with nothing in its environment but these. */
function runTool(name: string, environment: Record<string, string>, ...args: string[]) {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const { status, stderr, stdout } = spawnSync(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, HOME: homedir(), ...environment },
    encoding: 'utf8',
  });
  return { status, stderr: stderr.trim(), stdout: stdout.trim() };
}

describe('reset', () => {
  it.each([
    ['a vendor’s setting', { TRAY_PARTNER: 'acme' }, 'This is live (TRAY_PARTNER): nothing was reset.'],
    ['a database of one’s own', { DATABASE_URL: 'postgres://localhost/x' }, 'DATABASE_URL is set: nothing was reset.'],
  ])('leaves everything alone with %s, unless told', async (_, environment, sentence) => {
    await writeFile(join(folder, 'kept'), '');
    const { status, stderr } = runTool('reset.mjs', { JACKFIELD_DATA: folder, ...environment });
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(await readdir(folder)).toEqual(['kept']);
  });

  it.each([
    ['the home folder', homedir()],
    ['the project', fileURLToPath(new URL('..', import.meta.url))],
    ['a folder above', '/'],
  ])('refuses a data folder that is %s', (_, path) => {
    const { status, stderr } = runTool('reset.mjs', { JACKFIELD_DATA: path });
    expect(status).toBe(1);
    expect(stderr).toContain('holds more than our state');
  });

  it('empties the data folder, and the data’s own place where it is elsewhere', async () => {
    const place = join(folder, 'refuge', '0123456789abcdef', '0123456789ab');
    const data = join(folder, 'data');
    await mkdir(place, { recursive: true });
    await mkdir(data);
    await symlink(place, join(data, 'postgres'));
    await writeFile(join(data, 'secret'), '');

    expect(runTool('reset.mjs', { JACKFIELD_DATA: data }).status).toBe(0);
    expect(await readdir(data)).toEqual([]);
    expect(await readdir(join(folder, 'refuge'))).toEqual([]);
  });

  it('does not touch what a link of somebody else’s points to', async () => {
    const elsewhere = join(folder, 'elsewhere');
    const data = join(folder, 'data');
    await mkdir(elsewhere);
    await mkdir(data);
    await symlink(elsewhere, join(data, 'postgres'));

    expect(runTool('reset.mjs', { JACKFIELD_DATA: data }).status).toBe(0);
    expect(await readdir(folder)).toEqual(['data', 'elsewhere']);
  });
});

describe('start', () => {
  it.each([
    ['127.0.0.1', 1],
    ['::1', 1],
    ['127.0.0.1', 4],
  ])('names a port that is taken on %s, %i after ours, with the way out', async (host, place) => {
    const { port, server } = await takePort(host, place);
    try {
      // Asked before anything is installed or built, so this is quick.
      const { status, stderr } = runTool('start.mjs', { PORT: String(port) });
      expect(status).toBe(1);
      expect(stderr).toBe(
        `Port ${port + place} is taken. Stop the program that listens there, or choose another place: PORT=${port + 100} npm start`,
      );
    } finally {
      server.close();
    }
  });
});

/**
 * Takes the port at this place after one that could be ours. Below the ports that systems hand out by themselves (from
 * 32768 on Linux, 49152 elsewhere), where whatever else runs would take one of the five now and then.
 */
async function takePort(host: string, place: number, port = 20_000): Promise<{ port: number; server: Server }> {
  const server = createServer();
  const isOurs = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port + place, host, () => resolve(true));
  });
  return isOurs ? { port, server } : takePort(host, place, port + 10);
}
