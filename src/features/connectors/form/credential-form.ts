import * as z from 'zod/mini';
import { type CredentialField, type FieldValues, longestFieldValue } from '#contract/connectors.ts';

/** A credential field with what is stored in it: of an instance that exists, or nothing for one in the making. */
export interface AskedField {
  key: string;
  label: string;
  required: boolean;
  advanced: boolean;
  secret: boolean;
  /** Whether something is stored. */
  hasValue: boolean;
  /** What it begins with; null for a secret. */
  value: string | null;
}

/**
 * What stands in the fields, in their order and not by their keys: a key may hold a dot, which a form takes for a path.
 * Null: what is stored stays.
 */
export interface CredentialTexts {
  texts: (string | null)[];
}

/** The fields of a method that nothing is stored of yet, with the values that were typed so far. */
export function askedFields(fields: readonly CredentialField[], values: FieldValues): AskedField[] {
  return fields.map(({ defaultValue, ...field }) => ({
    ...field,
    hasValue: false,
    value: field.secret ? null : (values[field.key] ?? defaultValue),
  }));
}

/** What stands in the fields at first: a stored secret is kept, and never shown. */
export function beginningTexts(fields: readonly AskedField[]): (string | null)[] {
  return fields.map(({ secret, hasValue, value }) => (secret && hasValue ? null : (value ?? '')));
}

/** Checks what was typed into the fields; messages are codes of the contract. */
export function credentialSchema(fields: readonly AskedField[]) {
  const text = z.nullable(z.string().check(z.maxLength(longestFieldValue, 'too_long')));
  return z.object({
    texts: z.array(text).check(({ value, issues }) => {
      for (const [index, field] of fields.entries()) {
        const isMissing = field.required && value[index] !== null && (value[index] ?? '').trim() === '';
        if (isMissing) issues.push({ code: 'custom', message: 'required', path: [index], input: value });
      }
    }),
  });
}

/** What has to be sent of an existing instance: what differs from what is stored. The rest keeps its value. */
export function changedValues(fields: readonly AskedField[], texts: readonly (string | null)[]): FieldValues {
  const beginning = beginningTexts(fields);
  return Object.fromEntries(
    fields.flatMap(({ key }, index) => {
      const text = texts[index] ?? null;
      return text === null || text === beginning[index] ? [] : [[key, text]];
    }),
  );
}

/** What has to be sent of an instance in the making: the values that may be kept, and the secrets that were typed. */
export function splitValues(
  fields: readonly AskedField[],
  texts: readonly (string | null)[],
): { values: FieldValues; secrets: FieldValues } {
  const typed = fields.map(({ key, secret }, index) => ({ key, secret, text: texts[index] ?? '' }));
  const record = (some: typeof typed) => Object.fromEntries(some.map(({ key, text }) => [key, text]));
  return {
    values: record(typed.filter(({ secret }) => !secret)),
    secrets: record(typed.filter(({ secret, text }) => secret && text !== '')),
  };
}
