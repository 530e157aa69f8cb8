import type { VendorOverview } from './overview-query.ts';
import { healthOrder } from '#src/features/instances/health-words.ts';
import styles from './Overview.module.css';

const widthPx = 240;
const heightPx = 6;
/** What is there at all is seen, however much more there is beside it. */
const leastPx = 3;

/** The shares in one line. For the eye alone: the numbers beside it say the same to everybody. */
export function HealthBar({ healths }: { healths: VendorOverview['healths'] }) {
  const counts = healthOrder.map((health) => healths.find((known) => known.health === health)?.count ?? 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const free = widthPx - counts.filter((count) => count > 0).length * leastPx;
  const widths = counts.map((count) => (count === 0 ? 0 : leastPx + (free * count) / all));
  return (
    <svg
      className={styles['bar']}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect className={styles['empty']} width={widthPx} height={heightPx} />
      {healthOrder.map((health, index) => {
        const width = widths[index] ?? 0;
        if (width === 0) return null;
        const x = widths.slice(0, index).reduce((sum, before) => sum + before, 0);
        return <rect key={health} data-health={health} x={x} width={Math.max(1, width - 1)} height={heightPx} />;
      })}
    </svg>
  );
}
