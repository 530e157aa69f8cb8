import { readFile } from 'node:fs/promises';

/** Where the build says what its JavaScript holds; a file of the build, not of the page. */
export const contentsFile = 'dist/client/.vite/contents.json';

export interface Weight {
  /** Minified. */
  bytes: number;
  /** Compressed with gzip. For a part of a file: its share, since compression looks across all of a file. */
  gzipBytes: number;
}

/** One JavaScript file of the page. */
export interface FileContents extends Weight {
  /** Its path below dist/client. */
  file: string;
  /** Its name without the hash. */
  name: string;
  /** Loaded before /instances can be drawn; otherwise when something first needs it. */
  isFirstLoad: boolean;
  /** What it consists of: a package's name, or a room of our own code (`src/features`), with its share of the file. */
  origins: Record<string, Weight>;
}

/** What the newest build wrote. Rejects when there is none. */
export async function readContents(): Promise<FileContents[]> {
  const contents: FileContents[] = JSON.parse(await readFile(contentsFile, 'utf8'));
  return contents;
}

/** Whose a module is: its package, or the room of our own code that it stands in. */
export function originOf(moduleId: string): string {
  const path = moduleId.replaceAll('\\', '/').replace(/[?#].*$/, '');
  const inPackage = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (inPackage !== undefined) return inPackage;
  const room = /\/((?:src\/[^/]+)|contract)\//.exec(path)?.[1];
  // What the bundler itself puts in: helpers, and the loader of lazy files.
  return room ?? 'bundler';
}
