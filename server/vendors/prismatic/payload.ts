import { z } from 'zod';
import { type RefusedField, ValuesRefusedError } from '../deployables.ts';
import type { VendorError } from '../vendor-error.ts';
import { type Effect, garbled, gone, readable } from './errors.ts';
import { cleanMessage } from './vendor-words.ts';

/** A field's name is typed as always there, but Prismatic's own client has seen it missing. */
const wireProblem = z
  .object({
    field: z.string().nullable().catch(null),
    messages: z.array(z.string().catch('')).catch([]),
  })
  .catch({ field: null, messages: [] });

const wirePayload = z.looseObject({ errors: z.array(wireProblem) });

/** Prismatic's names of what was sent, in our words. Any other name means the whole: its message says the rest. */
const meanings: Record<string, RefusedField['about']> = {
  name: 'name',
  configVariables: 'values',
  integration: 'version',
  customer: 'owner',
};

/**
 * The object in a mutation's payload. A payload that refuses holds `errors` and no object: then nothing was done. With both,
 * or with neither, nobody can tell.
 */
export function payloadOf<Result>(
  data: unknown,
  parts: { field: string; object: string; schema: z.ZodType<Result>; effect?: Effect; secrets?: string[] },
): Result {
  const { field, object, schema, effect = 'write', secrets = [] } = parts;
  return readable(effect, () => {
    const root = z.record(z.string(), z.unknown()).parse(data);
    const { errors, ...rest } = wirePayload.parse(root[field]);
    const result = rest[object] ?? null;
    if (errors.length === 0) return schema.parse(result);
    if (result !== null) throw garbled(effect, 'The payload holds a result and errors');
    throw refusalOf(errors, secrets);
  });
}

function refusalOf(errors: z.infer<typeof wireProblem>[], secrets: string[]): VendorError {
  const problems = errors.map(({ field, messages }) => ({
    about: meanings[field ?? ''] ?? ('whole' as const),
    messages: messages.flatMap((message) => cleanMessage(message, secrets) ?? []),
  }));
  // An id that is wrong in itself never comes from us, so it means what is no longer there, or never was this caller's.
  if (errors.every(({ field }) => field === 'id')) return gone(problems[0]?.messages[0] ?? null);
  return new ValuesRefusedError('prismatic', problems);
}
