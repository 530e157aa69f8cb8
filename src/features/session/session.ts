import { queryOptions } from '@tanstack/react-query';
import { type DeploymentResponse, getDeployment } from '#contract/endpoints/deployment.ts';
import { deleteSession, getSession, postSession, type SessionResponse } from '#contract/endpoints/session.ts';
import type { Person } from '#contract/people.ts';
import { dropCaches, queryClient, whenCachesDrop } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { onSignedOut } from '#src/api/signed-out.ts';
import { paths } from '#src/lib/paths.ts';
import { clearToasts } from '#src/ui/toast.ts';

const sessionKey = ['session'] as const;

/** Who is signed in and how this deployment is set up: every page needs both before it can show anything. */
export type Session = SessionResponse & DeploymentResponse;

// Who the caches belong to: undefined before anybody has told, null when nobody is signed in.
let knownPersonId: string | null | undefined;

/** Who is signed in and how this deployment is set up. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 60_000,
  refetchOnWindowFocus: 'always',
  queryFn: async () => {
    const [who, deployment] = await Promise.all([send(getSession), send(getDeployment)]);
    const session: Session = { ...deployment, ...who };
    const personId = session.person?.id ?? null;
    // Another tab may have signed in as somebody else: what is on show here belongs to the former person.
    if (knownPersonId !== undefined && knownPersonId !== personId) queueMicrotask(() => adopt(session));
    knownPersonId = personId;
    return session;
  },
});

/** The session as last read, for code outside React. */
export function currentSession(): Session | undefined {
  return queryClient.getQueryData(sessionQuery.queryKey);
}

function adopt(session: Session): void {
  knownPersonId = session.person?.id ?? null;
  dropCaches();
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

async function become(person: Person | null): Promise<void> {
  adopt({ ...(currentSession() ?? (await send(getDeployment))), person });
}

whenCachesDrop(clearToasts);

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('jackfield.session');

/** Signs in as a demo person; everything read for the former person is forgotten, in other tabs too. */
export async function signInAs(demo: string): Promise<void> {
  const { person } = await send(postSession, { body: { demo } });
  await become(person);
  tellOtherTabs();
}

/** Signs out and shows the sign-in page, here and in other tabs. */
export async function signOut(): Promise<void> {
  await send(deleteSession);
  history.replaceState(null, '', paths.signIn.to());
  await become(null);
  tellOtherTabs();
}

// Another tab signed in or out.
function forgetPerson(): void {
  knownPersonId = undefined;
  dropCaches();
}

// A page taken out of the back/forward cache may show a person who has signed out since.
function onPageShow(event: PageTransitionEvent): void {
  if (event.persisted) void queryClient.invalidateQueries({ queryKey: sessionKey });
}

function tellOtherTabs(): void {
  // A channel reaches this origin only and takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage('changed');
}

/** Connects the caches to the session's end, whoever notices it. Returns what undoes it. */
export function watchSession(): () => void {
  onSignedOut(() => {
    const session = currentSession();
    if (session?.person) adopt({ ...session, person: null });
  });
  channel?.addEventListener('message', forgetPerson);
  window.addEventListener('pageshow', onPageShow);
  return () => {
    onSignedOut(() => {});
    channel?.removeEventListener('message', forgetPerson);
    window.removeEventListener('pageshow', onPageShow);
  };
}
