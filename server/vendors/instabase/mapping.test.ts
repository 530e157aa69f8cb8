import { anything, assert, constantFrom, oneof, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { owner, run, runId, solution, solutionId, solutionList, wholeSolution } from './fixtures/answers.ts';
import { toDeploymentDetail, toDeploymentRecord, toInstanceDetail, toInstanceRecord, toRunRecord } from './mapping.ts';
import { toMetadata } from './metadata.ts';
import { readRunList, readSolutionList, wireSolutionAnswer, type WireRun, type WireSolution } from './wire.ts';

const key = Buffer.alloc(32, 1);

function parsed(overrides: Record<string, unknown> = {}): WireSolution {
  return wireSolutionAnswer.parse({ solution: wholeSolution(overrides) }).solution;
}

function parsedRun(overrides: Record<string, unknown> = {}): WireRun {
  const row = readRunList({ jobs: [run(overrides)] })?.rows[0];
  if (row === undefined) throw new Error('The run cannot be read');
  return row;
}

test('maps a solution to what the index keeps', () => {
  expect(toInstanceRecord(parsed(), key)).toEqual({
    vendorId: solutionId,
    vendorAccountId: owner.vendorAccountId,
    name: 'Receipts 1.4.2',
    templateId: 'Receipts',
    templateName: 'Receipts',
    enabled: true,
    useCount: null,
    required: 'nothing',
    missing: { connections: [], values: [] },
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: new Date(1_717_400_000_123),
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    valuesFingerprint: '',
  });
});

test('a list and a single answer make the same record; switching off and on leaves its fingerprint', () => {
  const [listed] = readSolutionList(solutionList([solution()]).json)?.rows ?? [];
  expect(listed && toInstanceRecord(listed, key)).toEqual(toInstanceRecord(parsed(), key));
  const off = toInstanceRecord(parsed({ state: 'INACTIVE', updatedAtMs: 1_800_000_000_000 }), key);
  expect(off).toEqual({ ...toInstanceRecord(parsed(), key), enabled: false });
  expect(toInstanceRecord(parsed({ version: '1.4.3' }), key).fingerprint).not.toBe(off.fingerprint);
  expect(toInstanceRecord(parsed(), Buffer.alloc(32, 2)).fingerprint).not.toBe(off.fingerprint);
});

test.each(['PRODUCTION', '', null, 7, 'active'])('the state %j is neither on nor off', (state) => {
  expect(toInstanceRecord(parsed({ state }), key)).toMatchObject({ enabled: false, hasUnknownState: true });
  expect(toDeploymentRecord(parsed({ state }), null).state).toBe('unknown');
});

test('the detail shows what there is, with the long text before the short one', () => {
  expect(toInstanceDetail(parsed(), key)).toMatchObject({
    solution: { title: 'Receipts', description: 'Reads receipts and hands on what they say.' },
    authSlots: [],
    configSlots: [],
    workflows: [],
  });
  expect(toInstanceDetail(parsed({ description: ' ' }), key).solution.description).toBe('Reads receipts');
});

test('a deployment has what was answered, and its path and metadata where they came', () => {
  expect(toDeploymentDetail(parsed({ solution_path: 'maya/receipts/fs/Drive/r.ibsolution' }), null)).toEqual({
    deployment: {
      vendorId: solutionId,
      vendorAccountId: 'maya',
      isPublic: false,
      name: 'Receipts',
      version: '1.4.2',
      author: 'maya',
      summary: 'Reads receipts',
      state: 'active',
      visibility: 'unknown',
      createdAt: new Date(1_717_400_000_123),
      updatedAt: new Date(1_717_400_500_456),
    },
    description: 'Reads receipts and hands on what they say.',
    packagePath: 'maya/receipts/fs/Drive/r.ibsolution',
    metadata: { kind: 'json', value: { authors: ['Maya'] } },
  });
});

test('of a solution only id and owner must be there, of a run only its id', () => {
  const [bare] = readSolutionList({ solutions: [{ id: 'a', owner: 'maya' }] })?.rows ?? [];
  expect(bare && toDeploymentDetail(bare, null)).toMatchObject({
    deployment: { vendorId: 'a', name: 'Unnamed solution', version: '', state: 'unknown', createdAt: null },
    description: null,
    packagePath: null,
    metadata: null,
  });
  const [bareRun] = readRunList({ jobs: [{ id: 'b' }] })?.rows ?? [];
  expect(bareRun && toRunRecord(bareRun)).toMatchObject({
    runId: 'b',
    state: 'unknown',
    startedAt: null,
    message: null,
  });
  for (const rows of [[{ id: 'a' }], [{ owner: 'maya' }], [null]])
    expect(readSolutionList({ solutions: rows })).toBeNull();
});

test('who sees a solution is known by its owner or by the filter, and else not', () => {
  const publicOne = parsed({ owner: 'IB_DEPLOYED' });
  expect(toDeploymentRecord(publicOne, null)).toMatchObject({ isPublic: true, visibility: 'public' });
  expect(toDeploymentRecord(publicOne, 'private').visibility).toBe('public');
  expect(toDeploymentRecord(parsed(), 'pending_review').visibility).toBe('pending_review');
  expect(toDeploymentRecord(parsed(), null).visibility).toBe('unknown');
});

test('maps a run with its times to the nanosecond', () => {
  expect(toRunRecord(parsedRun({ metadata: 'free text' }))).toEqual({
    runId,
    deploymentId: solutionId,
    state: 'complete',
    stateWord: 'COMPLETE',
    startedBy: '7d2e5b90-11aa-4f6c-b3d8-908172635445',
    kind: 'FLOW',
    startedAt: { at: new Date(1_717_401_000_000), nanoseconds: '1717401000000000017' },
    lastStartedAt: { at: new Date(1_717_401_060_000), nanoseconds: '1717401060000000023' },
    changedAt: { at: new Date(1_717_401_065_123), nanoseconds: '1717401065123456812' },
    finishedAt: { at: new Date(1_717_401_065_123), nanoseconds: '1717401065123456789' },
    durationNanoseconds: '5123456766',
    message: 'Flow completed',
    outputFolder: 'maya/receipts/fs/Instabase Drive/in/out',
    metadata: { kind: 'text', text: 'free text' },
  });
});

test.each([
  ['RUNNING', 'running'],
  ['FAILED', 'failed'],
  ['CANCELLED', 'cancelled'],
  ['STOPPED_AT_CHECKPOINT', 'needs_person'],
  ['PAUSED', 'paused'],
  ['DREAMING', 'unknown'],
  [null, 'unknown'],
])('the word %j of a run means %s', (word, state) => {
  expect(toRunRecord(parsedRun({ state: word })).state).toBe(state);
});

test('a run that is still running has neither end nor duration, whatever stands there', () => {
  const running = toRunRecord(
    parsedRun({ state: 'RUNNING', completionTimeNs: '1717401065123456789', timeTakenNs: '7' }),
  );
  expect(running).toMatchObject({ finishedAt: null, durationNanoseconds: null });
  const waiting = { state: 'STOPPED_AT_CHECKPOINT', completionTimeNs: null, timeTakenNs: undefined };
  expect(toRunRecord(parsedRun(waiting))).toMatchObject({ finishedAt: null, durationNanoseconds: null });
});

test.each([
  [undefined, null],
  [null, null],
  ['', null],
  ['{"authors": ["Maya"', { kind: 'text', text: '{"authors": ["Maya"' }],
  ['built with api_key=canary', { kind: 'text', text: 'built with api_key=••••••••' }],
  ['{"note":"Bearer canary"}', { kind: 'json', value: { note: 'Bearer ••••••••' } }],
  ['"a word"', { kind: 'text', text: '"a word"' }],
  ['null', { kind: 'json', value: null }],
  ['[1,"\\u0000"]', { kind: 'json', value: [1, '\uFFFD'] }],
  [{ bare: true }, { kind: 'json', value: { bare: true } }],
  [
    '{"apiKey":"k","nested":[{"Authorization":"Bearer x","client_secret":{"a":1},"password":""}],"author":"Maya"}',
    {
      kind: 'json',
      value: {
        apiKey: '••••••••',
        nested: [{ Authorization: '••••••••', client_secret: '••••••••', password: '' }],
        author: 'Maya',
      },
    },
  ],
])('metadata %j', (value, expected) => {
  expect(toMetadata(value)).toEqual(expected);
});

test('metadata is cut where it is deeper than any package goes', () => {
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
  expect(JSON.stringify(toMetadata(deep))).toHaveLength('{"kind":"json","value":}'.length + 20 * 2 + 3);
});

test('whatever a row holds, it is a record or unreadable, and never without owner or id', () => {
  const value = oneof(anything(), constantFrom('maya', 'ACTIVE', 1_717_400_000_123, '1717401000000000017'));
  const row = record({
    id: value,
    owner: value,
    name: value,
    version: value,
    createdAtMs: value,
    state: value,
    metadata: value,
  });
  assert(
    property(row, (fields) => {
      const page = readSolutionList({ solutions: [fields, solution()] });
      const records = (page?.rows ?? []).map((one) => toInstanceRecord(one, key));
      expect(records.at(-1)?.vendorId).toBe(solutionId);
      for (const { vendorId, vendorAccountId, name, createdAt } of records) {
        expect([vendorId, vendorAccountId, name].map((text) => text.trim())).not.toContain('');
        expect(createdAt === null || !Number.isNaN(createdAt.getTime())).toBe(true);
      }
    }),
  );
  const runRow = record({ id: value, state: value, startTimeNs: value, timeTakenNs: value, deployedSolutionId: value });
  assert(
    property(runRow, (fields) => {
      for (const one of readRunList({ jobs: [fields, run()] })?.rows ?? []) expect(toRunRecord(one).runId).toBe(one.id);
    }),
  );
});
