import path from 'node:path';
import type { z } from 'zod';
import { environmentSchema, expectations, unusedSettings } from './settings/environment.ts';
import { SettingsError, listed } from './settings/settings-error.ts';
import { type HostTokenSettings, missingSignInSettings, type OpenIdSettings } from './settings/sign-in-settings.ts';
import {
  type InstabaseSettings,
  isLive,
  missingVendorSettings,
  type PatchworksSettings,
  type Present,
  type PrismaticSettings,
  sandboxInstabase,
  sandboxPatchworks,
  sandboxPrismatic,
  sandboxTray,
  type TraySettings,
} from './settings/vendor-settings.ts';

/** What the environment says, checked once at the start. */
export interface Settings {
  port: number;
  /** The address to listen on; null: 127.0.0.1 and ::1. */
  host: string | null;
  /** The origin people use, without a slash at the end. */
  publicOrigin: string;
  dataFolder: string;
  /** Null: the embedded database. */
  databaseUrl: string | null;
  /** Null: a secret is made once and kept in the data folder (sandbox only). */
  secret: string | null;
  /** The secret before this one, which still opens what it sealed. */
  secretPrevious: string | null;
  /** `external`: the sandbox runs as a process of its own on the ports after ours. Null: live, without any sandbox. */
  sandbox: 'beside' | 'external' | null;
  /** The real Tray when live, else the sandbox's; null: it is off. */
  tray: TraySettings | null;
  /** The real Prismatic when live, else the sandbox's; null: it is off. */
  prismatic: PrismaticSettings | null;
  /** The real Instabase when live, else the sandbox's; null: it is off. */
  instabase: InstabaseSettings | null;
  /** The real Patchworks when live, else the sandbox's; null: it is off. */
  patchworks: PatchworksSettings | null;
  /** The module of the company's hooks: a path, relative to the working directory, or a file URL. */
  hooks: string | null;
  hostToken: HostTokenSettings | null;
  openId: OpenIdSettings | null;
  trayDebugUrlTemplate: string | null;
  /** With which credential everybody's instances are read at Tray. */
  trayReadsEverybody: 'operator' | 'per-user';
  prismaticDebugUrlTemplate: string | null;
  instabaseDebugUrlTemplate: string | null;
  instabaseReviewUrlTemplate: string | null;
  /** On whose account calls are made, at sites that want to be told in a header. */
  instabaseContext: string | null;
  patchworksFlowUrlTemplate: string | null;
  patchworksDebugUrlTemplate: string | null;
  logLevel: string;
  /** Settings that are there and that this version does nothing with. */
  unused: string[];
}

type Values = z.infer<typeof environmentSchema>;

const loopbackHosts = new Set(['localhost', '127.0.0.1', '::1']);

/** Reads the settings, or throws a `SettingsError` that names what is wrong. An empty value counts as absent. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const present: Present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const live = isLive(present);
  demandWhatBelongsTogether(present, live);
  const values = parse(present);
  const publicUrl = new URL(values.JACKFIELD_PUBLIC_URL ?? `http://localhost:${values.PORT}`);
  if (live) demandSafeAddress('JACKFIELD_PUBLIC_URL', publicUrl);
  else demandLoopback(values.HOST);
  if (values.OIDC_ISSUER !== undefined) demandSafeAddress('OIDC_ISSUER', new URL(values.OIDC_ISSUER));
  return {
    port: values.PORT,
    host: values.HOST ?? null,
    publicOrigin: publicUrl.origin,
    dataFolder: path.resolve(values.JACKFIELD_DATA),
    databaseUrl: values.DATABASE_URL ?? null,
    secret: values.JACKFIELD_SECRET ?? null,
    secretPrevious: values.JACKFIELD_SECRET_PREVIOUS ?? null,
    sandbox: live ? null : values.JACKFIELD_SANDBOX,
    tray: live ? trayOf(values) : sandboxTray(values.PORT),
    prismatic: live ? prismaticOf(values) : sandboxPrismatic(values.PORT),
    instabase: live ? instabaseOf(values) : sandboxInstabase(values.PORT),
    patchworks: live ? patchworksOf(values) : sandboxPatchworks(values.PORT),
    hooks: values.JACKFIELD_HOOKS ?? null,
    hostToken: hostTokenOf(values),
    openId: openIdOf(values),
    trayDebugUrlTemplate: values.TRAY_DEBUG_URL_TEMPLATE ?? null,
    trayReadsEverybody: values.TRAY_READS_EVERYBODY,
    prismaticDebugUrlTemplate: values.PRISMATIC_DEBUG_URL_TEMPLATE ?? null,
    instabaseDebugUrlTemplate: values.INSTABASE_DEBUG_URL_TEMPLATE ?? null,
    instabaseReviewUrlTemplate: values.INSTABASE_REVIEW_URL_TEMPLATE ?? null,
    instabaseContext: values.INSTABASE_CONTEXT ?? null,
    patchworksFlowUrlTemplate: values.PATCHWORKS_FLOW_URL_TEMPLATE ?? null,
    patchworksDebugUrlTemplate: values.PATCHWORKS_DEBUG_URL_TEMPLATE ?? null,
    logLevel: values.JACKFIELD_LOG_LEVEL,
    unused: unusedSettings.filter((name) => present[name] !== undefined),
  };
}

/** All that is missing is said at once, so that nobody has to start once for each. */
function demandWhatBelongsTogether(present: Present, live: boolean): void {
  const missing = [
    ...missingVendorSettings(present),
    ...(live ? ['JACKFIELD_SECRET', 'JACKFIELD_PUBLIC_URL'].filter((name) => present[name] === undefined) : []),
    ...missingSignInSettings(present, live),
  ];
  if (missing.length === 0) return;
  const reason = live ? 'With a real vendor Jackfield' : 'This way to sign in';
  throw new SettingsError(`${reason} also needs ${listed(missing)}.`);
}

function parse(present: Present): Values {
  const parsed = environmentSchema.safeParse(present);
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
  const sentences = Object.entries(expectations)
    .filter(([name]) => wrong.has(name))
    .map(([name, expectation]) => `${name} must be ${expectation}`);
  throw new SettingsError(`${sentences.join('; ')}.`);
}

/** Over plain http a session's cookie or a sign-in would travel for all to read; on this machine it does not travel. */
function demandSafeAddress(name: 'JACKFIELD_PUBLIC_URL' | 'OIDC_ISSUER', { protocol, hostname }: URL): void {
  if (protocol === 'https:' || loopbackHosts.has(hostname.replaceAll(/[[\]]/g, ''))) return;
  throw new SettingsError(`${name} must be an https address, unless it is on this machine.`);
}

function demandLoopback(host: string | undefined): void {
  if (host === undefined || loopbackHosts.has(host)) return;
  throw new SettingsError(
    `HOST is ${host}, but the demo sign-in lets anybody in, so only 127.0.0.1, ::1 or localhost are allowed.`,
  );
}

function trayOf(values: Values): TraySettings | null {
  const { TRAY_API_URL: apiUrl, TRAY_APP_URL: appUrl, TRAY_MASTER_TOKEN: masterToken, TRAY_PARTNER: partner } = values;
  if (apiUrl === undefined || appUrl === undefined || masterToken === undefined || partner === undefined) return null;
  return { apiUrl, appUrl, masterToken, partner };
}

function prismaticOf(values: Values): PrismaticSettings | null {
  const { PRISMATIC_URL: baseUrl, PRISMATIC_TOKEN: token, PRISMATIC_REFRESH_TOKEN: refreshToken } = values;
  const { PRISMATIC_SIGNING_KEY: signingKey, PRISMATIC_ORGANIZATION: organisation } = values;
  if (baseUrl === undefined || signingKey === undefined || organisation === undefined) return null;
  // One that can be renewed outlives one that cannot.
  const operator = refreshToken !== undefined ? { refreshToken } : token !== undefined ? { token } : null;
  return operator && { baseUrl, operator, organisation, signingKey };
}

function instabaseOf(values: Values): InstabaseSettings | null {
  const { INSTABASE_URL: siteUrl, INSTABASE_TOKEN: operatorToken, INSTABASE_ACCOUNT: account } = values;
  if (siteUrl === undefined || operatorToken === undefined || account === undefined) return null;
  return { siteUrl, operatorToken, own: { account, username: values.INSTABASE_USERNAME ?? account } };
}

function patchworksOf(values: Values): PatchworksSettings | null {
  const { PATCHWORKS_URL: apiUrl, PATCHWORKS_API_KEY: apiKey, PATCHWORKS_ACCOUNT: account } = values;
  if (apiUrl === undefined || apiKey === undefined || account === undefined) return null;
  return { apiUrl, own: { account, apiKey } };
}

function hostTokenOf({
  JACKFIELD_HOST_JWKS: jwksUrl,
  JACKFIELD_HOST_ISSUER: issuer,
}: Values): HostTokenSettings | null {
  return jwksUrl === undefined || issuer === undefined ? null : { jwksUrl, issuer };
}

function openIdOf(values: Values): OpenIdSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret };
}
