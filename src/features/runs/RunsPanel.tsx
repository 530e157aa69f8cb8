import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { formatMoment, formatNumber, momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { SelectFilter } from '#src/ui/SelectFilter.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { ReplayDialog } from './replay.ts';
import type { RunDayProps } from './RunDay.tsx';
import { RunDaySkeleton } from './RunDaySkeleton.tsx';
import { isNarrowed, readRunFilter, stateChoices, toRunFilter, writeRunFilter } from './run-filter.ts';
import type { RunFilterChoice } from './run-filter.ts';
import type { RunData } from './run-queries.ts';
import { runWords } from './run-words.ts';
import { isIncomplete, RunOutcomes } from './RunOutcomes.tsx';
import { RunTable } from './RunTable.tsx';
import styles from './RunsPanel.module.css';
import { useRunList } from './use-run-list.ts';

const messages = i18n('runsPanel', {
  filter: 'Which runs',
  all: 'All runs',
  failed: 'Failed',
  unmended: 'Failed, not replayed',
  succeeded: 'Succeeded',
  runs: count({ one: '{count} run', other: '{count} runs' }),
  atLeast: params<{ count: string }>('The newest {count} runs'),
  reading: 'Reading…',
  none: 'No runs yet',
  noneText: 'Each time one of its flows starts, the run stands here with its steps and what was logged.',
  noneMatch: 'No runs match',
  noneMatchText: 'There are none with this filter.',
  clear: 'Show all runs',
  between: params<{ from: string; to: string }>('Started between {from} and {to}.'),
  since: params<{ from: string }>('Started at {from} or later.'),
  until: params<{ to: string }>('Started at {to} or before.'),
  clearTime: 'Any time',
  ofFlow: params<{ flow: string }>('Only runs of the flow {flow}.'),
  ofOneFlow: 'Only runs of one flow.',
  clearFlow: 'All flows',
  more: 'Load more',
  loading: 'Loading…',
});

const RunDay = lazyPage<RunDayProps>(async () => (await import('./RunDay.tsx')).RunDay);

/** Runs of one instance, or of all that the person may see, with the filter in the address. */
export function RunsPanel({
  instanceId,
  tools,
}: {
  /** Null: of every instance, unless the address names one. */
  instanceId: string | null;
  /** Stand before the filter. */
  tools?: ReactNode;
}) {
  const t = useMessages(messages);
  const words = useMessages(runWords);
  const { person } = useSignedIn();
  if (person.viewOnly) {
    return (
      <Banner tone="note" lamp="off">
        {words.viewOnly}
      </Banner>
    );
  }
  return <Runs instanceId={instanceId} tools={tools} t={t} />;
}

function Runs({
  instanceId,
  tools,
  t,
}: {
  instanceId: string | null;
  tools: ReactNode;
  t: ReturnType<typeof messages.get>;
}) {
  const [search, setSearch] = useSearchParams();
  const location: { state: unknown } = useLocation();
  const chosen = readRunFilter(search);
  const choice: RunFilterChoice = { ...chosen, instanceId: instanceId ?? chosen.instanceId };
  const list = useRunList(toRunFilter(choice));
  const [replayed, setReplayed] = useState<RunData | null>(null);
  const { runs } = list;
  const replayedIn = instanceId ?? replayed?.row?.id ?? null;

  const choose = (change: Partial<RunFilterChoice>) =>
    setSearch((before) => writeRunFilter(before, change), {
      replace: true,
      preventScrollReset: true,
      state: location.state,
    });

  return (
    <>
      <PanelBoundary>
        <Suspense fallback={<RunDaySkeleton />}>
          <RunDay
            instanceId={choice.instanceId}
            onHour={(from, to) => choose({ from, to })}
            onFailed={() => choose({ state: 'unmended' })}
          />
        </Suspense>
      </PanelBoundary>
      <div className={styles['tools']}>
        {tools}
        <SelectFilter
          label={t.filter}
          value={choice.state === 'all' ? '' : choice.state}
          options={stateChoices.map((state) => ({ value: state === 'all' ? '' : state, label: t[state] }))}
          onChange={(value) => choose({ state: stateChoices.find((known) => known === value) ?? 'all' })}
        />
        <output className={styles['count']}>{counted()}</output>
      </div>
      <TimeNote choice={choice} onClear={() => choose({ from: null, to: null })} />
      {choice.flowId !== null && (
        <p className={styles['narrowed']}>
          {runs?.[0]?.flowName ? t.ofFlow({ flow: `\u2068${runs[0].flowName}\u2069` }) : t.ofOneFlow}
          <Button size="small" variant="plain" onClick={() => choose({ flowId: null })}>
            {t.clearFlow}
          </Button>
        </p>
      )}
      <div className={styles['notices']}>
        <RunOutcomes
          outcomes={list.outcomes}
          problem={list.problem}
          hasKept={runs !== null && runs.length > 0}
          onAgain={list.reload}
        />
      </div>
      {body()}
      {replayed && replayedIn !== null && (
        <PanelBoundary key={replayed.id}>
          <Suspense fallback={null}>
            <ReplayDialog
              instanceId={replayedIn}
              instanceName={replayed.instanceName}
              run={replayed}
              onClose={() => setReplayed(null)}
            />
          </Suspense>
        </PanelBoundary>
      )}
    </>
  );

  function counted(): string {
    if (runs === null) return list.problem ? '' : t.reading;
    if (list.totalCount !== null) return t.runs(list.totalCount);
    return list.hasMore ? t.atLeast({ count: formatNumber(runs.length) }) : t.runs(runs.length);
  }

  function body(): ReactNode {
    const hasFailed =
      list.problem !== null ||
      list.outcomes.some((outcome) => !['ok', 'empty'].includes(outcome.state) && !isIncomplete(outcome));
    if (runs === null) return hasFailed ? null : <SkeletonRows />;
    if (runs.length === 0) {
      if (hasFailed) return null;
      const all = { state: 'all', flowId: null, from: null, to: null } as const;
      return isNarrowed(choice) ? (
        <EmptyState title={t.noneMatch} action={<Button onClick={() => choose(all)}>{t.clear}</Button>}>
          {t.noneMatchText}
        </EmptyState>
      ) : (
        <EmptyState title={t.none}>{t.noneText}</EmptyState>
      );
    }
    return (
      <div className={hasFailed ? styles['stale'] : undefined}>
        <RunTable runs={runs} instanceId={instanceId} onReplay={setReplayed} />
        {list.hasMore && (
          <p className={styles['more']}>
            <Button disabledReason={list.isLoadingMore ? t.loading : null} onClick={list.loadMore}>
              {t.more}
            </Button>
          </p>
        )}
      </div>
    );
  }
}

/** That only a stretch of time is on show, which no other filter tells. */
function TimeNote({ choice: { from, to }, onClear }: { choice: RunFilterChoice; onClear: () => void }) {
  const t = useMessages(messages);
  const [first, last] = [momentOf(from), momentOf(to)];
  if (first === null && last === null) return null;
  const said =
    first === null
      ? t.until({ to: formatMoment(last ?? 0) })
      : last === null
        ? t.since({ from: formatMoment(first) })
        : t.between({ from: formatMoment(first), to: formatMoment(last) });
  return (
    <p className={styles['narrowed']}>
      {said}
      <Button size="small" variant="plain" onClick={onClear}>
        {t.clearTime}
      </Button>
    </p>
  );
}
