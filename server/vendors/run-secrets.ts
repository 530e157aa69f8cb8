/** Shorter texts say too little to be a secret, and cut out of a message would leave holes all over it. */
const shortestSecret = 6;

/** Every text in free settings: the headers of a webhook may hold a credential, and answers may quote what was sent. */
export function secretsOf(settings: unknown): string[] {
  if (typeof settings === 'string') return settings.length < shortestSecret ? [] : [settings];
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.values(settings).flatMap((value: unknown) => secretsOf(value));
}

/** A vendor's words without these texts. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return (
    secrets
      .filter((secret) => secret !== '')
      // One may be part of another: the longer one goes first, or its rest would stay.
      .toSorted((one, other) => other.length - one.length)
      .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
  );
}
