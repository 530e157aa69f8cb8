import { postOpenIdSignIn, postReturn, postSession } from '#contract/endpoints/session.ts';
import { send } from '#src/api/http.ts';
import { paths, safeReturnPath } from '#src/lib/paths.ts';
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
  location.assign(url);
}

/** Hands over what the identity provider sent. Afterwards the page is at the path at which the person began. */
export async function finishOpenId(answer: { code: string; state: string; iss?: string }): Promise<void> {
  const { person, returnTo } = await send(postReturn, { body: answer });
  // Before the caches are dropped: the page then mounts anew, where it is.
  history.replaceState(null, '', safeReturnPath(returnTo, location.origin) ?? paths.instances.to());
  await enterAs(person);
}
