import { Suspense, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import type { DeploymentPageData } from '#src/features/deployments/deployment-queries.ts';
import { deploymentWords, ownerWord, visibilityWord } from '#src/features/deployments/deployment-words.ts';
import { DeploymentActions } from '#src/features/deployments/DeploymentActions.tsx';
import { DeploymentDialogs } from '#src/features/deployments/DeploymentDialogs.tsx';
import type { AskedDialog } from '#src/features/deployments/DeploymentDialogs.tsx';
import { FollowedWork } from '#src/features/deployments/FollowedWork.tsx';
import { cameFrom } from '#src/lib/from-here.ts';
import { paths } from '#src/lib/paths.ts';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { applyChange } from '#src/features/instances/pending-changes.ts';
import type { PendingChange } from '#src/features/instances/pending-changes.ts';
import { RowNote } from '#src/features/instances/RowNote.tsx';
import { StatusLamp } from '#src/features/instances/StatusLamp.tsx';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import type { JobsListProps } from '#src/features/jobs/JobsList.tsx';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Icon } from '#src/ui/Icon.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { Tabs } from '#src/ui/Tabs.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { DeploymentAbout } from './DeploymentAbout.tsx';
import styles from './DeploymentView.module.css';

const messages = i18n('deploymentView', {
  back: 'Back to the list',
  tabs: 'About this solution',
  about: 'About',
  jobs: 'Jobs',
  fromIndex: params<{ what: string; vendor: string }>(
    '{what} Shown is what was read before; all else comes back when {vendor} answers.',
  ),
  gone: params<{ what: string; vendor: string }>(
    '{what} Shown is what was read before; it leaves the lists by itself with the next complete reading of {vendor}.',
  ),
  everybodys: 'It is everybody’s: you can run it, and only administrators may change it.',
});

const JobsList = lazyPage<JobsListProps>(async () => (await import('#src/features/jobs/JobsList.tsx')).JobsList);

const tabKey = 'tab';

/** A deployed solution as read. */
export function DeploymentView({
  instance,
  problem,
  change,
}: {
  instance: DeploymentPageData;
  /** Why the newest request failed; the answer before stays. */
  problem: ClientProblem | null;
  change: PendingChange | undefined;
}) {
  const t = useMessages(messages);
  const words = useMessages(deploymentWords);
  const problems = useMessages(problemMessages);
  const { person } = useSignedIn();
  const location: { pathname: string; state: unknown } = useLocation();
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<AskedDialog | null>(null);
  const row = applyChange(instance.row, change);
  const { detail } = instance;
  const { deployment } = instance;
  const isJobs = search.get(tabKey) === 'jobs';
  const [wereJobsShown, setWereJobsShown] = useState(isJobs);
  if (isJobs && !wereJobsShown) setWereJobsShown(true);
  const visibility = detail?.visibility ?? deployment?.visibility ?? 'unknown';
  const name = deployment?.name ?? row.name;

  function show(key: 'about' | 'jobs') {
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (key === 'about') after.delete(tabKey);
        else after.set(tabKey, key);
        return after;
      },
      { replace: true, preventScrollReset: true, state: location.state },
    );
  }

  return (
    <>
      <PageHeader
        title={<bdi>{row.name || row.vendorId}</bdi>}
        documentTitle={row.name || row.vendorId}
        lead={
          <Link to={cameFrom(location) ?? paths.deployments.to()} className={styles['back']}>
            <Icon name="back" /> {t.back}
          </Link>
        }
        meta={
          <>
            <div className={styles['state']}>
              <StatusLamp row={row} change={change} />
            </div>
            <p className={styles['about']}>
              <span>
                <VendorGlyph vendor={row.vendor} /> {deployment && words.version({ version: deployment.version })}
              </span>
              {deployment && <bdi>{ownerWord(words, deployment.owner)}</bdi>}
              {person.role === 'admin' && deployment?.isPublic === false && <bdi>{row.account.name}</bdi>}
              <span>{visibilityWord(words, visibility)}</span>
            </p>
          </>
        }
        actions={
          deployment && (
            <DeploymentActions
              deployment={{ ...deployment, row, visibility }}
              mayChange={detail?.mayChange ?? (person.role === 'admin' || !deployment.isPublic)}
              onPage
              onRun={() => setAsked({ ask: 'run', deployment })}
              onVisibility={() => setAsked({ ask: 'visibility', deployment: { ...deployment, visibility } })}
            />
          )
        }
      />
      <div className={styles['notices']}>
        <FollowedWork />
        <OutcomeBanners outcomes={[]} problem={problem} />
        {!detail && missing()}
        {detail && !detail.mayChange && deployment?.isPublic && person.role !== 'admin' && (
          <Banner tone="note" lamp="off">
            {t.everybodys}
          </Banner>
        )}
        <RowNote row={row} change={change} onPage />
      </div>
      <Tabs
        label={t.tabs}
        shown={isJobs ? 'jobs' : 'about'}
        onShow={show}
        tabs={[
          {
            key: 'about',
            label: t.about,
            panel: <DeploymentAbout row={row} name={name} deployment={deployment} instance={instance} />,
          },
          {
            key: 'jobs',
            label: t.jobs,
            panel: wereJobsShown && (
              <Suspense fallback={<SkeletonRows />}>
                <JobsList instanceId={row.id} accountId={deployment?.isPublic ? null : row.account.id} />
              </Suspense>
            ),
          },
        ]}
      />
      <DeploymentDialogs asked={asked} onClose={() => setAsked(null)} />
    </>
  );

  function missing() {
    const { what } = wordsOfProblem(problems, {
      ...plainProblem(toProblemCode(instance.problemCode ?? 'vendor_unavailable')),
      vendor: row.vendor,
      instance: { id: row.id, name: row.name },
    });
    const said = instance.problemCode === 'gone' ? t.gone : t.fromIndex;
    return <Banner tone="warn">{said({ what, vendor: vendorNames[row.vendor] })}</Banner>;
  }
}
