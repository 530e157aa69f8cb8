import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));

/** Puts text between the two comments that mark this part of docs/reliability.md. */
export async function writePart(part: string, text: string): Promise<void> {
  const old = await readFile(page, 'utf8');
  const begin = `<!-- ${part}: written by npm run prove -->`;
  const end = `<!-- ${part}: end -->`;
  const [before, rest] = old.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/reliability.md has no place for ${part}.`);
  await writeFile(page, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}

/** Where and when it was measured, as a sentence. */
export function circumstances(now: Date): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `Measured on ${now.toISOString().slice(0, 10)}, ${cpus().length} cores (${model}), Node ${process.versions.node}.`;
}

/** A table as the formatter leaves it. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 3)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
