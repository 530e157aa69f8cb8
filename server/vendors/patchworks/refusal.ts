import { z } from 'zod';
import type { FieldProblem } from '#contract/problems.ts';
import { VendorError } from '../vendor-error.ts';
import { CheckFailedError, wireCheck } from './check-failed.ts';

/** What a refusal is read with. */
export interface RefusalContext {
  /** What was sent and must be quoted to nobody: the key, and every value of a field. */
  secrets: string[];
  /** The keys of the fields that were sent, in their order: the vendor may name one by its place. */
  sentKeys: string[];
}

const wireRefusal = z.object({
  code: z.string().nullable().catch(null),
  check: wireCheck.nullable().catch(null),
  errors: z
    .record(z.string(), z.union([z.array(z.string()), z.string().transform((text) => [text])]).catch([]))
    .catch({}),
});

/** Codes with which something is kept because it is used elsewhere. */
const inUseCodes = new Set(['connector_in_use', 'system_has_connectors']);

/** The vendor's fields, in our words. */
const fieldNames: Readonly<Record<string, string>> = {
  name: 'name',
  timezone: 'timeZone',
  date_format: 'dateFormat',
  rate_limit_duration: 'rateLimitAmount',
  rate_limit_unit: 'rateLimitUnit',
  connection_pool_id: 'poolId',
  system_id: 'connectorId',
  authentication_implementation_id: 'methodId',
  connector_id: 'toInstanceId',
  variables: 'values',
};

/** What a 422 means: nothing was done, and why. */
export function refusalOf(json: unknown, context: RefusalContext & { message: string | null }): VendorError {
  const { data } = wireRefusal.safeParse(json);
  const told = { wasDone: 'no', vendorMessage: context.message } as const;
  if (data?.check && data.code === 'authentication_failed') return new CheckFailedError(data.check);
  if (data?.code != null && inUseCodes.has(data.code)) return new VendorError('patchworks', 'in_use', told);
  const fields = fieldsOf(data?.errors ?? {}, context.sentKeys);
  return Object.keys(fields).length > 0
    ? new VendorError('patchworks', 'bad_input', { ...told, fields })
    : new VendorError('patchworks', 'refused', told);
}

function fieldsOf(errors: Record<string, string[]>, sentKeys: string[]): Record<string, FieldProblem> {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([field, texts]) => {
      const name = fieldName(field, sentKeys);
      return name === null ? [] : [[name, problemIn(texts)]];
    }),
  );
}

/** Our name of a refused field; null for what no form of ours asks. */
function fieldName(field: string, sentKeys: string[]): string | null {
  if (!field.startsWith('variables.')) return Object.hasOwn(fieldNames, field) ? (fieldNames[field] ?? null) : null;
  const key = field.slice('variables.'.length);
  const place = /^(\d+)(\.(key|value))?$/.exec(key)?.[1];
  const byPlace = place === undefined || sentKeys.includes(key) ? undefined : sentKeys[Number(place)];
  return `values.${byPlace ?? key}`;
}

/** The vendor says it in sentences, of which only these words can be relied upon. */
function problemIn(texts: string[]): FieldProblem {
  const text = texts.join(' ').toLowerCase();
  if (text.includes('required')) return 'required';
  if (/too long|greater than|may not be (longer|greater)|at most|maximum|too big/.test(text)) return 'too_long';
  if (/selected|does not belong|time zone|timezone|not allowed|invalid option|same system/.test(text))
    return 'unknown_value';
  return 'malformed';
}
