import { expect, test } from '@playwright/test';
import { startCrashBed } from './support/crash-bed.ts';
import { killAtEveryCall, tryActivation } from './support/crash-trials.ts';
import type { Moment, VendorCall } from './support/cut-in-proxy.ts';

/**
 * The server is killed at every call that an activation makes to the vendor when the vendor has done the work and nobody
 * knows it, and at the calls that change something also before the vendor has them (the journal is written, the vendor
 * knows nothing) and after their answer. A read leaves nothing behind, so that its other two moments are left to
 * `npm run prove`. The calls are found by a first run without a kill, so a new call is covered by itself.
 */
test.describe.configure({ mode: 'parallel' });

/** Behind the blocks of the workers' own servers. */
const firstBlock = 20;

const trials: [name: string, momentsOf: (call: VendorCall) => Moment[], fewest: number][] = [
  // List, create, open the wizard, look, enable, read back: fewer would mean that calls go by unseen.
  ['at every call, its answer lost', () => ['after'], 6],
  ['before and after every change', ({ isWrite }) => (isWrite ? ['before', 'answered'] : []), 4],
];

for (const [name, momentsOf, fewest] of trials) {
  test(`an activation survives kill -9 ${name}`, async ({}, { parallelIndex }) => {
    test.setTimeout(180_000);
    const bed = await startCrashBed(firstBlock + parallelIndex);
    try {
      expect(await killAtEveryCall((cut) => tryActivation(bed, cut), momentsOf)).toBeGreaterThanOrEqual(fewest);
    } finally {
      await bed.stop();
    }
  });
}
