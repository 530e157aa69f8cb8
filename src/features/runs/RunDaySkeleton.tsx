import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './RunsPanel.module.css';

/** What stands in the place of the last day until it is known: as high as that, so that nothing below it moves. */
export function RunDaySkeleton() {
  return (
    <div className={styles['day']}>
      <SkeletonRows rows={1} rowHeight={180} />
    </div>
  );
}
