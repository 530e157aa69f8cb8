import { queryOptions } from '@tanstack/react-query';
import { type DeploymentResponse, getDeployment } from '#contract/endpoints/deployment.ts';
import { deleteSession, getSession, type SessionResponse } from '#contract/endpoints/session.ts';
import { deleteViewAs, postViewAs } from '#contract/endpoints/view-as.ts';
import { identityOf, type Person } from '#contract/people.ts';
import { dropCaches, queryClient, whenCachesDrop } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';
import { refresh } from '#src/api/refresh.ts';
import { onSignedOut } from '#src/api/signed-out.ts';
import { isWorkOpen } from '#src/lib/open-work.ts';
import { paths } from '#src/lib/paths.ts';
import { keepPreferences } from '#src/lib/preferences.ts';
import { clearToasts } from '#src/ui/toast.ts';
import { endInterruption, interrupt, interrupted } from './interruption.ts';

const sessionKey = ['session'] as const;

/** Who is signed in and how this deployment is set up: every page needs both before it can show anything. */
export type Session = SessionResponse & DeploymentResponse;

// Whom the caches belong to, by identity: undefined before anybody has told, null when nobody is signed in.
let knownPersonId: string | null | undefined;

/** Who is signed in and how this deployment is set up. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 60_000,
  refetchOnWindowFocus: 'always',
  queryFn: async () => {
    const [who, deployment] = await Promise.all([send(getSession), send(getDeployment)]);
    return heed({ ...deployment, ...who });
  },
});

/** Draws the consequences of a fresh answer about who is signed in, and answers what the page is to go by. */
function heed(session: Session): Session {
  const personId = session.person && identityOf(session.person);
  const former = interrupted.get() ?? currentSession()?.person;
  // Nobody there any more, and something under way: it is kept for the one who began it, and shown to nobody.
  if (personId === null && former && (interrupted.get() || isWorkOpen())) {
    interrupt(former);
    return { ...session, person: former };
  }
  if (interrupted.get()) queueMicrotask(() => goOnAs(session));
  // Another tab may have signed in as somebody else: what is on show here belongs to the former person.
  else if (knownPersonId !== undefined && knownPersonId !== personId) queueMicrotask(() => adopt(session));
  knownPersonId = personId;
  return session;
}

/** The session as last read, for code outside React. */
export function currentSession(): Session | undefined {
  return queryClient.getQueryData(sessionQuery.queryKey);
}

function adopt(session: Session): void {
  knownPersonId = session.person && identityOf(session.person);
  dropCaches();
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

/** Somebody has signed in: where they are the one whose work is kept, it goes on; else it is theirs no longer. */
function goOnAs(session: Session): void {
  const former = interrupted.get();
  if (!former || !session.person || identityOf(former) !== identityOf(session.person)) {
    // The address may name something of the former person's.
    if (former) history.replaceState(null, '', paths.root.to());
    adopt(session);
    return;
  }
  knownPersonId = identityOf(former);
  queryClient.setQueryData(sessionQuery.queryKey, session);
  endInterruption(true);
  refresh('instance');
  refresh('operation');
  refresh('template');
}

/** Gives up what was kept for the person whose session ended, and shows the sign-in page. */
export function giveUpInterrupted(): void {
  const session = currentSession();
  history.replaceState(null, '', paths.signIn.to());
  if (session) adopt({ ...session, person: null });
}

async function become(person: Person | null): Promise<void> {
  const session: Session = { ...(currentSession() ?? (await send(getDeployment))), person };
  if (person) goOnAs(session);
  else adopt(session);
}

whenCachesDrop(clearToasts);

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('jackfield.session');

/** Somebody has signed in: everything read for the former person is forgotten, in other tabs too. */
export async function enterAs(person: Person | null): Promise<void> {
  await become(person);
  tellOtherTabs('signed-in');
}

/** Signs out and shows the sign-in page, here and in other tabs. */
export async function signOut(): Promise<void> {
  const writePreferences = keepPreferences();
  await send(deleteSession);
  writePreferences();
  history.replaceState(null, '', paths.signIn.to());
  await become(null);
  tellOtherTabs('signed-out');
}

/** Has this session look as an account. All that was read before is forgotten, here and in other tabs. */
export async function lookAs(accountId: string, reason: string): Promise<void> {
  const { person } = await send(postViewAs, { body: { accountId, ...(reason !== '' && { reason }) } });
  await becomeAt(paths.instances.to(), person);
}

/** The session is the administrator's own again, on the page of the account that it looked as. */
export async function stopLooking(): Promise<void> {
  const account = currentSession()?.person?.account;
  const { person } = await send(deleteViewAs);
  await becomeAt(account ? paths.account.to(account.id) : paths.root.to(), person);
}

/** Asks who is signed in, when something may have changed it. */
export function askWhoIsIn(): Promise<void> {
  return queryClient.refetchQueries({ queryKey: sessionKey });
}

async function becomeAt(path: string, person: Person | null): Promise<void> {
  history.replaceState(null, '', path);
  adopt({ ...(currentSession() ?? (await send(getDeployment))), person });
  tellOtherTabs('signed-in');
}

type Change = 'signed-in' | 'signed-out';

function onOtherTab(event: MessageEvent): void {
  const person = currentSession()?.person;
  if (event.data === ('signed-in' satisfies Change) && person && (interrupted.get() || isWorkOpen())) {
    // It may be the same person again. Until the server has told who, nothing is shown.
    interrupt(person);
    void queryClient.refetchQueries({ queryKey: sessionKey });
    return;
  }
  knownPersonId = undefined;
  dropCaches();
}

// A page taken out of the back/forward cache may show a person who has signed out since.
function onPageShow(event: PageTransitionEvent): void {
  if (event.persisted) void queryClient.invalidateQueries({ queryKey: sessionKey });
}

function tellOtherTabs(change: Change): void {
  // A channel reaches this origin only and takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage(change);
}

/** Connects the caches to the session's end, whoever notices it. Returns what undoes it. */
export function watchSession(): () => void {
  onSignedOut(() => {
    const session = currentSession();
    if (!session?.person || interrupted.get()) return;
    if (isWorkOpen()) interrupt(session.person);
    else adopt({ ...session, person: null });
  });
  channel?.addEventListener('message', onOtherTab);
  window.addEventListener('pageshow', onPageShow);
  return () => {
    onSignedOut(() => {});
    channel?.removeEventListener('message', onOtherTab);
    window.removeEventListener('pageshow', onPageShow);
  };
}
