import { momentOf } from '#src/lib/format.ts';
import type { InstanceList } from './use-instance-list.ts';

/** Nothing read is not nothing there: a vendor that has never told what it holds leaves no number to show. */
export function isCounted(head: NonNullable<InstanceList['head']>): boolean {
  const isUnread = head.outcomes.some(
    ({ state, checkedAt }) => state === 'pending' || (state === 'failed' && (checkedAt ?? null) === null),
  );
  return head.unfilteredCount > 0 || !isUnread;
}

export interface Ages {
  newest: number;
  oldest: number;
}

/** When the rows of the whole scope were confirmed; where there is none, when the vendors last said so. */
export function agesOf({ head }: InstanceList): Ages | null {
  if (!head) return null;
  const newest = momentOf(head.newestCheckedAt);
  const oldest = momentOf(head.oldestCheckedAt);
  if (newest !== null && oldest !== null) return { newest, oldest };
  const moments = head.outcomes.flatMap((outcome) => momentOf(outcome.checkedAt) ?? []);
  // The list is no fresher than the oldest of the answers that it is made of.
  return moments.length > 0 ? { newest: Math.min(...moments), oldest: Math.min(...moments) } : null;
}

/** Ages that differ by no more than this are told as one. */
const sameAgeMs = 5_000;

export function isOneAge({ newest, oldest }: Ages): boolean {
  return newest - oldest <= sameAgeMs;
}
