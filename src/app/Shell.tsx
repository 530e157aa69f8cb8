import { Suspense } from 'react';
import { Link, Outlet, useLocation } from 'react-router-dom';
import { InstanceActionsProvider } from '#src/features/instances/InstanceActionsProvider.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { WizardDock } from '#src/features/wizard/WizardDock.tsx';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { Logo } from '#src/ui/Logo.tsx';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { Toasts } from '#src/ui/Toasts.tsx';
import { removeDialogs, updateDialogs } from '#src/vendors/registry.ts';
import { Activity } from './Activity.tsx';
import { useDestinations } from './navigation.ts';
import { OfflineBanner } from './OfflineBanner.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { QuickAccess } from './QuickAccess.tsx';
import styles from './Shell.module.css';

const messages = i18n('shell', {
  skip: 'Skip to content',
  main: 'Main',
  home: 'Jackfield, to the start page',
  sandbox: 'Sandbox',
});

/** What stands around every page: rail, top bar, and what outlives a navigation. */
export function Shell() {
  const t = useMessages(messages);
  const signedIn = useSignedIn();
  const { pathname } = useLocation();
  const destinations = useDestinations(signedIn);
  const entries = destinations.filter((entry) => entry.isInRail);

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
            <span className={styles['section']}>
              {destinations.find((entry) => isCurrent(entry.to, pathname))?.label}
            </span>
            {signedIn.mode === 'sandbox' && <span className={styles['sandbox']}>{t.sandbox}</span>}
          </p>
          <QuickAccess destinations={destinations} />
          <Activity />
          <PersonMenu />
        </header>
        <nav className={styles['rail']} aria-label={t.main}>
          {entries.map((entry) => (
            <Link
              key={entry.to}
              to={entry.to}
              className={styles['entry']}
              aria-current={isCurrent(entry.to, pathname) ? 'page' : undefined}
            >
              <Icon name={entry.icon} />
              <span>{entry.label}</span>
            </Link>
          ))}
        </nav>
        <main id="content" tabIndex={-1} className={styles['content']}>
          <OfflineBanner />
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

// An instance's page and its debug view belong to the list, whichever of the two lists it was.
function isCurrent(to: string, pathname: string): boolean {
  if (to !== paths.instances.to() && to !== paths.adminInstances.to()) return pathname.startsWith(to);
  if (pathname.startsWith(paths.instances.to()) || pathname.startsWith(paths.admin.to())) return true;
  // Admins have no list of connectors: to them an instance of one is an instance like any other.
  return to === paths.adminInstances.to() && pathname.startsWith(paths.connectors.to());
}
