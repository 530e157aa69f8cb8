import {
  type AuthenticationMethod,
  type ConnectorForm,
  type FieldValues,
  type InstanceDetails,
  instanceDetailsSchema,
} from '#contract/connectors.ts';
import { type FieldProblem, fieldProblems } from '#contract/problems.ts';
import type { DraftContent } from '../../platform/database/connector-tables.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { refuseFields } from './connector-refusal.ts';

type Fields = Record<string, FieldProblem>;

/**
 * Refuses what a draft may not hold: a method or pool that the form does not offer, a value of a field that the method does
 * not have, and any secret. Throws `ConnectorRefusal`.
 */
export function refuseContent(content: DraftContent, form: ConnectorForm): void {
  const method = form.methods.find(({ id }) => id === content.methodId) ?? null;
  refuseFields({
    ...poolProblems(content.details, form),
    ...(content.methodId !== null && method === null ? { methodId: 'unknown_value' as const } : {}),
    ...strangers('values', content.values, method, (field) => !field.secret),
  });
}

/** What a create needs, once nothing is missing. */
export interface CompleteContent {
  details: InstanceDetails;
  method: AuthenticationMethod;
  /** Secrets among them. */
  values: FieldValues;
}

/** Puts draft and secrets together. Throws `ConnectorRefusal` with every field that is missing or not offered. */
export function completeContent(content: DraftContent, secrets: FieldValues, form: ConnectorForm): CompleteContent {
  const details = instanceDetailsSchema.safeParse(content.details);
  const method = chosenMethod(content, form);
  const fields: Fields = {
    ...(details.success ? {} : problemsOf(details.error.issues, 'details.')),
    ...poolProblems(content.details, form),
    ...(method ? {} : { methodId: content.methodId === null ? ('required' as const) : ('unknown_value' as const) }),
    ...strangers('values', content.values, method, (field) => !field.secret),
    ...strangers('secrets', secrets, method, (field) => field.secret),
    ...missing(content.values, secrets, method),
  };
  refuseFields(fields);
  if (!details.success || !method) throw new Error('what is not complete has been refused');
  return { details: details.data, method, values: { ...content.values, ...secrets } };
}

/** Each issue of a schema beside its field; only the first of a field counts. */
export function problemsOf(issues: readonly { path: PropertyKey[]; message: string }[], prefix = ''): Fields {
  const fields: Fields = {};
  for (const issue of issues) {
    const key = `${prefix}${issue.path.join('.')}`;
    fields[key] ??= fieldProblems.find((problem) => problem === issue.message) ?? 'malformed';
  }
  return fields;
}

/** A vendor's refusal of fields, by the names that they have in a draft and its secrets; any other error as it is. */
export function besideDraftFields(error: unknown, method: AuthenticationMethod): unknown {
  if (!(error instanceof VendorError) || error.code !== 'bad_input' || error.fields === null) return error;
  const secrets = new Set(method.fields.filter(({ secret }) => secret).map(({ key }) => `values.${key}`));
  const renamed = Object.entries(error.fields).map(([name, problem]) => {
    if (name in instanceDetailsSchema.shape) return [`details.${name}`, problem] as const;
    return [secrets.has(name) ? name.replace('values.', 'secrets.') : name, problem] as const;
  });
  const { vendor, code, wasDone, vendorMessage } = error;
  return new VendorError(vendor, code, { wasDone, vendorMessage, fields: Object.fromEntries(renamed), cause: error });
}

function chosenMethod({ methodId }: DraftContent, { methods }: ConnectorForm): AuthenticationMethod | null {
  if (methodId === null && methods.length === 1) return methods[0] ?? null;
  return methods.find(({ id }) => id === methodId) ?? null;
}

function poolProblems({ poolId }: InstanceDetails, { pools }: ConnectorForm): Fields {
  if (poolId === null || pools.some(({ id }) => id === poolId)) return {};
  return { 'details.poolId': 'unknown_value' };
}

function strangers(
  prefix: 'values' | 'secrets',
  values: FieldValues,
  method: AuthenticationMethod | null,
  mayHold: (field: AuthenticationMethod['fields'][number]) => boolean,
): Fields {
  const keys = new Set(method?.fields.filter(mayHold).map(({ key }) => key));
  const strange = Object.keys(values).filter((key) => !keys.has(key));
  return Object.fromEntries(strange.map((key) => [`${prefix}.${key}`, 'unknown_value' as const]));
}

/** A field that is left out is filled by the vendor with its default, where it has one. */
function missing(values: FieldValues, secrets: FieldValues, method: AuthenticationMethod | null): Fields {
  const empty = (method?.fields ?? []).filter(({ key, required, secret, defaultValue }) => {
    const value = (secret ? secrets : values)[key] ?? defaultValue ?? '';
    return required && value.trim() === '';
  });
  return Object.fromEntries(
    empty.map(({ key, secret }) => [`${secret ? 'secrets' : 'values'}.${key}`, 'required' as const]),
  );
}
