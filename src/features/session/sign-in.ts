import { postOpenIdSignIn, postReturn, postSession } from '#contract/endpoints/session.ts';
import { send } from '#src/api/http.ts';
import { paths, safeReturnPath } from '#src/lib/paths.ts';
import { endConsent, noteSignInOuting } from './outing.ts';
import { enterAs } from './session.ts';

/** Signs in as a demo person; everything read for the former person is forgotten, in other tabs too. */
export async function signInAs(demo: string): Promise<void> {
  const { person } = await send(postSession, { body: { demo } });
  await enterAs(person);
}

/** Signs in with a token that the company's own product has signed. `onTaken` is called before the page changes. */
export async function signInWithToken(token: string, onTaken: () => void): Promise<void> {
  const { person } = await send(postSession, { body: { token } });
  onTaken();
  await enterAs(person);
}

/** Leaves for the identity provider, which sends the browser back to `/return`. `returnTo` is a path of ours. */
export async function leaveForOpenId(returnTo: string): Promise<void> {
  const { url } = await send(postOpenIdSignIn, { body: { returnTo } });
  noteSignInOuting();
  location.assign(url);
}

/** What a third party sends with the browser (OAuth 2.0, 4.1.2; `iss` by RFC 9207). */
export interface ReturnedAnswer {
  code: string;
  state: string;
  iss?: string;
}

/** Hands over what the identity provider sent. Afterwards the page is at the path at which the person began. */
export async function finishOpenId(answer: ReturnedAnswer): Promise<void> {
  const { person, returnTo } = await send(postReturn, { body: answer });
  // Before the caches are dropped: the page then mounts anew, where it is.
  history.replaceState(null, '', safeReturnPath(returnTo, location.origin) ?? paths.instances.to());
  await enterAs(person);
}

/** Hands over what a consent page sent. Resolves to the path of what was saved. Nobody's session begins or ends by it. */
export async function finishConsent(answer: ReturnedAnswer): Promise<string> {
  const { returnTo } = await send(postReturn, { body: answer });
  endConsent();
  return safeReturnPath(returnTo, location.origin) ?? paths.connectors.to();
}
