import { describe, expect, test } from 'vitest';
import { operationKinds } from '#contract/operations.ts';
import { problemCodes } from '#contract/problems.ts';
import { decideCause } from '#contract/row-cause.ts';
import { instanceStatuses, updateKinds } from '#contract/statuses.ts';
import { operationSummary, patchworksCapabilities, trayCapabilities as tray } from '#src/testing/fixtures.ts';
import { abilitiesOf } from './abilities.ts';
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
    expect(offerActions({ ...row, update }, user, hasHook, false, tray).primary).toEqual({ action, off });
  });

  test('an unfinished set-up is continued, whatever the version', () => {
    for (const update of updateKinds) {
      expect(offerActions({ ...row, update, status: 'unfinished' }, user, false, false, tray).primary.action).toBe(
        'continue',
      );
    }
  });
});

test('every action of every row is off for who may look only', () => {
  for (const status of instanceStatuses) {
    for (const update of updateKinds) {
      const { primary, menu } = offerActions({ ...row, status, update }, onlooker, true, false, tray);
      for (const { off } of [primary, ...menu]) expect(off).toBe('view_only');
    }
  }
});

test('an admin has all but the wizard', () => {
  const { primary, menu } = offerActions({ ...row, update: 'automatic' }, admin, false, false, tray);
  expect(primary).toEqual({ action: 'edit', off: 'owner_only' });
  expect(menu).toEqual(['upgrade', 'rename', 'disable', 'remove'].map((action) => ({ action, off: null })));
});

test('an unfinished set-up is finished or discarded from the menu, and not enabled', () => {
  const unfinished = { ...row, status: 'unfinished' } as const;
  const actionsOf = (person: typeof user | typeof admin) => offerActions(unfinished, person, false, false, tray).menu;
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
  for (const { off } of offerActions(changing, user, false, false, tray).menu) expect(off).toBe('under_way');
  for (const { off } of offerActions(row, user, false, true, tray).menu) expect(off).toBe('under_way');
});

test('no action is offered twice', () => {
  for (const status of instanceStatuses) {
    for (const update of updateKinds) {
      const { primary, menu } = offerActions({ ...row, status, update }, user, true, false, tray);
      const actions = [primary, ...menu].map(({ action }) => action);
      expect(new Set(actions).size).toBe(actions.length);
    }
  }
});

describe('an action beside the row’s own button', () => {
  test('is none that the button is already, nor one that is off', () => {
    expect(offeredAction(row, user, false, 'edit', tray)).toBeNull();
    expect(offeredAction(row, user, false, 'disable', tray)).toBe('disable');
    expect(offeredAction(row, onlooker, false, 'disable', tray)).toBeNull();
    expect(offeredAction({ ...row, status: 'unfinished' }, admin, false, 'finish', tray)).toBeNull();
    expect(offeredAction({ ...row, status: 'unfinished' }, user, false, 'finish', tray)).toBe('finish');
    expect(offeredAction(row, user, false, null, tray)).toBeNull();
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
            const { primary, menu } = offerActions(facts, user, hasHook, false, tray);
            const offered = [primary, ...menu].find((candidate) => candidate.action === action);
            if (offered?.off !== null) wrong.add(`${action} of ${status}, ${update}, ${operation?.kind ?? ''}`);
          }
        }
      }
    }
  }
  expect(wrong).toEqual(new Set());
});

describe('a row whose vendor can do less', () => {
  const use = { status: 'in_use', update: 'none', operation: null } as const;
  const offerOf = (person: typeof user | typeof admin | typeof onlooker) =>
    offerActions(use, person, false, false, patchworksCapabilities);

  test('offers nothing that the vendor does not have', () => {
    expect(offerOf(user)).toEqual({
      primary: { action: 'edit', off: null },
      menu: [
        { action: 'rename', off: null },
        { action: 'remove', off: null },
      ],
    });
  });

  test('is edited on its page, by administrators too, and by nobody who may look only', () => {
    expect(offerOf(admin).primary).toEqual({ action: 'edit', off: null });
    expect(offerOf(onlooker).primary).toEqual({ action: 'edit', off: 'view_only' });
  });

  test('offers nothing at all where the vendor is not set up', () => {
    const none = abilitiesOf([], 'patchworks');
    expect(offerActions(use, user, false, false, none)).toEqual({
      primary: { action: 'edit', off: 'not_set_up' },
      menu: [],
    });
  });
});
