import type { ReactNode } from 'react';
import { vendorNames } from '#contract/vendors.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { InstanceTable } from './InstanceTable.tsx';
import type { ListFilter } from './list-filter.ts';
import { listWords } from './list-words.ts';
import { TableSkeleton } from './TableSkeleton.tsx';
import type { TableShape } from './table-shape.ts';
import type { InstanceList } from './use-instance-list.ts';

/** The rows of a list, or what stands in their place. */
export function ListBody({
  list,
  shape,
  whose,
  isNarrowed,
  whenEmpty,
  sort,
  onClear,
  onSort,
}: {
  list: InstanceList;
  shape: TableShape;
  /** Whose instances are being read, in a sentence. */
  whose: string;
  /** There may be rows that the filter leaves out. */
  isNarrowed: boolean;
  whenEmpty: ReactNode;
  sort: ListFilter['sort'];
  onClear: () => void;
  onSort: (sort: ListFilter['sort']) => void;
}) {
  const t = useMessages(listWords);
  const { head } = list;
  if (!head) return list.problem ? null : <TableSkeleton shape={shape} />;

  const pending = head.outcomes.find((outcome) => outcome.state === 'pending');
  if (head.unfilteredCount === 0 && pending) {
    return (
      <>
        <Banner tone="note">{t.readingFrom({ vendor: vendorNames[pending.vendor], whose })}</Banner>
        <TableSkeleton shape={shape} />
      </>
    );
  }
  if (head.totalCount > 0) {
    return <InstanceTable list={list} totalCount={head.totalCount} shape={shape} sort={sort} onSort={onSort} />;
  }
  if (isNarrowed) {
    return (
      <EmptyState title={t.noMatch} action={<Button onClick={onClear}>{t.clear}</Button>}>
        {t.noMatchText}
      </EmptyState>
    );
  }
  // A vendor that could not be read may hold instances: the banner above speaks, and nothing claims that there are none.
  return head.outcomes.some((outcome) => outcome.state === 'failed') ? null : whenEmpty;
}
