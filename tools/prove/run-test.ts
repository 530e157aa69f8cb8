import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs one file of the server's tests with these settings in its environment. Answers whether all of it passed. */
export async function runTest(
  file: string,
  { settings, only }: { settings: Record<string, string>; only?: string },
): Promise<boolean> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project', 'server', file, ...(only === undefined ? [] : ['-t', only])];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...settings } });
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  return code === 0;
}
