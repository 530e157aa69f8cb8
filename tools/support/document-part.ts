import { readFile, writeFile } from 'node:fs/promises';

/** A place in a document that a program writes: everything between two comments. */
export interface DocumentPart {
  /** The document's path. */
  page: string;
  part: string;
  /** What makes the part anew, as one types it. */
  command: string;
}

/** What stands in the part now. Rejects when the document has no such part. */
export async function readPart(place: DocumentPart): Promise<string> {
  return (await split(place)).text.trim();
}

/** Puts text between the part's comments. Rejects when the document has no such part. */
export async function writePart(place: DocumentPart, text: string): Promise<void> {
  const { before, after } = await split(place);
  await writeFile(place.page, `${before}\n\n${text}\n\n${after}`);
}

/** The document up to the end of the first comment, between the two, and from the second one on. */
async function split({ page, part, command }: DocumentPart): Promise<{ before: string; text: string; after: string }> {
  const document = await readFile(page, 'utf8');
  const begin = `<!-- ${part}: written by ${command} -->`;
  const end = `<!-- ${part}: end -->`;
  const beginsAt = document.indexOf(begin);
  const endsAt = document.indexOf(end, beginsAt);
  if (beginsAt < 0 || endsAt < 0) throw new Error(`${page} has no place for ${part}.`);
  const textAt = beginsAt + begin.length;
  return { before: document.slice(0, textAt), text: document.slice(textAt, endsAt), after: document.slice(endsAt) };
}

/** A table in columns of equal width. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 3)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
