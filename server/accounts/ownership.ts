import type { Person } from '#contract/people.ts';

/**
 * Whether this person may see what belongs to this account. The one place that decides it: every resolver and endpoint
 * asks, and the worker asks again before it writes. What one may not reach does not exist for one.
 */
export function mayReach(person: Person, accountId: string): boolean {
  return person.role === 'admin' || person.account?.id === accountId;
}

/** Why this person may not change what they can see; null when they may. */
export function changeRefusal(person: Person): 'view_only' | null {
  return person.viewOnly ? 'view_only' : null;
}

/**
 * Why this person may not open a wizard or activate for this account; null when they may. A wizard acts as the owner and
 * asks for the owner's own credentials, so an admin may not go there on the owner's behalf.
 */
export function wizardRefusal(person: Person, accountId: string): 'view_only' | 'owner_only' | null {
  if (person.viewOnly) return 'view_only';
  return person.account?.id === accountId ? null : 'owner_only';
}
