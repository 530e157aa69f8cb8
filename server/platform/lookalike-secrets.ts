/** Stands in the place of what looks like a secret; its length says nothing about the secret's. */
export const lookalikeMask = '••••••••';

const secretWord = '(?:key|token|secret|passw|passphrase|pwd|signature|credential|session|jwt|assertion)';
const secretName =
  /authori[sz]ation|cookie|token|secret|passw|passphrase|\bpwd\b|signature|credential|session|assertion/i;
/** Most keys are the keys of something; these are the ones to something. */
const secretKeyName =
  /(?:api|access|account|auth|client|encryption|function|functions|host|license|master|private|service|shared|signing|storage|subscription)[\s_-]?key|^x-.*key$/i;
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
export const openParameter = '(?:realm|charset|scope|error|error_description|error_uri|resource_metadata)=';
const bearer = new RegExp(String.raw`\b(bearer)(\s+|%20|\+)(?!${openParameter})[^\s"'<>,;&\\]{2,}`, 'gi');
/** These are also plain words, which no credential follows: one of those has a digit or a sign of base64. */
const scheme = new RegExp(
  String.raw`\b(basic|digest|apikey)(\s+|%20|\+)(?!${openParameter})(?=[^\s"'<>,;&\\]{0,500}[\d=+/])[^\s"'<>,;&\\]{6,}`,
  'gi',
);
/** A signed token, RFC 7519: its first part is JSON in base64url, which always begins in this way. */
const signedToken = /\beyJ[\w-]{5,}(?:\.[\w-]+){1,2}/g;
const userInfo = /(:\/\/)[^/?#@\s]*@/g;

/**
 * A foreign text without what looks like a secret by its name or its form: parameters, fields, credentials in headers and
 * addresses, signed tokens. The rest stays as it is, and is text, whatever it looks like.
 */
export function withoutLookalikes(text: string): string {
  return text
    .replaceAll(userInfo, `$1${lookalikeMask}@`)
    .replaceAll(bearer, `$1$2${lookalikeMask}`)
    .replaceAll(scheme, `$1$2${lookalikeMask}`)
    .replaceAll(signedToken, lookalikeMask)
    .replaceAll(parameter, `$1$2=${lookalikeMask}`)
    .replaceAll(jsonField, `$1${lookalikeMask}`)
    .replaceAll(jsonNumber, `$1"${lookalikeMask}"`)
    .replaceAll(quotedJsonField, `$1${lookalikeMask}`)
    .replaceAll(element, `$1${lookalikeMask}`);
}

/** Whether what goes by this name, a key or a header, is likely to be a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) || secretKeyName.test(name);
}
