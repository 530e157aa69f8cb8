/** Fetches a file as a press on its link does; the server says that it is one to be kept, so that the page stays. */
export function pressLink(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
