import type { CredentialCheck } from '#contract/connectors.ts';
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

const secretWord = '(?:key|token|secret|passw|passphrase|pwd|signature|credential|session|jwt|assertion)';
const sensitiveHeader = /authori[sz]ation|cookie|key|token|secret|passw|signature|credential|session/i;
/** `name=value` in an address or in a form. Names are bounded, so that no text makes the search slow. */
const parameter = new RegExp(
  String.raw`(^|[?&;#\s])([^=&?#;\s"<>]{0,100}(?:${secretWord}|\b(?:code|auth|sig|hmac)\b)[^=&?#;\s"<>]{0,100})=[^&#;\s"<>]*`,
  'gi',
);
const jsonName = String.raw`[^"\\]{0,100}${secretWord}[^"\\]{0,100}`;
/** `"name": "value"`, also cut off. */
const jsonField = new RegExp(String.raw`("${jsonName}"\s*:\s*")(?:[^"\\]|\\.)*`, 'gi');
const jsonNumber = new RegExp(String.raw`("${jsonName}"\s*:\s*)-?\d[\d.eE+-]*`, 'gi');
/** The same inside a text that is itself quoted in JSON. */
const quotedJsonField = new RegExp(String.raw`(\\"${jsonName}\\"\s*:\s*\\")[^"\\]*`, 'gi');
/** `<name>value`. */
const element = new RegExp(String.raw`(<[\w:.-]{0,100}${secretWord}[\w:.-]{0,100}(?:\s[^<>]*)?>)[^<]*`, 'gi');
/** What a challenge says about itself, and no credential: RFC 6750 section 3, RFC 7617 and RFC 9728. */
const openParameter = '(?:realm|charset|scope|error|error_description|error_uri|resource_metadata)=';
const scheme = new RegExp(
  String.raw`\b(basic|bearer|digest|token|apikey)(\s+|%20|\+)(?!${openParameter})[^\s"'<>,;&\\]{2,}`,
  'gi',
);
const userInfo = /(:\/\/)[^/?#@\s]*@/g;

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
  return withoutLookalikes(redactor.cutText(printable(text.slice(0, longest))));
}

/** Known secrets went first: what looks like one may begin in the middle of one that is known. */
function withoutLookalikes(text: string): string {
  return text
    .replaceAll(userInfo, `$1${mask}@`)
    .replaceAll(scheme, `$1$2${mask}`)
    .replaceAll(parameter, `$1$2=${mask}`)
    .replaceAll(jsonField, `$1${mask}`)
    .replaceAll(jsonNumber, `$1"${mask}"`)
    .replaceAll(quotedJsonField, `$1${mask}`)
    .replaceAll(element, `$1${mask}`);
}

/** Never in the middle of a character. */
function cut(body: string): string {
  const bytes = Buffer.from(body);
  if (bytes.length <= greatestBodyBytes) return body;
  return new TextDecoder('utf-8').decode(bytes.subarray(0, greatestBodyBytes), { stream: true });
}
