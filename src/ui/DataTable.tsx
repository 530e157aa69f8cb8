import type { ReactNode } from 'react';
import styles from './DataTable.module.css';

/** A dense table of data as it is: texts in mono, all else as it comes. */
export function DataTable({
  label,
  none,
  columns,
  rows,
}: {
  label: string;
  /** What to say when there are no rows. */
  none: string;
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  if (rows.length === 0) return <p className={styles['quiet']}>{none}</p>;
  return (
    // What scrolls sideways must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['scroll']} tabIndex={0}>
      <table className={styles['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) => (
                <td key={columns[index]}>{typeof cell === 'string' ? <code dir="auto">{cell}</code> : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
