import { SkeletonRows } from '#src/ui/Skeleton.tsx';
import styles from './ConnectorsSkeleton.module.css';

/** In the place and height of connectors that are on their way. */
export function ConnectorsSkeleton() {
  return [3, 2, 1].map((rows) => (
    <div key={rows} className={styles['connector']} aria-hidden="true">
      <div className={styles['head']}>
        <span />
      </div>
      <SkeletonRows rows={rows} />
    </div>
  ));
}
