import { expect, it } from 'vitest';
import { failureSummary } from './support/failure-summary.mjs';

const units = {
  testResults: [
    {
      name: 'server/a.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { fullName: 'adds', status: 'passed', failureMessages: [] },
        { fullName: 'takes away', status: 'failed', failureMessages: ['\u001B[31mexpected 1\u001B[39m\nto be 2'] },
      ],
    },
    { name: 'server/b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
  ],
};

const journeys = {
  errors: [],
  suites: [
    {
      title: 'list.e2e.ts',
      specs: [
        { title: 'is there', ok: true, tests: [] },
        {
          title: 'is long',
          ok: false,
          tests: [
            { results: [{ errors: [{ message: Array.from({ length: 40 }, (_, at) => `line ${at}`).join('\n') }] }] },
          ],
        },
      ],
      suites: [{ title: 'inner', specs: [{ title: 'is silent', ok: false, tests: [{ results: [] }] }] }],
    },
  ],
};

it('names each failed test with the first thirty lines of its message, without colours', () => {
  const text = failureSummary(units, journeys);
  expect(text).toContain('FAILED server/a.test.ts › takes away\n  expected 1\n  to be 2');
  expect(text).toContain('FAILED server/b.test.ts\n  Cannot find module');
  expect(text).toContain('FAILED list.e2e.ts › is long\n  line 0\n');
  expect(text).toContain('  line 29\n  (10 more lines above)');
  expect(text).toContain('FAILED list.e2e.ts › inner › is silent');
  expect(text).not.toContain('is there');
  expect(text).not.toContain('adds');
});

it('says nothing when nothing failed, or when there is no report', () => {
  expect(failureSummary({ testResults: [] }, { suites: [] })).toBe('');
  expect(failureSummary(null, null)).toBe('');
});
