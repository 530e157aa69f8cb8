import { describe, expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { changeRefusal, mayReach, wizardRefusal } from './ownership.ts';

const northwind = { id: 'n', externalId: 'northwind', name: 'Northwind' };
const fabrikam = { id: 'f', externalId: 'fabrikam', name: 'Fabrikam' };
const user: Person = { id: '1', name: 'A user', role: 'user', viewOnly: false, account: northwind };
const viewer: Person = { ...user, viewOnly: true };
const admin: Person = { id: '2', name: 'An admin', role: 'admin', viewOnly: false, account: null };
const strayUser: Person = { ...user, account: null };

describe('who may do what to an account’s things', () => {
  test.each([
    ['their user', user, northwind.id, true, null, null],
    ['another user', user, fabrikam.id, false, null, 'owner_only'],
    ['their viewer', viewer, northwind.id, true, 'view_only', 'view_only'],
    ['another viewer', viewer, fabrikam.id, false, 'view_only', 'view_only'],
    ['an admin', admin, northwind.id, true, null, 'owner_only'],
    ['an admin who may only look', { ...admin, viewOnly: true }, northwind.id, true, 'view_only', 'view_only'],
    ['a user without an account', strayUser, northwind.id, false, null, 'owner_only'],
    ['a user without an account, for no account', strayUser, '', false, null, 'owner_only'],
  ])('%s', (_who, person, accountId, reaches, change, wizard) => {
    expect([mayReach(person, accountId), changeRefusal(person), wizardRefusal(person, accountId)]).toEqual([
      reaches,
      change,
      wizard,
    ]);
  });
});
