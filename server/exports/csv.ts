/** What Excel knows a UTF-8 file by; without it a name such as "Tomás" is read as another alphabet's. */
export const byteOrderMark = '\uFEFF';

/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection): the four signs, in their wide forms too, and the
 * blanks that it skips before them.
 */
const formulaStart = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const needsQuotes = /[",\r\n]|^\s|\s$/;

/**
 * One record by RFC 4180: fields parted by commas and ended by CR LF, in quotation marks where they need them. Null is an empty
 * field. What a spreadsheet would take for a formula begins with an apostrophe; NUL, which no reader takes, is left out, and half
 * of a surrogate pair, which has no UTF-8, becomes U+FFFD.
 */
export function writeRecord(fields: readonly (string | null)[]): string {
  return `${fields.map((field) => (field === null ? '' : quote(shownText(field)))).join(',')}\r\n`;
}

/** The text as it stands in a field, before it is quoted. */
export function shownText(text: string): string {
  const clean = text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD');
  return formulaStart.test(clean) ? `'${clean}` : clean;
}

function quote(text: string): string {
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
