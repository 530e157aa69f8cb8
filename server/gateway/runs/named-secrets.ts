import { isSecretName, lookalikeMask } from '../../platform/lookalike-secrets.ts';

/** By what vendors call the names of values that stand beside them. */
const nameKeys = ['key', 'name', 'label', 'title', 'externalId'] as const;

const valueKeys = ['value', 'defaultValue'];

/**
 * Vendors list values as `{name, value}`, where the secret's name is a value itself, and some mark a secret as one: there the value is
 * masked. A value that is there at all says so by the mask.
 */
export function withoutNamedSecrets(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutNamedSecrets);
  if (!isEntry(json)) return json;
  const isSecret = isNamedSecret(json);
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      isSecret && valueKeys.includes(key) && value !== null && value !== ''
        ? lookalikeMask
        : withoutNamedSecrets(value),
    ]),
  );
}

/** The name may stand one step down, as Prismatic has it: `{value, requiredConfigVariable: {key}}`. */
function isNamedSecret(json: object): boolean {
  const entries = new Map<string, unknown>(Object.entries(json));
  if (!valueKeys.some((key) => entries.has(key))) return false;
  if (entries.get('secret') === true || entries.get('isSecret') === true) return true;
  return [json, ...[...entries.values()].filter(isEntry)].some(hasSecretName);
}

function hasSecretName(json: object): boolean {
  const entries = new Map<string, unknown>(Object.entries(json));
  return nameKeys.some((key) => {
    const name = entries.get(key);
    return typeof name === 'string' && isSecretName(name);
  });
}

function isEntry(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
