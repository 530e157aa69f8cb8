import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { writePart as writeDocumentPart } from '../support/document-part.ts';

const page = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));

/** Puts text between the two comments that mark this part of docs/reliability.md. */
export async function writePart(part: string, text: string): Promise<void> {
  await writeDocumentPart({ page, part, command: 'npm run prove' }, text);
}

/** Where and when it was measured, as a sentence. */
export function circumstances(now: Date): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `Measured on ${now.toISOString().slice(0, 10)}, ${cpus().length} cores (${model}), Node ${process.versions.node}.`;
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The smallest value that is not exceeded by this share of them. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
