/**
 * `npm run weight`: writes into docs/performance.md what the page of the newest build weighs, by package and by file.
 * `npm run weight -- --check` only says where the document has left the truth, and fails when it has.
 */
import { type DocumentPart, readPart, table, writePart } from './support/document-part.ts';
import { type FileContents, readContents, type Weight } from './weight/contents.ts';
import { differences, type Sizes, sizesOf } from './weight/sizes.ts';

const place = { page: 'docs/performance.md', command: 'npm run weight' };
const firstLoadPart: DocumentPart = { ...place, part: 'first load' };
const lazyPart: DocumentPart = { ...place, part: 'lazy files' };

const contents = await readContents();
const firstLoad = sum(contents.filter(({ isFirstLoad }) => isFirstLoad).map(({ origins }) => origins));
const lazyFiles = contents.filter(({ isFirstLoad }) => !isFirstLoad);
const lazy = sum(lazyFiles.map((file) => ({ [file.name]: file })));

if (process.argv.includes('--check')) {
  const stale = [
    ...differences(sizesOf(await readPart(firstLoadPart)), sizes(firstLoad)),
    ...differences(sizesOf(await readPart(lazyPart)), sizes(lazy)),
  ];
  if (stale.length > 0) {
    const message = `docs/performance.md is out of date; \`npm run weight\` after a build mends it:\n${stale.join('\n')}\n`;
    process.stderr.write(message);
    process.exitCode = 1;
  }
} else {
  await writePart(firstLoadPart, firstLoadText());
  await writePart(lazyPart, lazyText());
}

function firstLoadText(): string {
  const { bytes, gzipBytes } = total(Object.values(firstLoad));
  const files = contents.filter(({ isFirstLoad }) => isFirstLoad).length;
  const rows = heaviestFirst(firstLoad).map(([origin, weight]) => [
    origin,
    kilobytes(weight.bytes),
    kilobytes(weight.gzipBytes),
    `${((weight.gzipBytes / gzipBytes) * 100).toFixed(1)} %`,
  ]);
  return [
    table(['of', 'minified kB', 'gzip kB', 'share'], rows),
    '',
    `In all ${kilobytes(bytes)} kB, ${kilobytes(gzipBytes)} kB with gzip, in ${files} files.`,
  ].join('\n');
}

function lazyText(): string {
  const rows = heaviestFirst(lazy).map(([name, weight]) => [
    name,
    kilobytes(weight.bytes),
    kilobytes(weight.gzipBytes),
    mainOrigins(lazyFiles.filter((file) => file.name === name)),
  ]);
  return table(['file', 'minified kB', 'gzip kB', 'mostly'], rows);
}

/** Up to three of what makes up most of these files. */
function mainOrigins(files: FileContents[]): string {
  const heaviest = heaviestFirst(sum(files.map(({ origins }) => origins))).slice(0, 3);
  return heaviest.map(([origin]) => origin).join(', ');
}

/** Adds up what has the same name. */
function sum(parts: Record<string, Weight>[]): Record<string, Weight> {
  const sums: Record<string, Weight> = {};
  for (const [name, { bytes, gzipBytes }] of parts.flatMap((part) => Object.entries(part))) {
    const before = sums[name];
    sums[name] = { bytes: (before?.bytes ?? 0) + bytes, gzipBytes: (before?.gzipBytes ?? 0) + gzipBytes };
  }
  return sums;
}

function total(weights: Weight[]): Weight {
  return {
    bytes: weights.reduce((bytes, weight) => bytes + weight.bytes, 0),
    gzipBytes: weights.reduce((bytes, weight) => bytes + weight.gzipBytes, 0),
  };
}

function heaviestFirst(weights: Record<string, Weight>): [string, Weight][] {
  return Object.entries(weights).toSorted(([, one], [, other]) => other.gzipBytes - one.gzipBytes);
}

function sizes(weights: Record<string, Weight>): Sizes {
  return Object.fromEntries(Object.entries(weights).map(([name, { bytes }]) => [name, bytes]));
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
