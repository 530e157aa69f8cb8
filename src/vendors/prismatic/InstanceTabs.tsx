import { Suspense, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import type { DeployableDetail } from '#src/features/instances/deployable-detail.ts';
import type { TimelineEntry } from '#src/features/instances/instance-detail-query.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { Tabs } from '#src/ui/Tabs.tsx';
import { FlowsTab } from './FlowsTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';

const messages = i18n('prismaticTabs', {
  label: 'About the instance',
  overview: 'Overview',
  flows: 'Flows',
  runs: 'Runs',
  logs: 'Logs',
});

const RunsPanel = lazyPage<{ instanceId: string }>(
  async () => (await import('#src/features/runs/RunsPanel.tsx')).RunsPanel,
);
const LogsPanel = lazyPage<{ instanceId: string; run: null }>(
  async () => (await import('#src/features/runs/LogsPanel.tsx')).LogsPanel,
);

const parameter = 'tab';
const keys = ['overview', 'flows', 'runs', 'logs'] as const;

/** What there is to see of an instance, of which the address says what is shown. Runs and logs are asked for when they are first wanted. */
export function InstanceTabs({
  row,
  detail,
  timeline,
}: {
  row: InstanceRowData;
  detail: DeployableDetail;
  timeline: readonly TimelineEntry[];
}) {
  const t = useMessages(messages);
  const [search, setSearch] = useSearchParams();
  const location: { state: unknown } = useLocation();
  const shown = keys.find((key) => key === search.get(parameter)) ?? 'overview';
  const [opened, setOpened] = useState<readonly string[]>([shown]);
  if (!opened.includes(shown)) setOpened([...opened, shown]);

  function show(key: (typeof keys)[number]) {
    setSearch(key === 'overview' ? {} : { [parameter]: key }, {
      replace: true,
      preventScrollReset: true,
      state: location.state,
    });
  }

  const panels = {
    overview: <OverviewTab row={row} detail={detail} timeline={timeline} />,
    flows: <FlowsTab row={row} flows={detail.flows} />,
    runs: <RunsPanel instanceId={row.id} />,
    logs: <LogsPanel instanceId={row.id} run={null} />,
  };

  return (
    <Tabs
      label={t.label}
      shown={shown}
      onShow={show}
      tabs={keys.map((key) => ({
        key,
        label: t[key],
        panel: opened.includes(key) && (
          <PanelBoundary>
            <Suspense fallback={<SkeletonRows />}>{panels[key]}</Suspense>
          </PanelBoundary>
        ),
      }))}
    />
  );
}
