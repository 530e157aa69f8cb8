import { expect, test } from '@playwright/test';
import { startCrashBed } from './support/crash-bed.ts';
import { killAtEveryCall, tryActivation } from './support/crash-trials.ts';
import { moments } from './support/cut-in-proxy.ts';

/**
 * The server is killed at every call that an activation makes to the vendor: before the vendor has it (the journal is
 * written, the vendor knows nothing), after the vendor has done the work, and after its answer. The calls are found by a
 * first run without a kill, so a new call is covered by itself.
 */
test.describe.configure({ mode: 'parallel' });

/** Behind the blocks of the workers' own servers. */
const firstBlock = 20;

for (const moment of moments) {
  test(`an activation survives kill -9 at every call: ${moment}`, async ({}, { parallelIndex }) => {
    test.setTimeout(180_000);
    const bed = await startCrashBed(firstBlock + parallelIndex);
    try {
      const kills = await killAtEveryCall((cut) => tryActivation(bed, cut), [moment]);
      // List, create, open the wizard, look, enable, read back: fewer would mean that calls go by unseen.
      expect(kills).toBeGreaterThanOrEqual(6);
    } finally {
      await bed.stop();
    }
  });
}
