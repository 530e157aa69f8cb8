/** Stands in the place of every secret; its length says nothing about the secret's. */
export const mask = '********';

const sensitiveHeader = /authorization|cookie|token|secret|api-?key/i;
const sensitiveField = /("[^"]*(?:token|secret|password|api_?key)[^"]*"\s*:\s*")(?:[^"\\]|\\.)*(")/gi;

/** Takes secrets out of what a third party was sent and has answered. */
export interface Redactor {
  text(text: string): string;
  headers(headers: Record<string, string>): Record<string, string>;
}

/** Knows each secret as it is and in every form in which it may travel: in an address, in JSON, in base64. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secrets
    .flatMap((secret) => [secret, secret.trim()])
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ secret }).toString().slice('secret='.length),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ])
    // The longest first: one secret may be a part of another.
    .toSorted((one, other) => other.length - one.length);

  const text = (value: string) =>
    forms.reduce((rest, form) => rest.replaceAll(form, mask), value).replaceAll(sensitiveField, `$1${mask}$2`);
  return {
    text,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, sensitiveHeader.test(name) ? mask : text(value)]),
      ),
  };
}
