import { Suspense } from 'react';
import { Link, Outlet, useLocation } from 'react-router-dom';
import { InstanceActionsProvider } from '#src/features/instances/InstanceActionsProvider.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { WizardDock } from '#src/features/wizard/WizardDock.tsx';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { paths } from '#src/lib/paths.ts';
import { Logo } from '#src/ui/Logo.tsx';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { Toasts } from '#src/ui/Toasts.tsx';
import { removeDialogs, updateDialogs } from '#src/vendors/registry.ts';
import { Activity } from './Activity.tsx';
import { destinationOf, useDestinations } from './navigation.ts';
import { OfflineBanner } from './OfflineBanner.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { QuickAccess } from './QuickAccess.tsx';
import { Rail } from './Rail.tsx';
import styles from './Shell.module.css';

// For administrators alone, and hardly ever.
const ViewedBanner = lazyPage(async () => (await import('#src/features/session/ViewedBanner.tsx')).ViewedBanner);

const messages = i18n('shell', {
  skip: 'Skip to content',
  home: 'Jackfield, to the start page',
  sandbox: 'Sandbox',
});

/** What stands around every page: rail, top bar, and what outlives a navigation. */
export function Shell() {
  const t = useMessages(messages);
  const signedIn = useSignedIn();
  const { person } = signedIn;
  const { pathname } = useLocation();
  const destinations = useDestinations(signedIn);
  const entries = destinations.filter((entry) => entry.isInRail);
  const current = destinationOf(destinations, pathname);

  return (
    <InstanceActionsProvider removeDialogs={removeDialogs} updateDialogs={updateDialogs}>
      <a className={styles['skip']} href="#content">
        {t.skip}
      </a>
      <div className={styles['shell']}>
        <header className={styles['top']}>
          <Link to={paths.root.to()} aria-label={t.home} className={styles['home']}>
            <Logo />
          </Link>
          <p className={styles['where']}>
            <span className={styles['section']}>{current?.label}</span>
            {signedIn.mode === 'sandbox' && <span className={styles['sandbox']}>{t.sandbox}</span>}
          </p>
          <QuickAccess destinations={destinations} />
          <Activity />
          <PersonMenu />
        </header>
        <Rail entries={entries} current={current} />
        <main id="content" tabIndex={-1} className={styles['content']}>
          <OfflineBanner />
          {person.viewedBy && person.account && (
            <Suspense fallback={null}>
              <ViewedBanner account={person.account} until={person.viewedBy.until} />
            </Suspense>
          )}
          <PanelBoundary key={pathname}>
            <Suspense fallback={<SkeletonRows />}>
              <Outlet />
            </Suspense>
          </PanelBoundary>
        </main>
      </div>
      <WizardDock />
      <Toasts />
    </InstanceActionsProvider>
  );
}
