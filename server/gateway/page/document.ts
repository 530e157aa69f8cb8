import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What the build left in place of the nonce (vite's `html.cspNonce`). */
const noncePlaceholder = 'JACKFIELD_NONCE';

/** Renders the app's one document with a nonce; null while there is no build. */
export async function loadDocument(clientFolder: string): Promise<((nonce: string) => string) | null> {
  try {
    const document = await readFile(path.join(clientFolder, 'index.html'), 'utf8');
    return (nonce) => document.replaceAll(noncePlaceholder, nonce);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
