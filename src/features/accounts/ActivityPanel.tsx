import { Link } from 'react-router-dom';
import { actionWords } from '#src/features/audit/action-words.ts';
import { auditWords, wordOfAction, wordOfReason } from '#src/features/audit/audit-words.ts';
import { problemMessages } from '#src/api/problem-messages.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { LampKind } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import type { AccountData } from './account-queries.ts';
import styles from './Accounts.module.css';

const messages = i18n('accountActivityPanel', {
  title: 'Activity',
  none: 'Nobody has done anything here yet.',
  all: 'Everything in the audit log',
  by: params<{ person: string }>('by {person}'),
  refused: params<{ action: string }>('{action}: refused'),
  failed: params<{ action: string }>('{action}: failed'),
});

const lamps: Record<AccountData['activity'][number]['outcome'], LampKind> = {
  done: 'on',
  refused: 'off',
  failed: 'failed',
};

/** What people did in an account and for it, newest first. */
export function ActivityPanel({ accountId, activity }: { accountId: string; activity: AccountData['activity'] }) {
  const t = useMessages(messages);
  const words = useMessages(auditWords);
  const actions = useMessages(actionWords);
  const problems = useMessages(problemMessages);
  return (
    <Panel title={t.title} note={<Link to={`${paths.adminAudit.to()}?account=${accountId}`}>{t.all}</Link>}>
      {activity.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      <ol className={styles['activity']}>
        {activity.map((entry) => {
          const action = wordOfAction(actions, entry.action);
          const reason = wordOfReason(words, problems, entry);
          return (
            <li key={entry.id}>
              <Lamp kind={lamps[entry.outcome]} />
              <span>
                {entry.outcome === 'done' ? action : t[entry.outcome]({ action })}{' '}
                {entry.detail && <bdi className={styles['quiet']}>{entry.detail}</bdi>}{' '}
                {reason && <span className={styles['quiet']}>{reason}</span>}{' '}
                <span className={styles['quiet']}>
                  {entry.personName && t.by({ person: entry.personName })}{' '}
                  <RelativeTime moment={Date.parse(entry.at)} />
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
