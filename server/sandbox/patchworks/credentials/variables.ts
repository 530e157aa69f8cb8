import type { AuthenticationMethod, VariableDefinition } from '../catalogue/template.ts';
import type { VariableValues } from '../database/tables.ts';
import { invalid } from '../refusal.ts';

/** A value as a caller gives it. */
export interface GivenVariable {
  key: string;
  value: string;
}

const greatestValueLength = 10_000;

/**
 * Joins what is given with what is stored: what is left out keeps its value, `""` clears a field that is not required.
 * Only the method's own fields are taken.
 */
export function mergeVariables(
  method: AuthenticationMethod,
  stored: VariableValues,
  given: readonly GivenVariable[],
): VariableValues {
  const errors: Record<string, string[]> = {};
  const known = new Set(method.variables.map(({ key }) => key));
  const wanted = new Map<string, string>();
  for (const { key, value } of given) {
    if (!known.has(key)) errors[`variables.${key}`] = [`The ${key} variable does not belong to this method.`];
    else if (wanted.has(key)) errors[`variables.${key}`] = [`The ${key} variable is given twice.`];
    else if (value.length > greatestValueLength) errors[`variables.${key}`] = [`The ${key} variable is too long.`];
    else wanted.set(key, value);
  }
  const merged: VariableValues = {};
  for (const definition of method.variables) {
    const value = wanted.get(definition.key) ?? stored[definition.key] ?? definition.defaultValue;
    if (value.trim() === '' && definition.required) {
      errors[`variables.${definition.key}`] ??= [`The ${definition.label} field is required.`];
    }
    merged[definition.key] = value;
  }
  if (Object.keys(errors).length > 0) throw invalid(errors);
  return merged;
}

/** A field as it is shown: whether it has a value, and the value itself unless it is a secret. */
export function presentVariable(definition: VariableDefinition, values: VariableValues): Record<string, unknown> {
  const value = values[definition.key] ?? '';
  const { key, label, required, configurable, advanced, secret, locked } = definition;
  return {
    key,
    label,
    required,
    configurable,
    advanced,
    secret,
    locked,
    has_value: value !== '',
    value: secret ? null : value,
  };
}
