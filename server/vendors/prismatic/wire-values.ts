import { z } from 'zod';
import { longestName } from '../adapter.ts';

/**
 * The small parts of Prismatic's answers. Parsing is tolerant: an optional field that is missing or of another type falls
 * back to a neutral value, and only a row without its identity is unreadable.
 */

/** An id stands in the database and in what we send back, so it may hold no control character and no half of a pair. */
export const identifier = z
  .string()
  .max(200)
  .regex(/^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u);

export const optionalIdentifier = identifier.nullable().catch(null);

/** Text for people. What PostgreSQL cannot store becomes the replacement character. */
export const plainText = z
  .string()
  .transform((given) => given.replaceAll(/[\0\p{Cs}]/gu, '\uFFFD'))
  .catch('');

/** A name or title. It is cut where no list could show it any more. */
export const label = plainText.transform((whole) =>
  whole.length <= longestName ? whole : `${whole.slice(0, longestName - 1).replace(/\p{Cs}$/u, '')}…`,
);

export const optionalText = plainText.transform((whole) => (whole.trim() === '' ? null : whole));
export const optionalLabel = label.transform((text) => (text.trim() === '' ? null : text));

/** A stored value: text as it came, or nothing. */
export const storedText = z.string().nullable().catch(null);

export const flag = z.boolean().catch(false);
export const optionalFlag = z.boolean().nullable().catch(null);
export const optionalCount = z.number().int().nonnegative().nullable().catch(null);

/** Prismatic's moments are ISO 8601 with an offset. Anything else is none: `Date` would read "0" as the year 2000. */
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/;

export const optionalMoment = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value !== 'string' || !momentPattern.test(value)) return null;
    const moment = new Date(value);
    return Number.isNaN(moment.getTime()) ? null : moment;
  });

export const moment = optionalMoment.pipe(z.date());

/** A word of an enumeration, in upper case; empty where there is none. Words that we do not know stay as they are. */
export const word = plainText.transform((text) => text.trim().toUpperCase());

/** A field that may be anything, also missing. */
export const anything = z.unknown().optional();

export function listOf<Item>(item: z.ZodType<Item>): z.ZodType<Item[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value) => {
        const parsed = item.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

/** The nodes of a connection that may do without; those that cannot be read are left out. */
export function nodesOf<Item>(node: z.ZodType<Item>): z.ZodType<Item[]> {
  return z
    .object({ nodes: listOf(node) })
    .transform(({ nodes }) => nodes)
    .catch([]);
}

/** JSON that travels as text, or has been read already. Undefined where it is neither. */
export function parseJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
