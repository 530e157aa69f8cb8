const longestMessage = 300;
/** A signed token has three parts with dots between; what follows `Bearer` is one, whatever it looks like. */
const secretPattern = /\beyJ[\w-]+(\.[\w-]+){1,2}|bearer\s+\S+/gi;

/** Shorter texts are no secrets, and cutting them out would leave no word whole. */
const shortestSecret = 4;

/** Prismatic's words without secrets, control characters and endless text; null when nothing is left. */
export function cleanMessage(text: string, secrets: string[]): string | null {
  const withoutSecrets = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .toSorted((left, right) => right.length - left.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
    .replace(secretPattern, '[redacted]');
  const cleaned = withoutSecrets
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
    .slice(0, longestMessage);
  return cleaned === '' ? null : cleaned;
}
