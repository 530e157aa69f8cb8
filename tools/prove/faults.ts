import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTest } from './run-test.ts';

/** Has every fault strike every operation in every way, and answers the table of what came of it. */
export async function proveFaults(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-faults-'));
  const path = join(folder, 'table.md');
  try {
    const hasPassed = await runTest('server/operations/faults-by-operation.test.ts', {
      settings: { JACKFIELD_FAULT_TABLE: path },
      // The page's own shape is checked against the table of this very run, which it does not have yet.
      only: 'is told truthfully',
    });
    if (!hasPassed) throw new Error('A fault was not told truthfully; the lines above say which.');
    return (await readFile(path, 'utf8')).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
