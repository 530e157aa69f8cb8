import { writeFile } from 'node:fs/promises';
import { allFaults, type Cell, faultedOperations, type Strike, type Told } from './fault-cells.ts';

/** What was told, by operation, fault and the way in which it struck. */
export type FaultTable = Map<string, string>;

/** The ways to strike, in the order of the table's columns. */
const ways: { title: string; isLasting: boolean; isAfter: boolean }[] = [
  { title: 'once', isLasting: false, isAfter: false },
  { title: 'lasting', isLasting: true, isAfter: false },
  { title: 'once, after the work', isLasting: false, isAfter: true },
  { title: 'lasting, after the work', isLasting: true, isAfter: true },
];

/** Enters what a person was told in one cell. */
export function faultTable(table: FaultTable, { operation, strike }: Cell, { said, changed }: Told): void {
  const isPlain = changed === null || said === 'done' || said === 'waiting for the wizard';
  table.set(keyOf(operation, strike), isPlain ? said : `${said} (${changed} changed)`);
}

function keyOf(operation: string, { fault, isLasting, isAfter }: Strike): string {
  return [operation, fault, isLasting, isAfter].join();
}

/** Writes the table as Markdown: a line for each operation and fault, a column for each way to strike. */
export async function keepFaultTable(path: string, table: FaultTable): Promise<void> {
  const rows = faultedOperations.flatMap((operation) =>
    allFaults.map((fault) => [
      operation,
      fault,
      ...ways.map(({ isLasting, isAfter }) => table.get(keyOf(operation, { fault, isLasting, isAfter })) ?? '–'),
    ]),
  );
  const head = ['operation', 'fault', ...ways.map(({ title }) => title)];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  await writeFile(path, `${[head, rule, ...rows].map(line).join('\n')}\n`);
}
