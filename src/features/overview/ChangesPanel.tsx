import { useStore } from '@nanostores/react';
import { Link } from 'react-router-dom';
import { formatMoment, formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Panel } from '#src/ui/Panel.tsx';
import { actionWords } from '#src/features/audit/action-words.ts';
import { dateOf } from '#src/features/audit/start-of-day.ts';
import { timeZone } from '#src/lib/preferences.ts';
import type { ChangeCount } from './overview-query.ts';
import styles from './Overview.module.css';

const messages = i18n('overviewChanges', {
  title: 'What was done today?',
  since: params<{ time: string }>('Since {time}, by everybody, as the audit log has it.'),
  none: 'Nothing yet.',
  what: 'What',
  done: 'Done',
  refused: 'Refused',
  failed: 'Failed',
  zero: '0',
  link: params<{ count: string; action: string; outcome: string }>('{action}: {count} {outcome}'),
  more: 'The whole log',
});

const outcomes = ['done', 'refused', 'failed'] as const;

/** How often what was done, refused and tried in vain since midnight, each number a way into the log. */
export function ChangesPanel({ changes, since }: { changes: readonly ChangeCount[]; since: string }) {
  const t = useMessages(messages);
  const words: Readonly<Partial<Record<string, string>>> = useMessages(actionWords);
  // The log is narrowed by whole days of the same time zone, and this is the beginning of one.
  const from = dateOf(momentOf(since) ?? 0, useStore(timeZone));
  const actions = [...new Set(changes.map(({ action }) => action))];
  const wordOf = (action: string) => words[action] ?? action;
  return (
    <Panel title={t.title} note={t.since({ time: formatMoment(momentOf(since) ?? 0) })}>
      {actions.length === 0 ? (
        <p className={styles['quiet']}>{t.none}</p>
      ) : (
        <table className={styles['table']} aria-label={t.title}>
          <thead>
            <tr>
              <th scope="col">{t.what}</th>
              {outcomes.map((outcome) => (
                <th key={outcome} scope="col" data-number>
                  {t[outcome]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <tr key={action}>
                <th scope="row">{wordOf(action)}</th>
                {outcomes.map((outcome) => {
                  const count = changes.find((change) => change.action === action && change.outcome === outcome)?.count;
                  return (
                    <td key={outcome} data-number>
                      {count === undefined ? (
                        <span className={styles['quiet']}>{t.zero}</span>
                      ) : (
                        <Link
                          to={`${paths.adminAudit.to()}?action=${action}&outcome=${outcome}&from=${from}`}
                          aria-label={t.link({
                            count: formatNumber(count),
                            action: wordOf(action),
                            outcome: t[outcome],
                          })}
                        >
                          {formatNumber(count)}
                        </Link>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        <Link to={paths.adminAudit.to()}>{t.more}</Link>
      </p>
    </Panel>
  );
}
