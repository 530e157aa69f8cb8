import { isSecretName, lookalikeMask, withoutLookalikes } from '../../platform/lookalike-secrets.ts';
import type { DeploymentMetadata } from '../deployments.ts';
import { parseJsonText } from './json-text.ts';

/** Deeper than any package goes, and shallow enough for whoever walks it. */
const deepest = 20;
const tooDeep = '…';

/** Metadata is JSON in a string; what does not parse is handed on as the text that it is. Null: there is none. */
export function toMetadata(value: unknown): DeploymentMetadata | null {
  if (value === undefined || value === null || value === '') return null;
  const parsed = parseJsonText(value);
  const isText = parsed === undefined || typeof parsed === 'string';
  if (typeof value === 'string' && isText) return { kind: 'text', text: shown(value) };
  return { kind: 'json', value: masked(parsed, 0) };
}

function masked(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shown(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return tooDeep;
  if (Array.isArray(value)) return value.map((entry) => masked(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      storable(key),
      isSecretName(key) && entry !== null && entry !== '' ? lookalikeMask : masked(entry, depth + 1),
    ]),
  );
}

/** Solutions have no field for credentials, but a package may carry anything in its metadata. */
function shown(text: string): string {
  return withoutLookalikes(storable(text));
}

function storable(text: string): string {
  return text.replaceAll(/[\0\p{Cs}]/gu, '\uFFFD');
}
