/** One question about what something costs. */
export interface Bench {
  /** Its options, and what they are when they are not given; all of them numbers. */
  options: Record<string, number>;
  /** Measures, prints what it found, and returns whether it stays within its bar. */
  run: (options: Record<string, number>, say: (line: string) => void) => Promise<boolean>;
}

/** Reads `--name number` pairs; throws on what is unknown or no number. */
export function readBenchOptions(words: readonly string[], known: Record<string, number>): Record<string, number> {
  const options = { ...known };
  for (let place = 0; place < words.length; place += 2) {
    const name = words[place]?.replace(/^--/, '') ?? '';
    const value = Number(words[place + 1]);
    if (!Object.hasOwn(known, name) || !Number.isFinite(value) || value <= 0) {
      throw new Error(`What is meant by ${words[place] ?? ''} ${words[place + 1] ?? ''}? Known: ${describe(known)}.`);
    }
    options[name] = value;
  }
  return options;
}

function describe(known: Record<string, number>): string {
  return Object.entries(known)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ');
}

/** The value below which this share of the values lies, by the nearest rank; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Rows of text with their columns under each other, the first row being the header. */
export function toTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')).join('\n');
}
