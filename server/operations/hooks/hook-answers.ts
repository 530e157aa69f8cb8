import { z } from 'zod';

const longestWords = 300;

/** A company's words for a person made fit for a screen: one line, no control characters, not too long. */
const words = z.string().transform((text) =>
  text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, longestWords),
);

/** A refusal needs no reason to hold. Whatever is neither yes nor no is no answer, and nothing is enabled on it. */
export const beforeEnableAnswer = z.union([
  z.object({ allow: z.literal(true) }),
  z.object({ allow: z.literal(false), reason: words.nullish().transform((reason) => reason ?? '') }),
]);

/** What cannot be written as JSON is no value: the whole answer is refused rather than a part of it sent. */
const configValue = z.unknown().refine((value) => value === undefined || asJson(value) !== undefined);

/** Null, and nothing at all: the company has no values yet. */
export const upgradeValuesAnswer = z
  .object({
    configValues: z.record(z.string(), configValue).nullish(),
    authValues: z.record(z.string(), z.string().min(1)).nullish(),
  })
  .nullish()
  .transform((answer) =>
    answer ? { configValues: answer.configValues ?? {}, authValues: answer.authValues ?? {} } : null,
  );

const mostErrors = 200;

/** Errors by external id. An id without words has no error, so that `{ channel: isFine ? undefined : '…' }` can be written. */
export const validateAnswer = z
  .record(z.string(), words.nullish())
  .nullish()
  .transform((errors) => {
    const found = Object.entries(errors ?? {}).flatMap(([id, text]) => (text ? [[id, text] as const] : []));
    return Object.fromEntries(found.slice(0, mostErrors));
  });

function asJson(value: unknown): string | undefined {
  try {
    // Its types leave out that functions and symbols have no JSON.
    const text: string | undefined = JSON.stringify(value);
    return text;
  } catch {
    return undefined;
  }
}
