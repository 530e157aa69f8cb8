import { runTest } from './run-test.ts';

/** So many sets of instances are worked on; `npm test` draws fewer. */
const runs = 150;

/** Has sets of instances worked on whose vendor answers anything, by processes that die at any step, and each accounted for. */
export async function proveAccounting(seed: number): Promise<void> {
  const settings = { JACKFIELD_BULK_RUNS: String(runs), JACKFIELD_BULK_SEED: String(seed) };
  if (!(await runTest('server/bulks/accounting.test.ts', { settings }))) {
    throw new Error('An instance was not accounted for; the lines above say which.');
  }
}
