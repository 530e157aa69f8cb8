import { useEffect, useId, useState } from 'react';
import { useQuery } from 'urql';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { DataTable } from '#src/ui/DataTable.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { formatHour } from './hour-words.ts';
import { HourBars } from './HourBars.tsx';
import { runCountsQuery } from './run-queries.ts';
import type { RunCountData } from './run-queries.ts';
import { RunDaySkeleton } from './RunDaySkeleton.tsx';
import { RunOutcomes } from './RunOutcomes.tsx';
import styles from './RunDay.module.css';
import panel from './RunsPanel.module.css';

const messages = i18n('runDay', {
  title: 'How did the last 24 hours go?',
  none: 'Nothing ran.',
  runs: count({ one: '{count} run,', other: '{count} runs,' }),
  noneFailed: 'none of them failed.',
  failed: count({ one: '{count} failed.', other: '{count} failed.' }),
  showFailed: 'Show what is not mended',
  table: 'As a table',
  hour: 'Hour from',
  all: 'Runs',
  failedOnes: 'Failed',
  others: 'Others',
  show: params<{ time: string }>('Runs from {time}'),
});

const hours = 24;
const hourMs = 60 * 60_000;
const askAgainMs = 60_000;

export interface RunDayProps {
  /** Null: of all that the person may see. */
  instanceId: string | null;
  /** Told the hour that was chosen, as ISO 8601. */
  onHour: (from: string, to: string) => void;
  onFailed: () => void;
}

/** The runs of the last day, hour by hour: as bars, and as a table for whoever does not see them. */
export function RunDay({ instanceId, onHour, onFailed }: RunDayProps) {
  const t = useMessages(messages);
  const titleId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [{ data, error }, askAgain] = useQuery({
    query: runCountsQuery,
    variables: { instanceId, hours },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') askAgain({ requestPolicy: 'network-only' });
    }, askAgainMs);
    return () => clearInterval(timer);
  }, [askAgain]);
  const counts = data?.runCounts;
  const problem = error ? problemOfGraphError(error) : null;
  const nodes = counts?.nodes ?? [];
  const all = nodes.reduce((sum, hour) => sum + hour.all, 0);
  const failed = nodes.reduce((sum, hour) => sum + hour.failed, 0);

  if (!counts && !problem) return <RunDaySkeleton />;
  const hasFailed = problem !== null || counts?.outcomes.some(({ state }) => state === 'failed');
  // The list below says the same of the same vendor; one banner is enough for what is not connected.
  if (nodes.length === 0 && !hasFailed) return null;

  return (
    <section className={panel['day']} aria-labelledby={titleId}>
      <div className={styles['head']}>
        <h2 id={titleId}>{t.title}</h2>
        {nodes.length > 0 && (
          <p className={styles['said']}>
            {all === 0 ? t.none : `${t.runs(all)} ${failed === 0 ? t.noneFailed : t.failed(failed)}`}
          </p>
        )}
      </div>
      {hasFailed && (
        <RunOutcomes
          outcomes={counts?.outcomes ?? []}
          problem={problem}
          hasKept={nodes.length > 0}
          onAgain={() => askAgain({ requestPolicy: 'network-only' })}
        />
      )}
      {nodes.length > 0 && (
        <>
          <HourBars hours={nodes} onHour={(hour) => onHour(...stretchOf(hour))} />
          <div className={styles['foot']}>
            <span className={styles['legend']}>
              <Lamp kind="failed" /> {t.failedOnes}
            </span>
            <span className={styles['legend']}>
              <span className={styles['swatch']} aria-hidden="true" /> {t.others}
            </span>
            {failed > 0 && (
              <Button size="small" variant="plain" onClick={onFailed}>
                {t.showFailed}
              </Button>
            )}
          </div>
          {all > 0 && (
            <Disclosure label={t.table} isOpen={isOpen} onToggle={setIsOpen}>
              {isOpen && <HourTable hours={nodes} onHour={onHour} />}
            </Disclosure>
          )}
        </>
      )}
    </section>
  );
}

function HourTable({ hours: nodes, onHour }: { hours: readonly RunCountData[]; onHour: RunDayProps['onHour'] }) {
  const t = useMessages(messages);
  return (
    <DataTable
      label={t.title}
      none={t.none}
      columns={[t.hour, t.all, t.failedOnes]}
      rows={nodes
        .filter((hour) => hour.all > 0)
        .map((hour) => ({
          key: hour.from,
          cells: [
            <Button key="hour" size="small" variant="plain" onClick={() => onHour(...stretchOf(hour))}>
              {t.show({ time: formatHour(momentOf(hour.from) ?? 0) })}
            </Button>,
            <span key="all">{formatNumber(hour.all)}</span>,
            <span key="failed">{formatNumber(hour.failed)}</span>,
          ],
        }))}
    />
  );
}

function stretchOf({ from }: RunCountData): [from: string, to: string] {
  return [from, new Date((momentOf(from) ?? 0) + hourMs).toISOString()];
}
