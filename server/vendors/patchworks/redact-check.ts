import type { CredentialCheck } from '#contract/connectors.ts';
import { openParameter, withoutLookalikes } from '../../platform/lookalike-secrets.ts';
import type { WireCheck } from './check-failed.ts';
import { createRedactor, mask, printable, type Redactor } from './redactor.ts';

/** No body is shown longer. */
export const greatestBodyBytes = 4096;
/** No more of a body is looked at: what is cut off would not be shown. */
const mostRead = 64 * 1024;
const longestHeader = 2_000;
const longestHeaderName = 200;
const longestMethod = 20;
const longestUrl = 4_000;
const mostHeaders = 100;

const sensitiveHeader = /authori[sz]ation|cookie|key|token|secret|passw|signature|credential|session/i;
/** A third party answers a check with challenges and credentials, and with no prose in which these are plain words. */
const scheme = new RegExp(
  String.raw`\b(basic|bearer|digest|token|apikey)(\s+|%20|\+)(?!${openParameter})[^\s"'<>,;&\\]{2,}`,
  'gi',
);

/**
 * A report of a credential check as it may be shown: every secret that was sent replaced by one mask, in whatever form it
 * came back, and besides what only looks like a secret, because the third party may answer with ones that nobody sent. The
 * vendor does the same, and is not relied upon. What remains is plain text of a bounded length.
 */
export function redactCheck(check: WireCheck, secrets: readonly string[]): CredentialCheck {
  const redactor = createRedactor(secrets);
  const { request, response } = check;
  return {
    request: {
      method: redactText(redactor, request.method, longestMethod),
      url: redactText(redactor, request.url, longestUrl),
      headers: redactHeaders(redactor, request.headers),
      body: redactBody(redactor, request.body),
    },
    response: {
      statusCode: response.status_code,
      headers: redactHeaders(redactor, response.headers),
      body: redactBody(redactor, response.body),
      message: response.message === null ? null : redactText(redactor, response.message, longestHeader),
    },
  };
}

function redactHeaders(redactor: Redactor, headers: Record<string, string>): Record<string, string> {
  const shown = Object.entries(headers).slice(0, mostHeaders);
  return Object.fromEntries(
    shown.map(([name, value]) => [
      redactText(redactor, name, longestHeaderName),
      sensitiveHeader.test(name) ? mask : redactText(redactor, value, longestHeader),
    ]),
  );
}

function redactBody(redactor: Redactor, body: string | null): string | null {
  return body === null ? null : cut(redactText(redactor, body, mostRead));
}

/** A secret may be longer than what is shown, so what the cut leaves of one goes too. */
function redactText(redactor: Redactor, text: string, longest: number): string {
  // Known secrets go first: what looks like one may begin in the middle of one that is known.
  const withoutKnown = redactor.cutText(printable(text.slice(0, longest)));
  return withoutLookalikes(withoutKnown.replaceAll(scheme, `$1$2${mask}`));
}

/** Never in the middle of a character. */
function cut(body: string): string {
  const bytes = Buffer.from(body);
  if (bytes.length <= greatestBodyBytes) return body;
  return new TextDecoder('utf-8').decode(bytes.subarray(0, greatestBodyBytes), { stream: true });
}
