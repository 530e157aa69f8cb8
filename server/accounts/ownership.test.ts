import { describe, expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { changeRefusal, mayReach, operatorRefusal, runRefusal, viewerRefusal, wizardRefusal } from './ownership.ts';

const northwind = { id: 'n', externalId: 'northwind', name: 'Northwind' };
const fabrikam = { id: 'f', externalId: 'fabrikam', name: 'Fabrikam' };
const user: Person = { id: '1', name: 'A user', role: 'user', viewOnly: false, account: northwind };
const viewer: Person = { ...user, viewOnly: true };
const admin: Person = { id: '2', name: 'An admin', role: 'admin', viewOnly: false, account: null };
const strayUser: Person = { ...user, account: null };

describe('who may do what to an account’s things', () => {
  test.each([
    ['their user', user, northwind.id, true, null, null],
    ['another user', user, fabrikam.id, false, 'owner_only', 'owner_only'],
    ['their viewer', viewer, northwind.id, true, 'view_only', 'view_only'],
    ['another viewer', viewer, fabrikam.id, false, 'view_only', 'view_only'],
    ['an admin', admin, northwind.id, true, null, 'owner_only'],
    ['an admin who may only look', { ...admin, viewOnly: true }, northwind.id, true, 'view_only', 'view_only'],
    ['a user without an account', strayUser, northwind.id, false, 'owner_only', 'owner_only'],
    ['a user without an account, for no account', strayUser, '', false, 'owner_only', 'owner_only'],
  ])('%s', (_who, person, accountId, reaches, change, wizard) => {
    expect([mayReach(person, accountId), changeRefusal(person, accountId), wizardRefusal(person, accountId)]).toEqual([
      reaches,
      change,
      wizard,
    ]);
  });
});

test.each([
  ['a user', user, null],
  ['a viewer', viewer, 'view_only'],
  ['an admin', admin, null],
  ['an admin who may only look', { ...admin, viewOnly: true }, 'view_only'],
])('whether there is anything that %s may change', (_who, person, refusal) => {
  expect(viewerRefusal(person)).toBe(refusal);
});

describe('who may do what with something that its vendor shows to everybody', () => {
  // `isPublic` holds only for people whose account has a link.
  test.each([
    ['a user with a link', user, true, true, 'owner_only', null, 'owner_only'],
    ['a user without one', user, false, false, 'owner_only', null, 'owner_only'],
    ['a viewer with a link', viewer, true, true, 'view_only', 'view_only', 'view_only'],
    ['a user without an account', strayUser, true, false, 'owner_only', null, 'owner_only'],
    ['an admin', admin, false, true, null, null, null],
    ['an admin who may only look', { ...admin, viewOnly: true }, false, true, 'view_only', 'view_only', 'view_only'],
  ])('%s', (_who, person, isPublic, reaches, change, run, operator) => {
    expect(mayReach(person, 'everybody', isPublic)).toBe(reaches);
    expect([changeRefusal(person, 'everybody'), runRefusal(person), operatorRefusal(person)]).toEqual([
      change,
      run,
      operator,
    ]);
  });
});
