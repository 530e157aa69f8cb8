import type { Person } from '#contract/people.ts';

/**
 * Whether this person may see what belongs to this account. The one place that decides it: every resolver and endpoint
 * asks, and the worker asks again before it writes. What one may not reach does not exist for one. `isPublic`: its vendor
 * shows it to everybody, and the person's account has a link to that vendor.
 */
export function mayReach(person: Person, accountId: string, isPublic = false): boolean {
  if (person.role === 'admin') return true;
  return person.account !== null && (person.account.id === accountId || isPublic);
}

/**
 * Why this person may not change what they can see of this account; null when they may. What is public is for administrators
 * to change, and for everybody else to look at and to run.
 */
export function changeRefusal(person: Person, accountId: string): 'view_only' | 'owner_only' | null {
  if (person.viewOnly) return 'view_only';
  return person.role === 'admin' || person.account?.id === accountId ? null : 'owner_only';
}

/** Why this person may change nothing, whosever it is; null when they may change something. */
export function viewerRefusal(person: Person): 'view_only' | null {
  return person.viewOnly ? 'view_only' : null;
}

/** Why this person may not run what they can see; null when they may. */
export function runRefusal(person: Person): 'view_only' | null {
  return person.viewOnly ? 'view_only' : null;
}

/** Why this person may not make, or publish, what belongs to nobody in particular; null when they may. */
export function operatorRefusal(person: Person): 'view_only' | 'owner_only' | null {
  if (person.viewOnly) return 'view_only';
  return person.role === 'admin' ? null : 'owner_only';
}

/**
 * Why this person may not open a wizard or activate for this account; null when they may. A wizard acts as the owner and
 * asks for the owner's own credentials, so an admin may not go there on the owner's behalf.
 */
export function wizardRefusal(person: Person, accountId: string): 'view_only' | 'owner_only' | null {
  if (person.viewOnly) return 'view_only';
  return person.account?.id === accountId ? null : 'owner_only';
}
