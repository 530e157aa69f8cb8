import type { SettingName } from './environment.ts';

/** A row of the guide's table. */
interface Meaning {
  /** What holds when it is absent, in words. */
  otherwise: string;
  meaning: string;
}

/** Every setting as the guide explains it; a test holds the guide to this. */
export const meanings = {
  PORT: {
    otherwise: '4100',
    meaning:
      'Jackfield; the four ports after it belong to the sandbox (Tray, Prismatic, Instabase, Patchworks, in this order)',
  },
  HOST: {
    otherwise: '127.0.0.1 and ::1',
    meaning: 'the address to listen on; only loopback addresses while the demo sign-in exists, any when live',
  },
  JACKFIELD_PUBLIC_URL: {
    otherwise: '`http://localhost:<PORT>`',
    meaning: 'the address people use; live demands it, and https unless it is on this machine',
  },
  JACKFIELD_DATA: { otherwise: '`.data`', meaning: 'the folder of the embedded database and of the sandbox’s secret' },
  DATABASE_URL: { otherwise: '–', meaning: 'a PostgreSQL of your own, 15 or newer, instead of the embedded one' },
  JACKFIELD_SECRET: {
    otherwise: 'made once, kept in the data folder',
    meaning: 'what stored credentials are sealed with, 32 bytes or more; live demands it',
  },
  JACKFIELD_SECRET_PREVIOUS: {
    otherwise: '–',
    meaning: 'the secret before this one: it still opens what it sealed, and seals nothing any more',
  },
  JACKFIELD_HOOKS: {
    otherwise: '–',
    meaning: 'the module with your company’s own checks and values: [hooks.md](hooks.md)',
  },
  JACKFIELD_SANDBOX: {
    otherwise: '`beside`',
    meaning: '`external`: the sandbox runs by `npm run sandbox`, on the same ports; without meaning when live',
  },
  JACKFIELD_LOG_LEVEL: { otherwise: '`warn`', meaning: '`trace` to `fatal`, or `silent`' },
  TRAY_API_URL: { otherwise: 'the sandbox', meaning: 'live: the whole address of Tray’s GraphQL endpoint' },
  TRAY_APP_URL: { otherwise: 'the sandbox', meaning: 'live: where Tray’s Config Wizard is' },
  TRAY_MASTER_TOKEN: { otherwise: 'the sandbox’s', meaning: 'live: the master token of your Tray organisation' },
  TRAY_PARTNER: { otherwise: 'the sandbox’s', meaning: 'live: your partner name in the wizard’s address' },
  TRAY_DEBUG_URL_TEMPLATE: {
    otherwise: '–',
    meaning: 'address of Tray’s own page about an instance, with `{vendorId}` and `{owner}`',
  },
  TRAY_READS_EVERYBODY: {
    otherwise: '`operator`',
    meaning:
      '`per-user`: read each user’s instances with that user’s own token, for an organisation whose master token is not shown them',
  },
  PRISMATIC_URL: { otherwise: 'the sandbox', meaning: 'live: the address of your region of Prismatic' },
  PRISMATIC_TOKEN: {
    otherwise: 'the sandbox’s',
    meaning: 'live: an access token of your organisation, for a try: it runs out and cannot be renewed',
  },
  PRISMATIC_REFRESH_TOKEN: {
    otherwise: '–',
    meaning: 'live: instead of that token, what it is renewed with',
  },
  PRISMATIC_SIGNING_KEY: {
    otherwise: 'made once, kept in the data folder',
    meaning:
      'live: the private half (PEM) of a signing key of your organisation, with line breaks or `\\n` in their place',
  },
  PRISMATIC_ORGANIZATION: { otherwise: 'the sandbox’s', meaning: 'live: the id of your organisation at Prismatic' },
  PRISMATIC_DEBUG_URL_TEMPLATE: {
    otherwise: '–',
    meaning: 'address of Prismatic’s own page about an instance, with `{vendorId}` and `{owner}`',
  },
  INSTABASE_URL: { otherwise: 'the sandbox', meaning: 'live: the address of your Instabase site' },
  INSTABASE_TOKEN: {
    otherwise: 'the sandbox’s',
    meaning: 'live: the token of one user; it serves admins and the one account that is named beside it',
  },
  INSTABASE_ACCOUNT: {
    otherwise: '–',
    meaning:
      'live: the account that the token is for, by the id that your product signs or your identity provider tells',
  },
  INSTABASE_USERNAME: {
    otherwise: 'the account’s id',
    meaning: 'live: the username at Instabase whose token it is; there is no call that tells',
  },
  INSTABASE_CONTEXT: {
    otherwise: '–',
    meaning: 'on whose account calls are made, for sites that want to be told in the header `IB-Context`',
  },
  INSTABASE_DEBUG_URL_TEMPLATE: {
    otherwise: '–',
    meaning: 'address of Instabase’s own page about a solution, with `{vendorId}` and `{owner}`',
  },
  INSTABASE_REVIEW_URL_TEMPLATE: {
    otherwise: '–',
    meaning: 'address where what a run read is looked at by a person, with `{runId}`',
  },
  PATCHWORKS_URL: { otherwise: 'the sandbox', meaning: 'live: the address of Patchworks’ Core API, without `/api/v1`' },
  PATCHWORKS_API_KEY: {
    otherwise: 'the sandbox’s',
    meaning: 'live: the API key of one account’s company; it serves that account alone, and no other',
  },
  PATCHWORKS_ACCOUNT: {
    otherwise: '–',
    meaning: 'live: the account that the key is for, by the id that your product signs or your identity provider tells',
  },
  PATCHWORKS_FLOW_URL_TEMPLATE: {
    otherwise: '–',
    meaning: 'address of Patchworks’ own page about a process flow, with `{flowId}` and `{owner}`',
  },
  PATCHWORKS_DEBUG_URL_TEMPLATE: {
    otherwise: '–',
    meaning: 'address of Patchworks’ own page about an instance, with `{vendorId}` and `{owner}`',
  },
  JACKFIELD_HOST_JWKS: { otherwise: '–', meaning: 'where your product publishes the public keys it signs tokens with' },
  JACKFIELD_HOST_ISSUER: { otherwise: '–', meaning: 'the `iss` of those tokens, exactly' },
  OIDC_ISSUER: { otherwise: '–', meaning: 'the identity provider, as it calls itself' },
  OIDC_CLIENT_ID: { otherwise: '–', meaning: 'Jackfield’s client id there; its redirect address is `/return`' },
  OIDC_CLIENT_SECRET: { otherwise: '–', meaning: 'Jackfield’s client secret there' },
} satisfies Record<SettingName, Meaning>;

/** The rows of the guide's table of settings, as Markdown. */
export function settingsTable(): string {
  const rows = Object.entries(meanings).map(
    ([name, { otherwise, meaning }]) => `| \`${name}\` | ${otherwise} | ${meaning} |`,
  );
  return ['| setting | when absent | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
