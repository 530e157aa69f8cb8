import { Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { paths } from '#src/lib/paths.ts';
import { InstancesPage } from '#src/pages/InstancesPage/InstancesPage.tsx';
import { SignedInLayout } from './SignedInLayout.tsx';

const SignInPage = lazyPage(async () => (await import('#src/pages/SignInPage/SignInPage.tsx')).SignInPage);
const ReturnPage = lazyPage(async () => (await import('#src/pages/ReturnPage/ReturnPage.tsx')).ReturnPage);
const AdminInstancesPage = lazyPage(
  async () => (await import('#src/pages/InstancesPage/AdminInstancesPage.tsx')).AdminInstancesPage,
);
const InstancePage = lazyPage(async () => (await import('#src/pages/InstancePage/InstancePage.tsx')).InstancePage);
const ConfigurePage = lazyPage(async () => (await import('#src/pages/ConfigurePage/ConfigurePage.tsx')).ConfigurePage);
const CataloguePage = lazyPage(async () => (await import('#src/pages/CataloguePage/CataloguePage.tsx')).CataloguePage);
const ConnectorsPage = lazyPage(
  async () => (await import('#src/pages/ConnectorsPage/ConnectorsPage.tsx')).ConnectorsPage,
);
const MarketplacePage = lazyPage(
  async () => (await import('#src/pages/MarketplacePage/MarketplacePage.tsx')).MarketplacePage,
);
const ConnectorInstancePage = lazyPage(
  async () => (await import('#src/pages/ConnectorInstancePage/ConnectorInstancePage.tsx')).ConnectorInstancePage,
);
const AddInstancePage = lazyPage(
  async () => (await import('#src/pages/AddInstancePage/AddInstancePage.tsx')).AddInstancePage,
);
const OperationsPage = lazyPage(
  async () => (await import('#src/pages/OperationsPage/OperationsPage.tsx')).OperationsPage,
);
const DeploymentsPage = lazyPage(
  async () => (await import('#src/pages/DeploymentsPage/DeploymentsPage.tsx')).DeploymentsPage,
);
const DeploymentPage = lazyPage(
  async () => (await import('#src/pages/DeploymentPage/DeploymentPage.tsx')).DeploymentPage,
);
const JobPage = lazyPage(async () => (await import('#src/pages/JobPage/JobPage.tsx')).JobPage);
const RunsPage = lazyPage(async () => (await import('#src/pages/RunsPage/RunsPage.tsx')).RunsPage);
const RunPage = lazyPage(async () => (await import('#src/pages/RunPage/RunPage.tsx')).RunPage);
const BulkPage = lazyPage(async () => (await import('#src/pages/BulkPage/BulkPage.tsx')).BulkPage);
const DebugPage = lazyPage(async () => (await import('#src/pages/DebugPage/DebugPage.tsx')).DebugPage);
const AccountsPage = lazyPage(async () => (await import('#src/pages/AccountsPage/AccountsPage.tsx')).AccountsPage);
const AccountPage = lazyPage(async () => (await import('#src/pages/AccountPage/AccountPage.tsx')).AccountPage);
const OverviewPage = lazyPage(async () => (await import('#src/pages/OverviewPage/OverviewPage.tsx')).OverviewPage);
const AuditPage = lazyPage(async () => (await import('#src/pages/AuditPage/AuditPage.tsx')).AuditPage);
const UpgradesPage = lazyPage(async () => (await import('#src/pages/UpgradesPage/UpgradesPage.tsx')).UpgradesPage);
const SettingsPage = lazyPage(async () => (await import('#src/pages/SettingsPage/SettingsPage.tsx')).SettingsPage);
const NotFoundPage = lazyPage(async () => (await import('#src/pages/NotFoundPage/NotFoundPage.tsx')).NotFoundPage);

/** Which page stands at which address. The instances list comes with the first load, all others with their first visit. */
export function AppRoutes() {
  return (
    <Routes>
      <Route
        path={paths.signIn.pattern}
        element={
          <Suspense fallback={null}>
            <SignInPage />
          </Suspense>
        }
      />
      <Route
        path={paths.return.pattern}
        element={
          <Suspense fallback={null}>
            <ReturnPage />
          </Suspense>
        }
      />
      <Route element={<SignedInLayout />}>
        <Route path={paths.root.pattern} element={<Navigate to={paths.instances.to()} replace />} />
        <Route path={paths.instances.pattern} element={<InstancesPage />} />
        <Route path={paths.instance.pattern} element={<InstancePage />} />
        <Route path={paths.configure.pattern} element={<ConfigurePage />} />
        <Route path={paths.catalogue.pattern} element={<CataloguePage />} />
        <Route path={paths.connectors.pattern} element={<ConnectorsPage />} />
        <Route path={paths.marketplace.pattern} element={<MarketplacePage />} />
        <Route path={paths.connectorInstance.pattern} element={<ConnectorInstancePage />} />
        <Route path={paths.addInstance.pattern} element={<AddInstancePage />} />
        <Route path={paths.settings.pattern} element={<SettingsPage />} />
        <Route path={paths.deployments.pattern} element={<DeploymentsPage />} />
        <Route path={paths.deployment.pattern} element={<DeploymentPage />} />
        <Route path={paths.job.pattern} element={<JobPage />} />
        <Route path={paths.runs.pattern} element={<RunsPage />} />
        <Route path={paths.instanceRun.pattern} element={<RunPage />} />
        <Route path={paths.operations.pattern} element={<OperationsPage />} />
        <Route path={paths.admin.pattern} element={<OverviewPage />} />
        <Route path={paths.adminUpgrades.pattern} element={<UpgradesPage />} />
        <Route path={paths.adminInstances.pattern} element={<AdminInstancesPage />} />
        <Route path={paths.adminAudit.pattern} element={<AuditPage />} />
        <Route path={paths.adminAccounts.pattern} element={<AccountsPage />} />
        <Route path={paths.account.pattern} element={<AccountPage />} />
        <Route path={paths.bulk.pattern} element={<BulkPage />} />
        <Route path={paths.debug.pattern} element={<DebugPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
