import { useStore } from '@nanostores/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useQuery } from 'urql';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOfGraphError } from '#src/api/graph-client.ts';
import { ExportButton } from '#src/features/exports/ExportButton.tsx';
import { formatNumber } from '#src/lib/format.ts';
import { count, i18n, params, useMessages } from '#src/lib/i18n.ts';
import { timeZone } from '#src/lib/preferences.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { PageHeader } from '#src/ui/PageHeader.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { isNarrowed, noChoice, readChoice, toAuditFilter, writeChoice } from './audit-filter.ts';
import type { AuditChoice } from './audit-filter.ts';
import { auditChoicesQuery } from './audit-queries.ts';
import type { AuditEntryData } from './audit-queries.ts';
import styles from './AuditLog.module.css';
import { AuditTable } from './AuditTable.tsx';
import { AuditTools } from './AuditTools.tsx';
import { EntryDialog } from './EntryDialog.tsx';
import { useAuditList } from './use-audit-list.ts';

const messages = i18n('auditLog', {
  title: 'Audit',
  all: count({ one: '{count} entry', other: '{count} entries' }),
  newest: params<{ count: string }>('The newest {count} entries'),
  reading: 'Reading…',
  refresh: 'Read again',
  more: 'Load more',
  none: 'Nothing has been done yet',
  noneText:
    'Each change, sign-in, refusal, look by an administrator and export leaves an entry here, which nobody can change.',
  noneMatch: 'No entries match',
  noneMatchText: 'There are none with this filter.',
  clear: 'Show all entries',
  failed: params<{ what: string }>('The log could not be read. {what}'),
  kept: 'Shown is what was read before.',
  again: 'Try again',
});

/** The whole page of the log: narrowed by its address, with a file of what that leaves. */
export function AuditLog() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const zone = useStore(timeZone);
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<AuditEntryData | null>(null);
  const choice = readChoice(search);
  const [choices, askChoices] = useQuery({ query: auditChoicesQuery, variables: { search: '' } });
  const known = choices.data?.auditChoices?.actions ?? null;
  const filter = toAuditFilter(choice, { timeZone: zone, known });
  const list = useAuditList(filter);
  const { entries } = list;
  // A group of actions cannot be asked for before they are known.
  const choicesProblem = filter === null && choices.error ? problemOfGraphError(choices.error) : null;
  const problem = list.problem ?? choicesProblem;

  const choose = (change: Partial<AuditChoice>) =>
    setSearch((before) => writeChoice(before, change), { replace: true, preventScrollReset: true });

  return (
    <>
      <PageHeader
        title={t.title}
        documentTitle={t.title}
        meta={<output>{counted()}</output>}
        actions={
          <>
            <Button disabledReason={list.isReading ? t.reading : null} onClick={list.reload}>
              {t.refresh}
            </Button>
            {filter !== null && <ExportButton request={{ kind: 'audit', filter }} count={entries?.length ?? 0} />}
          </>
        }
      />
      <AuditTools choice={choice} known={known} names={namesIn(entries, choice)} onChoose={choose} />
      {problem && (
        <div className={styles['notice']}>
          <Banner
            tone="bad"
            action={
              <Button
                size="small"
                onClick={() => {
                  if (choicesProblem) askChoices({ requestPolicy: 'network-only' });
                  list.reload();
                }}
              >
                {t.again}
              </Button>
            }
          >
            {t.failed({ what: wordsOfProblem(problems, problem).what })}{' '}
            {entries === null ? wordsOfProblem(problems, problem).next : t.kept}{' '}
            {problem.requestId && <RequestId id={problem.requestId} />}
          </Banner>
        </div>
      )}
      {body()}
      {opened && <EntryDialog entry={opened} onClose={() => setOpened(null)} />}
    </>
  );

  function counted(): string {
    if (entries === null) return problem ? '' : t.reading;
    return list.hasMore ? t.newest({ count: formatNumber(entries.length) }) : t.all(entries.length);
  }

  function body() {
    if (entries === null) return problem ? null : <SkeletonRows />;
    if (entries.length === 0) {
      if (problem) return null;
      return isNarrowed(choice) ? (
        <EmptyState title={t.noneMatch} action={<Button onClick={() => choose(noChoice)}>{t.clear}</Button>}>
          {t.noneMatchText}
        </EmptyState>
      ) : (
        <EmptyState title={t.none}>{t.noneText}</EmptyState>
      );
    }
    return (
      <div className={problem ? styles['stale'] : undefined}>
        <AuditTable entries={entries} onOpen={setOpened} />
        {list.hasMore && (
          <p className={styles['more']}>
            <Button disabledReason={list.isReading ? t.reading : null} onClick={list.loadMore}>
              {t.more}
            </Button>
          </p>
        )}
      </div>
    );
  }
}

/** What those in the address are called, as far as the entries on show tell. */
function namesIn(entries: readonly AuditEntryData[] | null, choice: AuditChoice) {
  const find = (pick: (entry: AuditEntryData) => { id: string; name: string | null } | null, id: string) =>
    entries?.map(pick).find((one) => one?.id === id)?.name ?? null;
  return {
    person: find((entry) => entry.person, choice.person),
    account: find((entry) => entry.account, choice.account),
    instance: find((entry) => entry.instance, choice.instance),
  };
}
