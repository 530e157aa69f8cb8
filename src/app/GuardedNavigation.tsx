import { useStore } from '@nanostores/react';
import { Suspense, use, useEffect, useLayoutEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { parsePath, UNSAFE_NavigationContext as NavigationContext } from 'react-router-dom';
import type { Navigator, To } from 'react-router-dom';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { leaveQuestion, listenBeforeRouter, whenMayLeave } from '#src/lib/leaving.ts';
import type { LeaveQuestion } from '#src/lib/leaving.ts';
import { hasUnsaved } from '#src/lib/open-work.ts';

const loadDialog = () => import('./LeaveDialog.tsx');
const LeaveDialog = lazyPage<{ question: LeaveQuestion }>(async () => (await loadDialog()).LeaveDialog);

/**
 * Stands between the router and the pages: a navigation to another page waits for the person's word while something typed
 * is not saved. The declarative router has no blocker; its navigator is what every link and `useNavigate` go through.
 */
export function GuardedNavigation({ children }: { children: ReactNode }) {
  const context = use(NavigationContext);
  const isGuarded = useStore(hasUnsaved);
  const question = useStore(leaveQuestion);

  // Effects of what stands within the router come before its own.
  useLayoutEffect(listenBeforeRouter, []);
  useEffect(() => {
    // Asked for before it is needed: the network may be gone by then. When it fails, the question asks for it again.
    if (isGuarded) loadDialog().catch(() => {});
  }, [isGuarded]);
  // Whoever else comes to the page is not asked about what was another's.
  useEffect(() => () => leaveQuestion.set(null), []);

  const guarded = useMemo(() => ({ ...context, navigator: guard(context.navigator) }), [context]);
  return (
    <NavigationContext value={guarded}>
      {children}
      {question && (
        <Suspense fallback={null}>
          <LeaveDialog question={question} />
        </Suspense>
      )}
    </NavigationContext>
  );
}

function guard(navigator: Navigator): Navigator {
  return {
    createHref: navigator.createHref,
    ...(navigator.encodeLocation && { encodeLocation: navigator.encodeLocation }),
    go: navigator.go,
    push: (to, state, options) => whenMayGo(to, () => navigator.push(to, state, options)),
    replace: (to, state, options) => whenMayGo(to, () => navigator.replace(to, state, options)),
  };
}

/** Another search or another place on the same page loses nothing. */
function whenMayGo(to: To, go: () => void): void {
  const { pathname } = typeof to === 'string' ? parsePath(to) : to;
  if (pathname === undefined || pathname === location.pathname) go();
  else whenMayLeave(go);
}
