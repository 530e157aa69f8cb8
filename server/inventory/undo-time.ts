import type { OperationKind, OperationState } from '#contract/operations.ts';

/** How long a disable that is done may be taken back. It has been in force all the while. */
export const undoMs = 10_000;

/** Until when an operation may be undone, by our clock; null for one that never may. */
export function undoUntilOf(operation: {
  kind: OperationKind;
  state: OperationState;
  endedAt: Date | null;
}): Date | null {
  if (operation.kind !== 'disable' || operation.state !== 'succeeded' || operation.endedAt === null) return null;
  return new Date(operation.endedAt.getTime() + undoMs);
}
