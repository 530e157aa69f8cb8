import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { HourBars } from '#src/features/runs/HourBars.tsx';
import { formatHour } from '#src/features/runs/hour-words.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { DataTable } from '#src/ui/DataTable.tsx';
import { Disclosure } from '#src/ui/Disclosure.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import type { OperationHour } from './overview-query.ts';
import styles from './Overview.module.css';

const messages = i18n('overviewHours', {
  title: 'What failed of the last 24 hours’ work?',
  none: 'Nothing was done in the last 24 hours.',
  all: count({ one: '{count} operation,', other: '{count} operations,' }),
  noneFailed: 'none of them failed.',
  failed: count({ one: '{count} failed.', other: '{count} failed.' }),
  show: 'Show what failed',
  table: 'As a table',
  hour: 'Hour from',
  operations: 'Operations',
  failedOnes: 'Failed',
  others: 'Others',
});

const toFailed = `${paths.operations.to()}?group=failed`;

/** What was done through us, hour by hour: as bars, and as a table for whoever does not see them. */
export function HoursPanel({ hours }: { hours: readonly OperationHour[] }) {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const all = hours.reduce((sum, hour) => sum + hour.all, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  return (
    <Panel title={t.title} note={all > 0 && `${t.all(all)} ${failed === 0 ? t.noneFailed : t.failed(failed)}`}>
      {all === 0 ? (
        <p className={styles['quiet']}>{t.none}</p>
      ) : (
        <>
          <HourBars
            hours={hours}
            onHour={(hour) => void navigate(hour.failed > 0 ? toFailed : `${paths.operations.to()}?group=over`)}
          />
          <p className={styles['legend']}>
            <span>
              <Lamp kind="failed" /> {t.failedOnes}
            </span>
            <span>
              <span className={styles['swatch']} aria-hidden="true" /> {t.others}
            </span>
            {failed > 0 && <Link to={toFailed}>{t.show}</Link>}
          </p>
          <Disclosure label={t.table} isOpen={isOpen} onToggle={setIsOpen}>
            {isOpen && (
              <DataTable
                label={t.title}
                none={t.none}
                columns={[t.hour, t.operations, t.failedOnes]}
                rows={hours
                  .filter((hour) => hour.all > 0)
                  .map((hour) => ({
                    key: hour.from,
                    cells: [
                      <span key="hour">{formatHour(momentOf(hour.from) ?? 0)}</span>,
                      <span key="all">{formatNumber(hour.all)}</span>,
                      <span key="failed">{formatNumber(hour.failed)}</span>,
                    ],
                  }))}
              />
            )}
          </Disclosure>
        </>
      )}
    </Panel>
  );
}
