import type { SignedIn } from '#src/features/session/signed-in.ts';

/**
 * To whom an instance is explained. `owner`: may do what it needs. `onlooker`: of the same account, but may look only.
 * `admin`: looks after everybody's, and does for an owner only what is not the owner's alone.
 */
export interface Reader {
  voice: 'owner' | 'onlooker' | 'admin';
  hasUpgradeHook: boolean;
  /** What the company is called whose systems supply values. */
  company: string;
}

export function readerOf({ person, hasUpgradeHook, companyName }: SignedIn): Reader {
  const voice = person.role === 'admin' ? 'admin' : person.viewOnly ? 'onlooker' : 'owner';
  return { voice, hasUpgradeHook, company: companyName };
}
