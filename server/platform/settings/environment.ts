import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

const webAddress = z.url({ protocol: /^https?$/ });
// Goes into a header, which holds no space and no control character.
const headerValue = z.string().regex(/^[\x21-\x7e]+$/);
const secret = z.string().refine((text) => Buffer.byteLength(text) >= 32);

/** Whether RS256 can sign with it. In an environment variable the line breaks are often written as `\n`. */
function isRsaPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n')).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** How each setting that is used must look. */
export const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_531).default(4100),
  HOST: z.string().min(1).optional(),
  JACKFIELD_PUBLIC_URL: webAddress.optional(),
  JACKFIELD_DATA: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  JACKFIELD_SECRET: secret.optional(),
  JACKFIELD_SECRET_PREVIOUS: secret.optional(),
  JACKFIELD_HOOKS: z.string().min(1).optional(),
  JACKFIELD_SANDBOX: z.enum(['beside', 'external']).default('beside'),
  JACKFIELD_LOG_LEVEL: z.enum(logLevels).default('warn'),
  TRAY_API_URL: webAddress.optional(),
  TRAY_APP_URL: webAddress.optional(),
  TRAY_MASTER_TOKEN: headerValue.optional(),
  // Goes into an address as one segment, which must not climb.
  TRAY_PARTNER: z
    .string()
    .regex(/^(?!.*\.\.)[\w-][\w.-]*$/)
    .optional(),
  TRAY_DEBUG_URL_TEMPLATE: webAddress.optional(),
  TRAY_READS_EVERYBODY: z.enum(['operator', 'per-user']).default('operator'),
  PRISMATIC_URL: webAddress.optional(),
  PRISMATIC_TOKEN: headerValue.optional(),
  PRISMATIC_REFRESH_TOKEN: headerValue.optional(),
  PRISMATIC_SIGNING_KEY: z.string().refine(isRsaPrivateKey).optional(),
  PRISMATIC_ORGANIZATION: z.string().min(1).max(200).optional(),
  PRISMATIC_DEBUG_URL_TEMPLATE: webAddress.optional(),
  INSTABASE_URL: webAddress.optional(),
  INSTABASE_TOKEN: headerValue.optional(),
  INSTABASE_ACCOUNT: z.string().min(1).max(200).optional(),
  // The first segment of every path of theirs.
  INSTABASE_USERNAME: z
    .string()
    .regex(/^[^/\p{Cc}]{1,200}$/u)
    .optional(),
  INSTABASE_CONTEXT: headerValue.optional(),
  INSTABASE_DEBUG_URL_TEMPLATE: webAddress.optional(),
  INSTABASE_REVIEW_URL_TEMPLATE: webAddress.optional(),
  PATCHWORKS_URL: webAddress.optional(),
  PATCHWORKS_API_KEY: headerValue.optional(),
  PATCHWORKS_ACCOUNT: z.string().min(1).max(200).optional(),
  PATCHWORKS_FLOW_URL_TEMPLATE: webAddress.optional(),
  PATCHWORKS_DEBUG_URL_TEMPLATE: webAddress.optional(),
  JACKFIELD_HOST_JWKS: webAddress.optional(),
  JACKFIELD_HOST_ISSUER: z.string().min(1).optional(),
  OIDC_ISSUER: webAddress.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
});

export type SettingName = keyof z.infer<typeof environmentSchema>;

/** The sentence that refuses a setting: `PORT must be …`. */
export const expectations = {
  PORT: 'a port number up to 65531, since the four after it are the sandbox’s',
  HOST: 'an address to listen on',
  JACKFIELD_PUBLIC_URL: 'the http or https address people use',
  JACKFIELD_DATA: 'a folder',
  DATABASE_URL: 'an address that begins with postgres:// or postgresql://',
  JACKFIELD_SECRET: 'at least 32 bytes long',
  JACKFIELD_SECRET_PREVIOUS: 'at least 32 bytes long, as the secret before this one was',
  JACKFIELD_HOOKS: 'the path of a module',
  JACKFIELD_SANDBOX: '"beside" or "external"',
  JACKFIELD_LOG_LEVEL: 'trace, debug, info, warn, error, fatal or silent',
  TRAY_API_URL: 'the whole http or https address of Tray’s GraphQL endpoint',
  TRAY_APP_URL: 'the http or https address of Tray’s Config Wizard',
  TRAY_MASTER_TOKEN: 'a token without spaces',
  TRAY_PARTNER: 'the partner’s name as it stands in the wizard’s address: letters, digits, dots and dashes',
  TRAY_READS_EVERYBODY: '"operator" or "per-user"',
  TRAY_DEBUG_URL_TEMPLATE: 'an http or https address, with {vendorId} and {owner} where those belong',
  PRISMATIC_URL: 'the http or https address of your region of Prismatic',
  PRISMATIC_TOKEN: 'a token without spaces',
  PRISMATIC_REFRESH_TOKEN: 'a token without spaces',
  PRISMATIC_SIGNING_KEY: 'an RSA private key in PEM, with line breaks or `\\n` in their place',
  PRISMATIC_ORGANIZATION: 'the id of your organisation at Prismatic',
  PRISMATIC_DEBUG_URL_TEMPLATE: 'an http or https address, with {vendorId} and {owner} where those belong',
  INSTABASE_URL: 'the http or https address of your Instabase site',
  INSTABASE_TOKEN: 'a token without spaces',
  INSTABASE_ACCOUNT: 'the id by which your product names the account that the token is for',
  INSTABASE_USERNAME: 'the username at Instabase whose token it is',
  INSTABASE_CONTEXT: 'the context without spaces',
  INSTABASE_DEBUG_URL_TEMPLATE: 'an http or https address, with {vendorId} and {owner} where those belong',
  INSTABASE_REVIEW_URL_TEMPLATE: 'an http or https address, with {runId} where that belongs',
  PATCHWORKS_URL: 'the http or https address of Patchworks’ Core API, without /api/v1',
  PATCHWORKS_API_KEY: 'a key without spaces',
  PATCHWORKS_ACCOUNT: 'the id by which your product names the account that the key is for',
  PATCHWORKS_FLOW_URL_TEMPLATE: 'an http or https address, with {flowId} and {owner} where those belong',
  PATCHWORKS_DEBUG_URL_TEMPLATE: 'an http or https address, with {vendorId} and {owner} where those belong',
  JACKFIELD_HOST_JWKS: 'the http or https address of your product’s public keys',
  JACKFIELD_HOST_ISSUER: 'the issuer that your product writes into its tokens',
  OIDC_ISSUER: 'the http or https address by which the identity provider calls itself',
  OIDC_CLIENT_ID: 'the client’s id at the identity provider',
  OIDC_CLIENT_SECRET: 'the client’s secret at the identity provider',
} satisfies Record<SettingName, string>;

/** Settings of later versions. Whoever sets one is told that it does nothing, rather than left to believe otherwise. */
export const unusedSettings = ['JACKFIELD_TRUSTED_PROXIES', 'METRICS_PORT'] as const;
