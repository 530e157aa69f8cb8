import { withoutLookalikes } from '../../platform/lookalike-secrets.ts';
import { withoutSecrets } from '../run-secrets.ts';

const longestMessage = 300;

/** A bearer credential, in whatever form Instabase quotes the header that it was sent. */
const bearerPattern = /bearer\s+\S+/gi;

/** Instabase's words, fit for a log line and for people: no control characters, no secrets, not long. Null: nothing is left. */
export function cleanMessage(text: string, secrets: string[]): string | null {
  const known = withoutSecrets(text, secrets).replace(bearerPattern, '[redacted]');
  // What a job says comes when what it was begun with is no longer at hand to be looked for.
  const cleaned = withoutLookalikes(known)
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
    .slice(0, longestMessage);
  return cleaned === '' ? null : cleaned;
}
