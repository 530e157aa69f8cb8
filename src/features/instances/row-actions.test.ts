import { describe, expect, test } from 'vitest';
import { operationKinds } from '#contract/operations.ts';
import { problemCodes } from '#contract/problems.ts';
import { decideCause } from '#contract/row-cause.ts';
import { instanceStatuses, updateKinds } from '#contract/statuses.ts';
import { instabaseCapabilities as instabase } from '#src/testing/deployment-fixtures.ts';
import { operationSummary, patchworksCapabilities, trayCapabilities as tray } from '#src/testing/fixtures.ts';
import { deploymentFlags, prismaticCapabilities as prismatic } from '#src/testing/run-fixtures.ts';
import { abilitiesOf } from './abilities.ts';
import { offerActions, offeredAction } from './row-actions.ts';

const user = { role: 'user', viewOnly: false } as const;
const admin = { role: 'admin', viewOnly: false } as const;
const onlooker = { role: 'user', viewOnly: true } as const;
const row = { status: 'enabled', update: 'none', operation: null, deployment: null } as const;
const offeredOf = (...args: Parameters<typeof offerActions>) => {
  const { primary, menu } = offerActions(...args);
  return [...(primary ? [primary] : []), ...menu];
};

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
      expect(offerActions({ ...row, update, status: 'unfinished' }, user, false, false, tray).primary?.action).toBe(
        'continue',
      );
    }
  });
});

test('every action of every row is off for who may look only', () => {
  for (const status of instanceStatuses) {
    for (const update of updateKinds) {
      for (const { off } of offeredOf({ ...row, status, update }, onlooker, true, false, tray)) {
        expect(off).toBe('view_only');
      }
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
      const actions = offeredOf({ ...row, status, update }, user, true, false, tray).map(({ action }) => action);
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

/** Operations that a vendor with a wizard of its own has not. */
const ofOthers: ReadonlySet<string> = new Set(['deploy', 'deploy_package', 'run']);

test('what a cause offers is always there and on for the one whose turn it is', () => {
  const operations = operationKinds
    .filter((kind) => !ofOthers.has(kind))
    .flatMap((kind) => problemCodes.map((problemCode) => operationSummary({ kind, state: 'failed', problemCode })));
  const wrong = new Set<string>();
  for (const status of instanceStatuses) {
    for (const update of updateKinds) {
      for (const missing of [[], ['Channel']]) {
        for (const operation of [null, ...operations]) {
          for (const hasHook of [false, true]) {
            const facts = { status, update, missing, operation, deployment: null, lastRun: null };
            const action = decideCause(facts, hasHook)?.action ?? null;
            if (action === null) continue;
            const offered = offeredOf(facts, user, hasHook, false, tray).find(
              (candidate) => candidate.action === action,
            );
            if (offered?.off !== null) wrong.add(`${action} of ${status}, ${update}, ${operation?.kind ?? ''}`);
          }
        }
      }
    }
  }
  expect(wrong).toEqual(new Set());
});

describe('a row whose vendor can do less', () => {
  const use = { ...row, status: 'in_use' } as const;
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

describe('an instance that runs once it was deployed', () => {
  const deployed = { ...row, deployment: deploymentFlags() } as const;
  const namesOf = (facts: Parameters<typeof offerActions>[0], person: typeof user | typeof admin = user) => {
    const { primary, menu } = offerActions(facts, person, false, false, prismatic);
    return [primary?.action, ...menu.map(({ action, off }) => (off ? `${action} (${off})` : action))];
  };

  test('is edited, updated and continued by administrators too', () => {
    expect(namesOf(deployed, admin)).toEqual(['edit', 'rename', 'disable', 'remove']);
    expect(namesOf({ ...deployed, update: 'needs_user' }, admin)).toEqual([
      'update',
      'edit',
      'rename',
      'disable',
      'remove',
    ]);
    const begun = { ...deployed, status: 'unfinished', deployment: deploymentFlags({ wasDeployed: false }) } as const;
    expect(offerActions(begun, admin, false, false, prismatic).primary).toEqual({ action: 'continue', off: null });
    // Giving a set-up up, and finishing it without its form, stay the owner's.
    expect(namesOf(begun, admin).slice(2)).toEqual(['finish (owner_only)', 'rename', 'discard (owner_only)', 'remove']);
  });

  test('is deployed before anything else where changes are not', () => {
    const changed = { ...deployed, deployment: deploymentFlags({ hasUndeployedChanges: true }) } as const;
    expect(namesOf(changed)).toEqual(['deploy', 'edit', 'rename', 'disable', 'remove']);
    expect(namesOf({ ...changed, update: 'needs_user' })).toEqual([
      'deploy',
      'edit',
      'update',
      'rename',
      'disable',
      'remove',
    ]);
  });

  test('is not given up for a version that asks for more, but can still be turned off', () => {
    const moved = {
      ...deployed,
      status: 'unfinished',
      deployment: deploymentFlags({ configuration: 'incomplete', hasUndeployedChanges: true }),
    } as const;
    expect(namesOf(moved)).toEqual(['continue', 'rename', 'disable', 'remove']);
  });

  test('has what each of its causes offers, on for whose turn it is', () => {
    const wrong: string[] = [];
    for (const status of ['unfinished', 'enabled', 'disabled'] as const) {
      for (const configuration of ['complete', 'incomplete', 'users'] as const) {
        for (const [wasDeployed, hasUndeployedChanges, isFailing] of [
          [true, false, false],
          [true, true, false],
          [true, false, true],
          [false, false, false],
        ] as const) {
          const isPossible = (status === 'unfinished') === (!wasDeployed || configuration === 'incomplete');
          if (!isPossible) continue;
          const deployment = deploymentFlags({ wasDeployed, hasUndeployedChanges, isFailing, configuration });
          for (const update of ['none', 'needs_user'] as const) {
            const facts = { status, update, missing: [], operation: null, deployment, lastRun: null };
            const action = decideCause(facts, false)?.action ?? null;
            if (action === null) continue;
            const isButton = offerActions(facts, user, false, false, prismatic).primary?.action === action;
            if (!isButton && offeredAction(facts, user, false, action, prismatic) !== action) {
              wrong.push(`${action} of ${JSON.stringify(facts)}`);
            }
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('leads to its runs, but not those who may look only', () => {
    expect(offeredAction(deployed, user, false, 'view_runs', prismatic)).toBe('view_runs');
    expect(offeredAction(deployed, onlooker, false, 'view_runs', prismatic)).toBeNull();
  });
});

test('a deployed solution is turned on and off and removed, and has no action of its own', () => {
  expect(offerActions(row, user, false, false, instabase)).toEqual({
    primary: null,
    menu: [
      { action: 'disable', off: null },
      { action: 'remove', off: null },
    ],
  });
  expect(offerActions({ ...row, status: 'unknown' }, user, false, false, instabase).menu[0]?.action).toBe('enable');
});
