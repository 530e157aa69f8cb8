import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { BulkItem, BulkOutcome } from '#contract/bulks.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { bulkItemsQuery } from './bulk-queries.ts';
import { bulkMessages, outcomeLamps } from './bulk-words.ts';
import styles from './BulkItems.module.css';

const messages = i18n('bulkItems', {
  label: 'What became of each',
  outcome: 'Outcome',
  instance: 'Instance',
  account: 'Owner',
  why: 'Why',
  none: 'None of them',
  more: 'Show more',
  reading: 'Reading…',
  again: 'Try again',
  failed: params<{ what: string }>('They could not be read. {what}'),
});

/** Each instance of a set with what became of it and why. */
export function BulkItems({
  bulkId,
  outcome,
  isOver,
}: {
  bulkId: string;
  outcome: BulkOutcome | null;
  isOver: boolean;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    bulkItemsQuery(bulkId, outcome, isOver),
  );
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const failure = error && wordsOfProblem(problems, problemOf(error));
  return (
    <>
      {failure && (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => void refetch()}>
              {t.again}
            </Button>
          }
        >
          {t.failed({ what: failure.what })} {failure.next} {failure.requestId && <RequestId id={failure.requestId} />}
        </Banner>
      )}
      {!data && !error && <SkeletonRows rows={5} rowHeight={44} />}
      {data && items.length === 0 && <EmptyState title={t.none} />}
      {items.length > 0 && (
        <table className={styles['table']} aria-label={t.label}>
          <thead>
            <tr>
              <th scope="col">{t.outcome}</th>
              <th scope="col">{t.instance}</th>
              <th scope="col">{t.account}</th>
              <th scope="col">{t.why}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <ItemRow key={item.instanceId} item={item} />
            ))}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <p className={styles['more']}>
          <Button disabledReason={isFetchingNextPage ? t.reading : null} onClick={() => void fetchNextPage()}>
            {t.more}
          </Button>
        </p>
      )}
    </>
  );
}

function ItemRow({ item }: { item: BulkItem }) {
  const words = useMessages(bulkMessages);
  const problems = useMessages(problemMessages);
  const { vendor, problemCode, vendorMessage } = item;
  const why =
    problemCode === null
      ? null
      : wordsOfProblem(problems, { code: problemCode, changed: 'nothing', requestId: '', vendor }, item.name);
  return (
    <tr>
      <td className={styles['outcome']}>
        <Lamp kind={outcomeLamps[item.outcome]} /> {words[item.outcome]}
      </td>
      <td className={styles['instance']}>
        <Link to={paths.instance.to(item.instanceId)} dir="auto" title={item.name}>
          {item.name}
        </Link>{' '}
        <VendorGlyph vendor={vendor} />
      </td>
      <td dir="auto">{item.accountName}</td>
      <td className={styles['why']}>
        {why?.what} {vendorMessage && <q>{vendorMessage}</q>}
      </td>
    </tr>
  );
}
