import { describe, expect, test } from 'vitest';
import { operationKinds } from '#contract/operations.ts';
import { problemCodes } from '#contract/problems.ts';
import { decideCause } from '#contract/row-cause.ts';
import { instanceStatuses, updateKinds } from '#contract/statuses.ts';
import { operationSummary } from '#src/testing/fixtures.ts';
import { offerActions, offeredAction } from './row-actions.ts';

const user = { role: 'user', viewOnly: false } as const;
const admin = { role: 'admin', viewOnly: false } as const;
const onlooker = { role: 'user', viewOnly: true } as const;
const row = { status: 'enabled', update: 'none', operation: null } as const;

describe('the one action that matters', () => {
  test.each([
    ['none', false, 'edit', null],
    ['automatic', false, 'edit', null],
    ['needs_user', false, 'update', null],
    ['needs_system', false, 'upgrade', 'waiting_for_company'],
    ['needs_system', true, 'upgrade', null],
    ['needs_both', false, 'edit', null],
    ['needs_both', true, 'update', null],
  ] as const)('%s with hook %s offers %s (%s)', (update, hasHook, action, off) => {
    expect(offerActions({ ...row, update }, user, hasHook, false).primary).toEqual({ action, off });
  });

  test('an unfinished set-up is continued, whatever the version', () => {
    for (const update of updateKinds) {
      expect(offerActions({ ...row, update, status: 'unfinished' }, user, false, false).primary.action).toBe(
        'continue',
      );
    }
  });
});

test('every action of every row is off for who may look only', () => {
  for (const status of instanceStatuses) {
    for (const update of updateKinds) {
      const { primary, menu } = offerActions({ ...row, status, update }, onlooker, true, false);
      for (const { off } of [primary, ...menu]) expect(off).toBe('view_only');
    }
  }
});

test('an admin has all but the wizard', () => {
  const { primary, menu } = offerActions({ ...row, update: 'automatic' }, admin, false, false);
  expect(primary).toEqual({ action: 'edit', off: 'owner_only' });
  expect(menu).toEqual(['upgrade', 'rename', 'disable', 'remove'].map((action) => ({ action, off: null })));
});

test('an unfinished set-up is finished or discarded from the menu, and not enabled', () => {
  const unfinished = { ...row, status: 'unfinished' } as const;
  const actionsOf = (person: typeof user | typeof admin) => offerActions(unfinished, person, false, false).menu;
  expect(actionsOf(user)).toEqual(['finish', 'rename', 'discard', 'remove'].map((action) => ({ action, off: null })));
  expect(actionsOf(admin)).toEqual([
    { action: 'finish', off: 'owner_only' },
    { action: 'rename', off: null },
    { action: 'discard', off: 'owner_only' },
    { action: 'remove', off: null },
  ]);
});

test('while a change is under way nothing else can be started', () => {
  const changing = { ...row, operation: operationSummary({ state: 'running' }) };
  for (const { off } of offerActions(changing, user, false, false).menu) expect(off).toBe('under_way');
  for (const { off } of offerActions(row, user, false, true).menu) expect(off).toBe('under_way');
});

test('no action is offered twice', () => {
  for (const status of instanceStatuses) {
    for (const update of updateKinds) {
      const { primary, menu } = offerActions({ ...row, status, update }, user, true, false);
      const actions = [primary, ...menu].map(({ action }) => action);
      expect(new Set(actions).size).toBe(actions.length);
    }
  }
});

describe('an action beside the row’s own button', () => {
  test('is none that the button is already, nor one that is off', () => {
    expect(offeredAction(row, user, false, 'edit')).toBeNull();
    expect(offeredAction(row, user, false, 'disable')).toBe('disable');
    expect(offeredAction(row, onlooker, false, 'disable')).toBeNull();
    expect(offeredAction({ ...row, status: 'unfinished' }, admin, false, 'finish')).toBeNull();
    expect(offeredAction({ ...row, status: 'unfinished' }, user, false, 'finish')).toBe('finish');
    expect(offeredAction(row, user, false, null)).toBeNull();
  });
});

test('what a cause offers is always there and on for the one whose turn it is', () => {
  const operations = operationKinds.flatMap((kind) =>
    problemCodes.map((problemCode) => operationSummary({ kind, state: 'failed', problemCode })),
  );
  const wrong = new Set<string>();
  for (const status of instanceStatuses) {
    for (const update of updateKinds) {
      for (const missing of [[], ['Channel']]) {
        for (const operation of [null, ...operations]) {
          for (const hasHook of [false, true]) {
            const facts = { status, update, missing, operation };
            const action = decideCause(facts, hasHook)?.action ?? null;
            if (action === null) continue;
            const { primary, menu } = offerActions(facts, user, hasHook, false);
            const offered = [primary, ...menu].find((candidate) => candidate.action === action);
            if (offered?.off !== null) wrong.add(`${action} of ${status}, ${update}, ${operation?.kind ?? ''}`);
          }
        }
      }
    }
  }
  expect(wrong).toEqual(new Set());
});
