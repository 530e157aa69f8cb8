/**
 * `npm test`: everything that must hold before a change is merged, from a fresh clone. Every part runs even when one
 * before it failed, so that one run tells all there is to mend. The last line is the sum.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './support/browser.mjs';
import { demandNode, ensureInstalled, ensureVendorClients, seconds } from './support/install.mjs';
import { generatedFilesAreCurrent } from './support/generated.mjs';
import { failureSummary } from './support/failure-summary.mjs';
import { node, runPart } from './support/parts.mjs';

demandNode();
ensureInstalled();
ensureVendorClients();
process.env.CHROME_PATH = ensureBrowser();
// Colours and hosts' own settings must not make one machine's run differ from another's.
process.env.NO_COLOR = '1';
delete process.env.FORCE_COLOR;

const startedAt = performance.now();
const reports = await mkdtemp(join(tmpdir(), 'jackfield-reports-'));
const unitReport = join(reports, 'unit.json');
const journeyReport = join(reports, 'journeys.json');
const sum = { passed: 0, failed: 0 };

/** A check counts as one. */
async function check(name, ...commands) {
  count(await runPart(name, commands));
}

function count(succeeded, tests = { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 }) {
  sum.passed += tests.passed;
  // A runner that fails without a failing test (a file that cannot be read, a server that does not start) still fails.
  sum.failed += succeeded ? tests.failed : Math.max(tests.failed, 1);
}

/** Runs the queue with as many parts at once as a small machine bears. */
async function atOnce(limit, queue) {
  const waiting = [...queue];
  await Promise.all(
    Array.from({ length: limit }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
    }),
  );
}

count(await runPart('generated files', [generatedFilesAreCurrent]));

await atOnce(2, [
  () =>
    check(
      'types',
      node('typescript/bin/tsc', '-p', 'tsconfig.browser.json'),
      node('typescript/bin/tsc', '-p', 'tsconfig.node.json'),
    ),
  () => check('documents', node('gql.tada/bin/cli.js', 'check', '--tsconfig', 'tsconfig.browser.json')),
  () => check('format', node('oxfmt/bin/oxfmt', '--check')),
  () => check('lint', node('oxlint/bin/oxlint', '--type-aware', '--deny-warnings')),
  () =>
    check(
      'zones',
      node(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        'contract',
        'src',
        'server',
        'tools',
        'e2e',
        'bench',
      ),
    ),
  () => check('unused code', node('knip/bin/knip.js')),
  () =>
    check(
      'build',
      node('vite/bin/vite.js', 'build', '--logLevel', 'warn'),
      node('vite/bin/vite.js', 'build', '--ssr', '--logLevel', 'warn'),
    ),
]);
count(
  await runPart(
    'weight of the page',
    [node('size-limit/bin.js'), node('tsx/dist/cli.mjs', 'tools/weight.ts', '--check')],
    /\d[\d.]* kB gzipped/,
  ),
);

const unit = await runPart('unit tests', [
  node('vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`),
]);
count(unit, await countUnit());

process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = journeyReport;
const journeys = await runPart('journeys', [node('@playwright/test/cli.js', 'test', '--reporter=line,json')]);
count(journeys, await countJourneys());

// Once more at the very end: often only the last lines of a log are at hand.
console.log(failureSummary(await readReport(unitReport), await readReport(journeyReport)));
await rm(reports, { recursive: true });
console.log(`\nAll of it took ${seconds(startedAt)}.`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;

async function countUnit() {
  const report = await readReport(unitReport);
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

async function countJourneys() {
  const report = await readReport(journeyReport);
  return {
    passed: report?.stats?.expected ?? 0,
    failed: (report?.stats?.unexpected ?? 0) + (report?.stats?.flaky ?? 0),
  };
}

async function readReport(file) {
  return JSON.parse(await readFile(file, 'utf8').catch(() => 'null'));
}
