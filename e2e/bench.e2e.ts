import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

const withinMs = 150_000;

test('the typing bench measures, in its smallest form', () => {
  test.setTimeout(withinMs + 10_000);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['node_modules/tsx/dist/cli.mjs', 'bench/main.ts', 'typing', '--rounds', '1', '--rows', '70', '--throttle', '1'],
    { encoding: 'utf8', timeout: withinMs },
  );
  // How quick it is depends on what else this machine does; that it measures does not.
  expect([0, 1], stderr).toContain(status);
  expect(stdout).toMatch(/rows +row nodes +keys +median +p98 +worst INP/);
  expect(stdout).toMatch(/^ +70 +\d+ +30 +\d+ ms +\d+ ms +[1-9]\d* ms/m);
  expect(stdout).toMatch(/70 rows cost [\d.]+ times what 50 rows do/);
});
