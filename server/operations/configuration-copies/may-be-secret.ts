import { isSecretName, withoutLookalikes } from '../../platform/lookalike-secrets.ts';

/**
 * Whether a value is to stay out of a copy: what goes by the name of a secret, and a text that holds what looks like one, such as
 * an address with a password in it. A copy leaves our hands, so a doubt is enough; the person is told what to give again.
 */
export function mayBeSecret(names: (string | null)[], value: string): boolean {
  return names.some((name) => name !== null && isSecretName(name)) || withoutLookalikes(value) !== value;
}
