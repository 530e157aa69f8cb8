import { describe, expect, test } from 'vitest';
import { operationKinds } from './operations.ts';
import { problemCodes } from './problems.ts';
import { decideCause, healthOf, isMoot, needsPerson, type RowFacts } from './row-cause.ts';
import { instanceStatuses, updateKinds } from './statuses.ts';

const well: RowFacts = {
  status: 'enabled',
  update: 'none',
  missing: [],
  operation: null,
  deployment: null,
  lastRun: null,
};
const flags = { configuration: 'complete', hasUndeployedChanges: false, isFailing: false, isSuspended: false } as const;
const deployed: RowFacts = { ...well, deployment: flags };
const undeployed = { ...flags, hasUndeployedChanges: true };
const failing = { ...flags, isFailing: true };
const suspended = { ...undeployed, isFailing: true, isSuspended: true };
const incomplete = { ...flags, configuration: 'incomplete' } as const;
const forUsers = { ...flags, configuration: 'users' } as const;
const lacking = { ...well, missing: ['Channel'] };
const [without, withHook] = [false, true];

/** What stands, and with the hook or without: the cause, whose turn it is, what is next, and the health. */
const standing: [RowFacts, boolean, string | null, string | null, string | null, string][] = [
  [well, without, null, null, null, 'unknown'],
  [{ ...well, status: 'disabled' }, without, null, null, null, 'unknown'],
  [{ ...well, status: 'working' }, without, null, null, null, 'unknown'],
  [{ ...well, status: 'unknown' }, without, 'unknown_status', 'administrator', null, 'unknown'],
  [{ ...lacking, status: 'unfinished' }, without, 'unfinished', 'user', 'continue', 'attention'],
  [{ ...well, status: 'unfinished' }, without, 'not_enabled', 'user', 'finish', 'attention'],
  [lacking, without, 'lacking', 'user', 'edit', 'attention'],
  [{ ...lacking, status: 'disabled' }, without, null, null, null, 'unknown'],
  // A newer version may ask for more; that is its own cause.
  [{ ...lacking, update: 'needs_user' }, without, 'needs_user', 'user', 'update', 'attention'],
  [{ ...well, update: 'automatic' }, without, null, null, null, 'unknown'],
  [{ ...well, update: 'needs_user' }, withHook, 'needs_user', 'user', 'update', 'attention'],
  [{ ...well, update: 'needs_system' }, without, 'needs_company', 'company', null, 'attention'],
  [{ ...well, update: 'needs_system' }, withHook, 'update_ready', 'user', 'upgrade', 'attention'],
  [{ ...well, update: 'needs_both' }, without, 'needs_company_then_user', 'company', null, 'attention'],
  [{ ...well, update: 'needs_both' }, withHook, 'needs_user', 'user', 'update', 'attention'],
  [{ ...well, status: 'disabled', update: 'needs_user' }, without, 'needs_user', 'user', 'update', 'attention'],
  [{ ...well, status: 'unfinished', update: 'needs_system' }, without, 'not_enabled', 'user', 'finish', 'attention'],
  // What is deployed to run.
  [deployed, without, null, null, null, 'unknown'],
  [{ ...deployed, deployment: undeployed }, without, 'undeployed', 'user', 'deploy', 'attention'],
  [{ ...deployed, status: 'disabled', deployment: undeployed }, without, 'undeployed', 'user', 'deploy', 'attention'],
  [{ ...deployed, deployment: failing }, without, 'failing', 'user', 'view_runs', 'failed'],
  // What does not run fails no more.
  [{ ...deployed, status: 'disabled', deployment: failing }, without, null, null, null, 'unknown'],
  [{ ...deployed, deployment: suspended }, without, 'suspended', 'administrator', null, 'failed'],
  [{ ...deployed, status: 'unfinished', deployment: suspended }, without, 'suspended', 'administrator', null, 'failed'],
  [{ ...deployed, status: 'unfinished' }, without, 'not_enabled', 'user', 'deploy', 'attention'],
  [
    { ...deployed, status: 'unfinished', deployment: incomplete },
    without,
    'unfinished',
    'user',
    'continue',
    'attention',
  ],
  [{ ...deployed, deployment: forUsers }, without, 'waiting_for_users', 'nobody', null, 'ok'],
  [{ ...deployed, update: 'needs_user', deployment: forUsers }, without, 'needs_user', 'user', 'update', 'attention'],
  // What tells of its runs alone.
  [{ ...well, lastRun: 'ok' }, without, null, null, null, 'unknown'],
  [{ ...well, lastRun: 'running' }, without, null, null, null, 'unknown'],
  [{ ...well, lastRun: 'failed' }, without, 'run_failed', 'user', 'view_runs', 'failed'],
  [{ ...well, status: 'disabled', lastRun: 'failed' }, without, null, null, null, 'unknown'],
  [
    { ...well, status: 'disabled', lastRun: 'needs_person' },
    without,
    'run_needs_person',
    'user',
    'view_runs',
    'attention',
  ],
];

test.each(standing)('%j with hook %s: %s, %s acts: %s', (facts, hasHook, kind, awaited, action, health) => {
  const expected = kind === null ? null : { kind, awaited, action };
  expect(decideCause(facts, hasHook)).toEqual(expected);
  expect(healthOf(facts, false)).toBe(health);
  expect(needsPerson(facts, hasHook)).toBe(awaited === 'user');
});

test('a status or update that is newer than this code has a cause or none, and never an error', () => {
  const newer = JSON.parse('{"status":"hibernating","update":"needs_moon","missing":[],"operation":null}') as RowFacts;
  expect(decideCause(newer, false)?.kind).toBe('unknown_status');
  expect(decideCause({ ...newer, status: 'enabled' }, false)).toBeNull();
});

test('what went well is ok, and work under way is not ill', () => {
  expect(healthOf(well, true)).toBe('ok');
  const running = { kind: 'enable', state: 'running' } as const;
  expect(healthOf({ ...well, status: 'working', operation: { ...running, problemCode: null } }, false)).toBe('ok');
  const retrying = { ...well, status: 'working' as const, operation: { ...running, problemCode: 'rate_limited' } };
  expect(healthOf(retrying, false)).toBe('degraded');
  expect(decideCause(retrying, false)).toEqual({ kind: 'retrying', awaited: 'time', action: null });
  expect(needsPerson({ ...retrying, missing: ['Channel'] }, false)).toBe(false);
});

describe('a change that failed', () => {
  /** Kind, status, update, problem: whose turn it is and what is next. */
  const remedies = [
    ['enable', 'disabled', 'none', 'refused', 'user', 'enable'],
    ['enable', 'unfinished', 'none', 'refused', 'user', 'finish'],
    ['enable', 'unfinished', 'none', 'missing_values', 'user', 'continue'],
    ['enable', 'disabled', 'none', 'missing_values', 'user', 'edit'],
    ['enable', 'disabled', 'none', 'held_back', 'user', 'enable'],
    ['activate', 'unfinished', 'none', 'outcome_unknown', 'user', 'continue'],
    ['activate', 'disabled', 'none', 'refused', 'user', 'enable'],
    ['disable', 'enabled', 'none', 'rate_limited', 'user', 'disable'],
    ['disable', 'enabled', 'none', 'vendor_forbidden', 'administrator', 'disable'],
    ['disable', 'enabled', 'none', 'vendor_unauthorized', 'administrator', 'disable'],
    ['disable', 'enabled', 'none', 'gone', 'time', null],
    ['rename', 'enabled', 'none', 'unsupported', 'nobody', null],
    ['remove', 'unfinished', 'none', 'too_late', 'nobody', null],
    ['change_values', 'enabled', 'none', 'conflict', 'user', 'edit'],
    ['reconfigure', 'unfinished', 'none', 'internal', 'user', 'continue'],
    ['upgrade', 'enabled', 'automatic', 'refused', 'user', 'upgrade'],
    ['upgrade', 'enabled', 'needs_user', 'refused', 'user', 'update'],
    ['upgrade', 'enabled', 'needs_system', 'waiting_for_company', 'company', null],
    ['upgrade', 'enabled', 'needs_both', 'refused', 'user', null],
    ['deploy', 'enabled', 'none', 'refused', 'user', 'deploy'],
    ['deploy', 'unfinished', 'none', 'refused', 'user', 'continue'],
    ['run', 'enabled', 'none', 'refused', 'user', null],
  ] as const;

  test.each(remedies)('%s of %s (%s) by %s: %s, %s', (kind, status, update, problemCode, awaited, action) => {
    const facts = { ...well, status, update, operation: { kind, state: 'failed', problemCode } } as const;
    expect(decideCause(facts, false)).toEqual({ kind: 'failed', awaited, action });
    expect(healthOf(facts, false)).toBe('failed');
  });

  test('matters no more when what it was for has come about', () => {
    const moot = { ...well, operation: { kind: 'enable', state: 'failed', problemCode: 'refused' } } as const;
    expect(decideCause(moot, false)).toBeNull();
    expect(isMoot('disable', { ...well, status: 'disabled' })).toBe(true);
    expect(isMoot('upgrade', well)).toBe(true);
    expect(isMoot('rename', well)).toBe(false);
    expect(isMoot('deploy', deployed)).toBe(true);
    expect(isMoot('deploy', { ...deployed, deployment: undeployed })).toBe(false);
    expect(isMoot('deploy', { ...deployed, status: 'unfinished' })).toBe(false);
  });

  test('hides nothing that waits for a person besides', () => {
    const operation = { kind: 'rename', state: 'failed', problemCode: 'vendor_forbidden' } as const;
    expect(needsPerson({ ...well, operation }, false)).toBe(false);
    expect(needsPerson({ ...well, update: 'needs_user', operation }, false)).toBe(true);
  });
});

test('no row whose health is not good is without a cause, whatever the combination', () => {
  const operations = operationKinds.flatMap((kind) =>
    (['running', 'failed'] as const).flatMap((state) =>
      [null, ...problemCodes].map((problemCode) => ({ kind, state, problemCode })),
    ),
  );
  const violations: string[] = [];
  const rests = [
    { deployment: null, lastRun: null },
    { deployment: null, lastRun: 'failed' as const },
    ...[undeployed, failing, suspended, incomplete, forUsers].map((deployment) => ({ deployment, lastRun: null })),
  ];
  for (const rest of rests) judgeAll(rest);
  expect(violations).toEqual([]);

  function judgeAll(rest: Pick<RowFacts, 'deployment' | 'lastRun'>): void {
    for (const status of instanceStatuses) {
      for (const update of updateKinds) {
        for (const missing of [[], ['Channel']]) {
          for (const operation of [null, ...operations]) {
            for (const hasHook of [false, true]) {
              const facts = { status, update, missing, operation, ...rest };
              const cause = decideCause(facts, hasHook);
              if (cause === null && healthOf(facts, true) !== 'ok')
                violations.push(`no cause: ${JSON.stringify(facts)}`);
              // Whoever of the account is waited for can do something about it here.
              const isStuck = cause?.awaited === 'user' && cause.kind !== 'failed' && cause.action === null;
              if (isStuck) violations.push(`no action: ${JSON.stringify(facts)}`);
            }
          }
        }
      }
    }
  }
});
