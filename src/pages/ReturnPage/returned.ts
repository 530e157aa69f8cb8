import type { ReturnedAnswer } from '#src/features/session/sign-in.ts';
import { paths } from '#src/lib/paths.ts';

/** What a third party sent with the browser: an answer to hand over, an error of its own, or nothing we know. */
export type Returned =
  | { kind: 'answer'; answer: ReturnedAnswer }
  | { kind: 'error'; isDenied: boolean }
  | { kind: 'nothing' };

/** Reads the address (OAuth 2.0, 4.1.2). What stands there besides is nobody's to show: an error's text may be anybody's. */
export function takeReturned(): Returned {
  const search = new URLSearchParams(location.search);
  const error = search.get('error');
  if (error !== null) return { kind: 'error', isDenied: error === 'access_denied' };
  const [code, state, iss] = [search.get('code'), search.get('state'), search.get('iss')];
  if (!code || !state) return { kind: 'nothing' };
  return { kind: 'answer', answer: { code, state, ...(iss ? { iss } : {}) } };
}

/** The address at which the same answer is handed over again. */
export function addressOf({ code, state, iss }: ReturnedAnswer): string {
  return `${paths.return.to()}?${String(new URLSearchParams({ code, state, ...(iss === undefined ? {} : { iss }) }))}`;
}
