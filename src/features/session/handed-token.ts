import { atom } from 'nanostores';
import * as z from 'zod/mini';
import type { Person } from '#contract/people.ts';
import { signInWithToken } from './sign-in.ts';

/** A token that the company's own product handed over, and whom it names by its own account. */
export interface HandedToken {
  token: string;
  name: string | null;
  accountName: string | null;
  accountExternalId: string | null;
  /** It is good for one use, which has begun. */
  isUsed: boolean;
}

/**
 * The token that waits for the person's word. It stands outside React: the page mounts anew when somebody else turns out
 * to be signed in, and by then it is no longer in the address.
 */
export const handedToken = atom<HandedToken | null>(null);

const prefix = '#token=';

const orNull = z.catch(z.nullable(z.string()), null);

const claimsSchema = z.object({ name: orNull, account: orNull, account_name: orNull });

/** Whether the address holds a token. */
export function holdsToken(hash: string): boolean {
  return hash.startsWith(prefix);
}

/**
 * Takes a token out of the address, so that it stays neither there nor in the history. A fragment is sent to no server and
 * stands in no referrer.
 */
export function takeToken(): void {
  if (!holdsToken(location.hash)) return;
  const token = location.hash.slice(prefix.length);
  history.replaceState(history.state, '', location.pathname + location.search);
  const { name, account, account_name: accountName } = readClaims(token);
  handedToken.set({ token, name, accountName: accountName ?? account, accountExternalId: account, isUsed: false });
}

/** Leaves the token unused; it ends by itself. */
export function leaveToken(): void {
  handedToken.set(null);
}

/** Signs in with the token, once. Throws `ProblemError`. */
export async function redeemToken(): Promise<void> {
  const handed = handedToken.get();
  if (!handed || handed.isUsed) return;
  handedToken.set({ ...handed, isUsed: true });
  await signInWithToken(handed.token, leaveToken);
}

/** Whether the person who is signed in looks to be the one whom the token names. */
export function seemsToName(handed: HandedToken, person: Person): boolean {
  return handed.name === person.name && handed.accountExternalId === (person.account?.externalId ?? null);
}

/** What an unchecked token says, only to tell the person whom it would sign in; the server checks it. */
function readClaims(token: string): z.infer<typeof claimsSchema> {
  try {
    const body = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(body), (character) => character.codePointAt(0) ?? 0);
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return z.parse(claimsSchema, claims);
  } catch {
    return { name: null, account: null, account_name: null };
  }
}
