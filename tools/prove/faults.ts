import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const test = 'server/operations/faults-by-operation.test.ts';

/** Has every fault strike every operation in every way, and answers the table of what came of it. */
export async function proveFaults(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-faults-'));
  const path = join(folder, 'table.md');
  try {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    // The page's own shape is checked against the table of this very run, which it does not have yet.
    const args = [vitest, 'run', '--project', 'server', test, '-t', 'is told truthfully'];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, JACKFIELD_FAULT_TABLE: path },
    });
    const code = await new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    if (code !== 0) throw new Error('A fault was not told truthfully; the lines above say which.');
    return (await readFile(path, 'utf8')).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
