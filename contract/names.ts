import * as z from 'zod/mini';

/** How long an instance's name may be, in Unicode code points. No vendor documents a limit; this one keeps rows readable. */
export const instanceNameLimit = 200;

/**
 * The name a person gives to an instance: trimmed, not empty, no control characters, which would break logs and rows.
 * The messages are `FieldProblem` codes; the page words them.
 */
export const instanceNameSchema = z.string('not_text').check(
  z.trim(),
  z.minLength(1, 'required'),
  z.maxLength(instanceNameLimit, 'too_long'),
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused here
  z.regex(/^[^\u0000-\u001f\u007f]*$/, 'malformed'),
);
