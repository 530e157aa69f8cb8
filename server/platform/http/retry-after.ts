/** Nobody is made to wait longer than this because of one header. */
const longestWaitMs = 10 * 60_000;

const secondsPattern = /^\d+(\.\d+)?$/;
/** RFC 9110, section 5.6.7: all three forms of an HTTP date begin with the day of the week. */
const datePattern = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i;

/**
 * Reads a `Retry-After` header (RFC 9110, section 10.2.3: seconds or an HTTP date) as milliseconds from `now`, at most ten
 * minutes. A date in the past means at once. Null when the header is absent or is neither form, such as a negative number.
 */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (secondsPattern.test(text)) return Math.min(Math.ceil(Number(text) * 1000), longestWaitMs);
  if (!datePattern.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now.getTime(), 0), longestWaitMs);
}
