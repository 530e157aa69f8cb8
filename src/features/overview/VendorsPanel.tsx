import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { plainProblem, toProblemCode } from '#src/api/problem.ts';
import { classNames } from '#src/lib/class-names.ts';
import { formatClock, formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { HealthBar } from './HealthBar.tsx';
import { healthLamps, healthOrder, healthWords } from '#src/features/instances/health-words.ts';
import type { VendorOverview } from './overview-query.ts';
import styles from './Overview.module.css';

const messages = i18n('overviewVendors', {
  title: 'Which instances need somebody?',
  vendor: 'Vendor',
  all: 'All',
  state: 'The vendor itself',
  shares: 'Shares',
  up: 'Answers',
  slow: params<{ seconds: string }>('Slow: {seconds} s for an answer'),
  limited: params<{ time: string }>('Asked for a pause until {time}'),
  down: params<{ since: string; time: string }>('Does not answer since {since}; asked again at {time}'),
  downSince: params<{ since: string }>('Does not answer since {since}'),
  unread: 'Not asked yet',
  read: 'read',
  none: '0',
  link: params<{ count: string; health: string; vendor: string }>('{count} {health} at {vendor}'),
  every: params<{ count: string; vendor: string }>('All {count} of {vendor}'),
});

const stateLamps: Record<VendorOverview['state'], LampKind> = {
  up: 'on',
  slow: 'degraded',
  limited: 'degraded',
  down: 'failed',
  unread: 'unknown',
};

/** A line for each vendor: how its instances do, each number a way to them, and how it does itself. */
export function VendorsPanel({ vendors }: { vendors: readonly VendorOverview[] }) {
  const t = useMessages(messages);
  const words = useMessages(healthWords);
  return (
    <Panel title={t.title}>
      {/* What scrolls sideways must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles['scroll']} tabIndex={0}>
        <table className={classNames(styles['table'], styles['vendors'])} aria-label={t.title}>
          <thead>
            <tr>
              <th scope="col">{t.vendor}</th>
              {healthOrder.map((health) => (
                <th key={health} scope="col" data-number>
                  <Lamp kind={healthLamps[health]} /> {words[health]}
                </th>
              ))}
              <th scope="col" data-number>
                {t.all}
              </th>
              <th scope="col">{t.state}</th>
            </tr>
          </thead>
          <tbody>
            {vendors.map((overview) => (
              <VendorLine key={overview.vendor} overview={overview} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function VendorLine({ overview }: { overview: VendorOverview }) {
  const t = useMessages(messages);
  const words = useMessages(healthWords);
  const { vendor, instanceCount, healths } = overview;
  const name = vendorNames[vendor];
  const countOf = (health: string) => healths.find((known) => known.health === health)?.count ?? 0;
  return (
    <tr>
      <th scope="row">
        <span className={styles['vendor']}>
          <VendorGlyph vendor={vendor} /> <span aria-hidden="true">{name}</span>
        </span>
        <HealthBar healths={healths} />
      </th>
      {healthOrder.map((health) => {
        const count = countOf(health);
        return (
          <td key={health} data-number data-zero={count === 0 || undefined}>
            <span className={styles['label']} aria-hidden="true">
              <Lamp kind={healthLamps[health]} /> {words[health]}
            </span>
            {count === 0 ? (
              <span className={styles['quiet']}>{t.none}</span>
            ) : (
              <Link
                to={`${paths.adminInstances.to()}?vendor=${vendor}&health=${health}`}
                aria-label={t.link({ count: formatNumber(count), health: words[health], vendor: name })}
              >
                {formatNumber(count)}
              </Link>
            )}
          </td>
        );
      })}
      <td data-number>
        <span className={styles['label']} aria-hidden="true">
          {t.all}
        </span>
        <Link
          to={`${paths.adminInstances.to()}?vendor=${vendor}`}
          aria-label={t.every({ count: formatNumber(instanceCount), vendor: name })}
        >
          {formatNumber(instanceCount)}
        </Link>
      </td>
      <td>
        <VendorState overview={overview} />
      </td>
    </tr>
  );
}

/** Whether the vendor answers, and how old what is known of it is. */
function VendorState({ overview }: { overview: VendorOverview }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { state, outcome } = overview;
  const checkedAt = momentOf(outcome.checkedAt);
  const isRefused = outcome.state === 'failed' && state !== 'down';
  const problem = { ...plainProblem(toProblemCode(outcome.code)), vendor: overview.vendor };
  return (
    <>
      <span className={styles['state']}>
        <Lamp kind={isRefused ? 'attention' : stateLamps[state]} />
        <span>{isRefused ? wordsOfProblem(problems, problem).what : stateWords(t, overview)}</span>
      </span>
      {checkedAt !== null && (
        <span className={styles['quiet']}>
          {t.read} <RelativeTime moment={checkedAt} step="fiveSeconds" />
        </span>
      )}
    </>
  );
}

function stateWords(t: ReturnType<typeof messages.get>, { state, since, retryAt, answerMs }: VendorOverview): string {
  const clock = (moment: string | null | undefined) => formatClock(momentOf(moment) ?? 0);
  switch (state) {
    case 'down':
      if (momentOf(retryAt) === null) return t.downSince({ since: clock(since) });
      return t.down({ since: clock(since), time: clock(retryAt) });
    case 'limited':
      return t.limited({ time: clock(retryAt) });
    case 'slow':
      return t.slow({ seconds: formatNumber(Math.round((answerMs ?? 0) / 100) / 10) });
    case 'up':
      return t.up;
    case 'unread':
      return t.unread;
  }
}
