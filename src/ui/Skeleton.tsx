import styles from './Skeleton.module.css';

const widths = ['38%', '52%', '31%', '46%', '42%'];

/** Grey lines in the place and height of rows that are on their way. Silent; the page says what it waits for. */
export function SkeletonRows({ rows = 8, rowHeight = 45 }: { rows?: number; rowHeight?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles['row']} style={{ height: rowHeight }}>
          <span style={{ width: 76 }} />
          <span style={{ width: widths[index % widths.length] }} />
          <span className={styles['end']} style={{ width: 64 }} />
        </div>
      ))}
    </div>
  );
}
