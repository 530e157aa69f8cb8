import { formatDuration } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { useNow } from '#src/lib/now.ts';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { InstanceRowData } from './instance-row.ts';
import { shownState } from './instance-state.ts';
import { instanceWords } from './instance-words.ts';
import type { PendingChange } from './pending-changes.ts';
import styles from './StatusLamp.module.css';

/** An instance's lamp with its word, or with a whole sentence in the word's place. */
export function StatusLamp({
  row,
  change,
  sentence,
}: {
  row: InstanceRowData;
  change: PendingChange | undefined;
  sentence?: string | null;
}) {
  const { lamp, word, since } = shownState(useMessages(instanceWords), row, change);
  return (
    <span className={styles['status']}>
      <Lamp kind={lamp} />
      <span>
        {sentence ?? word}
        {since !== null && <Elapsed since={since} />}
      </span>
    </span>
  );
}

function Elapsed({ since }: { since: number }) {
  const now = useNow('second');
  return <span className={styles['elapsed']}> {formatDuration(now - since)}</span>;
}
