import { safeReturnPath } from '#src/lib/paths.ts';

/**
 * What the whole page was left for, to a third party that sends the browser back to `/return`: a sign-in, or the consent that
 * an instance's credentials need. What is kept in the meantime is a path of ours, and nothing of either. A sign-in may
 * come between a consent and its return, when the session ended there.
 */
export type Outing = { kind: 'sign-in' } | { kind: 'consent'; backTo: string };

const signInKey = 'jackfield.sign-in';
const consentKey = 'jackfield.consent';

/** Notes that the page is left for the identity provider. */
export function noteSignInOuting(): void {
  sessionStorage.setItem(signInKey, 'yes');
}

/** Whether a browser may be sent there: a page of the web, and nothing that runs here. */
export function isConsentPage(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

/**
 * Leaves for a third party's consent page. `backTo`: the path of ours at which the person goes on when nothing comes of it.
 * What is unsaved must be let go of before, or the browser asks whether to leave.
 */
export function leaveForConsent(url: string, backTo: string): void {
  sessionStorage.removeItem(signInKey);
  sessionStorage.setItem(consentKey, backTo);
  location.assign(url);
}

/** What the page was left for last; null when this tab knows of nothing. */
export function takeOuting(): Outing | null {
  if (sessionStorage.getItem(signInKey) !== null) {
    sessionStorage.removeItem(signInKey);
    return { kind: 'sign-in' };
  }
  const backTo = safeReturnPath(sessionStorage.getItem(consentKey), location.origin);
  return backTo === null ? null : { kind: 'consent', backTo };
}

/** Nobody comes back from the consent any more. */
export function endConsent(): void {
  sessionStorage.removeItem(consentKey);
}
