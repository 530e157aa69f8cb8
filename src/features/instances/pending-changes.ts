import { useStore } from '@nanostores/react';
import { map } from 'nanostores';
import type { InstanceStatus } from '#contract/statuses.ts';
import { whenCachesDrop } from '#src/api/caches.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import type { InstanceRowData } from './instance-row.ts';
import type { DirectAction } from './row-actions.ts';

/**
 * A change that a person asked for and the lists do not show yet. `asked`: sent, shown as if done. `confirmed`: the
 * server's answer, shown until a list has it. `refused`: rolled back; the row says why.
 */
export type PendingChange =
  | { state: 'asked'; action: DirectAction; startedAt: number; name?: string; status?: InstanceStatus }
  | { state: 'confirmed'; row: InstanceRowData }
  | { state: 'removed' }
  | { state: 'refused'; action: DirectAction; problem: ClientProblem };

export const pendingChanges = map<Record<string, PendingChange | undefined>>({});

whenCachesDrop(() => pendingChanges.set({}));

/** The change to one instance; rendering follows that instance alone. */
export function usePendingChange(id: string): PendingChange | undefined {
  return useStore(pendingChanges, { keys: [id] })[id];
}

export function setPendingChange(id: string, change: PendingChange | undefined): void {
  pendingChanges.setKey(id, change);
}

/** A row as it should be shown: the person's wish while it is under way, and what the server confirmed last. */
export function applyChange(row: InstanceRowData, change: PendingChange | undefined): InstanceRowData {
  if (change?.state === 'confirmed') {
    return Date.parse(row.checkedAt) >= Date.parse(change.row.checkedAt) ? row : change.row;
  }
  if (change?.state !== 'asked') return row;
  return { ...row, name: change.name ?? row.name, status: change.status ?? row.status };
}
