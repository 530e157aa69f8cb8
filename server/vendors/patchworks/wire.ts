import { z } from 'zod';
import { longestName } from '../adapter.ts';

/**
 * How answers of the Core API are read. Its published schemas show flat objects, the vendor's own client reads
 * `attributes` and `relationships`: both become one flat object here, with snake_case names. Parsing is tolerant: only a row
 * without its identity is unreadable.
 */

const anyObject = z.record(z.string(), z.unknown());

/** One thing of an answer as a flat object, in whichever shape it came; anything else as it is. */
function flatten(value: unknown): unknown {
  const item = anyObject.safeParse(value);
  if (!item.success) return value;
  const { attributes, relationships, ...rest } = item.data;
  const own = anyObject.safeParse(attributes);
  const related = anyObject.safeParse(relationships);
  return Object.fromEntries([
    ...Object.entries(rest).map(inSnakeCase),
    ...Object.entries(own.data ?? {}).map(inSnakeCase),
    ...Object.entries(related.data ?? {}).map(([name, one]) => inSnakeCase([name, withoutEnvelope(one)])),
    ...(rest['id'] === undefined ? [] : [['id', rest['id']] as const]),
  ]);
}

/** `include` takes camelCase, answers have been seen with both. */
function inSnakeCase([name, value]: [string, unknown]): [string, unknown] {
  return [name.replaceAll(/[a-z0-9][A-Z]/g, ([left = '', right = '']) => `${left}_${right.toLowerCase()}`), value];
}

/** What is related comes by itself or inside `data`. */
function withoutEnvelope(value: unknown): unknown {
  const enveloped = z.object({ data: z.unknown() }).safeParse(value);
  return enveloped.success ? enveloped.data.data : value;
}

/** A thing of an answer, in either shape. */
export function resource<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(flatten, z.object(shape));
}

/**
 * An id. Schemas say integer, real answers have had strings, so it is opaque text to us. It may hold no control character,
 * no half of a surrogate pair, and not nothing but space.
 */
export const identifier = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(
    z
      .string()
      .max(200)
      .regex(/^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u),
  );

export const optionalId = identifier.nullable().catch(null);

/** Text for people. What PostgreSQL cannot store, U+0000 and halves of surrogate pairs, becomes the replacement character. */
const plainText = z
  .string()
  .transform((given) => given.replaceAll(/[\0\p{Cs}]/gu, '\uFFFD'))
  .catch('');

/** A name. It is cut where no list could show it any more. */
export const label = plainText.transform((whole) =>
  whole.length <= longestName ? whole : `${whole.slice(0, longestName - 1).replace(/\p{Cs}$/u, '')}…`,
);

/** Text, or null where there is none to read. */
export const optionalText = plainText.transform((whole) => (whole.trim() === '' ? null : whole));

export const optionalLabel = label.transform((text) => (text.trim() === '' ? null : text));

/** A version is a number in one field and text in another. */
export const versionText = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).slice(0, 50))
  .pipe(optionalText)
  .nullable()
  .catch(null);

export const optionalCount = z.number().int().nonnegative().nullable().catch(null);

/** PHP writes truth as `1` and `0`, too. Null where it is not told. */
export const flag = z
  .union([z.boolean(), z.literal([0, 1, '0', '1']).transform((value) => Number(value) === 1)])
  .nullable()
  .catch(null);

/**
 * Dates are ISO 8601 in UTC, or have a space for the T; in filters they are milliseconds since 1970. Anything else is no
 * date: `Date` would read "0" as the year 2000.
 */
export const moment = z
  .unknown()
  .optional()
  .transform((value): Date | null => {
    if (typeof value === 'number') return validDate(new Date(value));
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value)) return null;
    const text = value.replace(' ', 'T');
    return validDate(new Date(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`));
  });

function validDate(date: Date): Date | null {
  return Number.isNaN(date.getTime()) ? null : date;
}

/** What can be read of a list; holes and what lacks its identity are left out. */
export function listOf<Item>(item: z.ZodType<Item>): z.ZodType<Item[]> {
  return z
    .preprocess(withoutEnvelope, z.array(z.unknown()).catch([]))
    .transform((values) => values.flatMap((value) => item.safeParse(value).data ?? []));
}

/** Something related, which comes only when it was asked for. */
export function optional<Item>(item: z.ZodType<Item>): z.ZodType<Item | null> {
  return z.preprocess(withoutEnvelope, item).nullable().catch(null);
}

/** One thing: `{data: {…}}`. */
export function single<Item>(item: z.ZodType<Item>): z.ZodType<Item> {
  return z.object({ data: item }).transform(({ data }) => data);
}
