/** Puts a text where it can be pasted from. False when the browser has no clipboard, as without https, or refuses it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
