import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

/** The commands of the README, as a person types them. `npm test` is what runs this. */
const firstPort = 4900;

let dataFolder: string;
let port: number;

test.beforeEach(async ({}, { parallelIndex }) => {
  port = firstPort + parallelIndex * 30;
  dataFolder = await mkdtemp(join(tmpdir(), 'jackfield-commands-'));
  // PostgreSQL runs as another user when we are root.
  await chmod(dataFolder, 0o755);
});
test.afterEach(() => rm(dataFolder, { recursive: true, force: true }));

function run(...words: string[]): { child: ChildProcess; output: () => string } {
  const { PATH, HOME } = process.env;
  const child = spawn('npm', words, {
    env: { PATH, HOME, PORT: String(port), JACKFIELD_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return { child, output: () => output };
}

const statusOf = (url: string) =>
  fetch(url).then(
    (answer) => answer.status,
    () => null,
  );

/** Ends a command as closing its terminal does, and waits until its port is free again. */
async function end(child: ChildProcess, url: string): Promise<void> {
  child.kill('SIGTERM');
  await expect.poll(() => statusOf(url), { timeout: 20_000 }).toBeNull();
}

test('npm start says where Jackfield is, and npm run reset empties what it left', async () => {
  const { child, output } = run('start');
  await expect.poll(output, { timeout: 60_000 }).toContain(`http://localhost:${port}`);
  expect(await statusOf(`http://localhost:${port}/api/health/ready`)).toBe(200);
  for (const vendor of [1, 4]) expect(await statusOf(`http://localhost:${port + vendor}/_sandbox/clock`)).toBe(200);
  await end(child, `http://localhost:${port}/api/health/live`);

  expect(await readdir(dataFolder)).toContain('secret');
  await expect
    .poll(
      async () => {
        const reset = run('run', 'reset');
        await new Promise((resolve) => reset.child.once('exit', resolve));
        return reset.output();
      },
      // The database may still be on its way down; then reset refuses and says so.
      { timeout: 30_000 },
    )
    .toContain('Emptied');
  expect(await readdir(dataFolder)).toEqual([]);
});

test('npm run sandbox starts the imitated vendors alone', async () => {
  const { child, output } = run('run', 'sandbox');
  await expect.poll(output, { timeout: 60_000 }).toContain(`http://localhost:${port + 4}`);
  for (const vendor of [1, 2, 3, 4]) {
    expect(await statusOf(`http://localhost:${port + vendor}/_sandbox/clock`)).toBe(200);
  }
  expect(await statusOf(`http://localhost:${port}/`)).toBeNull();
  await end(child, `http://localhost:${port + 1}/_sandbox/clock`);
});

test('npm run dev serves the page with the server behind it', async () => {
  const { child, output } = run('run', 'dev');
  await expect.poll(output, { timeout: 60_000 }).toContain(`Jackfield is at http://localhost:${port + 10}`);
  expect(await statusOf(`http://localhost:${port}/instances`)).toBe(200);
  expect(await statusOf(`http://localhost:${port}/api/health/ready`)).toBe(200);
  await end(child, `http://localhost:${port}/`);
  await expect.poll(() => statusOf(`http://localhost:${port + 10}/api/health/live`), { timeout: 20_000 }).toBeNull();
});
