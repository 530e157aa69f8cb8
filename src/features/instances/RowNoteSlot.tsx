import { Suspense } from 'react';
import { decideCause } from '#contract/row-cause.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import type { InstanceRowData } from './instance-row.ts';
import type { PendingChange } from './pending-changes.ts';
import type { RowNoteProps } from './RowNote.tsx';
import styles from './RowNote.module.css';

const load = () => import('./RowNote.tsx');

// The words come while the list's first answer is under way, and their place is kept: neither waits for the other.
load().catch(() => {});

const RowNote = lazyPage<RowNoteProps>(async () => (await load()).RowNote);

/** The place of a row's second line. A row that is well has none, and costs nothing. */
export function RowNoteSlot({ row, change }: RowNoteProps) {
  const { hasUpgradeHook } = useSignedIn();
  if (!hasNote(row, change, hasUpgradeHook)) return null;
  return (
    <Suspense fallback={<div className={styles['place']} />}>
      <RowNote row={row} change={change} />
    </Suspense>
  );
}

function hasNote(row: InstanceRowData, change: PendingChange | undefined, hasUpgradeHook: boolean): boolean {
  if (change?.state === 'refused') return true;
  return Boolean(row.operation?.undoUntil) || decideCause(row, hasUpgradeHook) !== null;
}
