import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { Bulk } from '#contract/bulks.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { BulkProgress } from './BulkProgress.tsx';
import { bulksQuery, isMoving, sizeOf } from './bulk-queries.ts';
import { bulkMessages, stateLamps, stateWord } from './bulk-words.ts';
import styles from './BulkList.module.css';

const messages = i18n('bulkList', {
  title: 'Work on many',
  by: params<{ person: string }>('by {person},'),
  failed: params<{ number: string }>('{number} failed'),
  unread: params<{ what: string }>('Work on many could not be read. {what}'),
  again: 'Try again',
});

/** As many as stand above the operations; the others are found by their own addresses. */
const mostShown = 5;

/** What is, or lately was, done to many instances at once, for administrators. Nothing while there was none. */
export function BulkList({ onlyMoving = false, onLeave }: { onlyMoving?: boolean; onLeave?: () => void }) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { data, error, refetch } = useQuery(bulksQuery());
  const shown = (data?.bulks ?? []).filter(({ state }) => !onlyMoving || isMoving(state)).slice(0, mostShown);
  if (onlyMoving && shown.length === 0) return null;
  if (shown.length === 0 && !error) return null;
  return (
    <Panel title={t.title}>
      {error && !data && (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => void refetch()}>
              {t.again}
            </Button>
          }
        >
          {t.unread({ what: wordsOfProblem(problems, problemOf(error)).what })}
        </Banner>
      )}
      <ul className={styles['list']}>
        {shown.map((bulk) => (
          <Entry key={bulk.id} bulk={bulk} onLeave={onLeave} />
        ))}
      </ul>
    </Panel>
  );
}

function Entry({ bulk, onLeave }: { bulk: Bulk; onLeave: (() => void) | undefined }) {
  const t = useMessages(messages);
  const words = useMessages(bulkMessages);
  const { counts } = bulk;
  return (
    <li>
      <Lamp kind={bulk.state === 'finished' && counts.failed > 0 ? 'attention' : stateLamps[bulk.state]} />
      <div className={styles['words']}>
        <p className={styles['line']}>
          <Link to={paths.bulk.to(bulk.id)} onClick={onLeave}>
            {words[`${bulk.action}Many`](sizeOf(counts))}
          </Link>
          <span className={styles['about']}>
            {!isMoving(bulk.state) && `${words[stateWord[bulk.state]]} · `}
            {counts.failed > 0 && `${t.failed({ number: formatNumber(counts.failed) })} · `}
            {t.by({ person: bulk.personName })}{' '}
            <RelativeTime moment={momentOf(bulk.endedAt ?? bulk.startedAt ?? bulk.plannedAt) ?? 0} />
          </span>
        </p>
        {isMoving(bulk.state) && <BulkProgress bulk={bulk} />}
      </div>
    </li>
  );
}
