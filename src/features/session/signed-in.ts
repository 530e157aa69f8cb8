import { createContext, use } from 'react';
import type { Person } from '#contract/people.ts';
import type { Session } from './session.ts';

export type SignedIn = Omit<Session, 'person'> & { person: Person };

export const SignedInContext = createContext<SignedIn | null>(null);

/** Who is signed in. Only below the layout that demands it. */
export function useSignedIn(): SignedIn {
  const signedIn = use(SignedInContext);
  if (!signedIn) throw new Error('useSignedIn is for pages behind the sign-in only');
  return signedIn;
}
