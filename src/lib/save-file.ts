/** Most characters of a name that become that of a file: at 4 bytes each it stays below the 255 that file systems take. */
const longestStem = 55;

/** Names that Windows keeps to itself, whatever follows the dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The name of a file about something with this name: what no file system takes, or what would turn it round on the screen,
 * is a dash.
 */
export function fileNameOf(name: string, extension: string): string {
  const plain = name.normalize('NFC').replaceAll(/[\s\p{C}\\/:*?"<>|%]+/gu, '-');
  const stem = Array.from(plain)
    .slice(0, longestStem)
    .join('')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return `${stem === '' ? 'copy' : reserved.test(stem) ? `${stem}-copy` : stem}${extension}`;
}

/** Hands a text to the browser as a file to be kept. */
export function saveFile(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken it over by the next turn; held longer, it would stay in memory with the page.
  setTimeout(() => URL.revokeObjectURL(address));
}
