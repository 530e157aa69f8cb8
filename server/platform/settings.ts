import path from 'node:path';
import { z } from 'zod';

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
  /** `external`: the sandbox runs as a process of its own on the ports after ours. */
  sandbox: 'beside' | 'external';
  trayDebugUrlTemplate: string | null;
  logLevel: string;
}

/** A setting that stops the start. The message is one sentence for the person at the terminal. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** The settings whose presence means that a real vendor is to be used. */
const vendorSettings = [
  'TRAY_API_URL',
  'TRAY_APP_URL',
  'TRAY_MASTER_TOKEN',
  'TRAY_PARTNER',
  'PRISMATIC_URL',
  'PRISMATIC_TOKEN',
  'PRISMATIC_REFRESH_TOKEN',
  'PRISMATIC_SIGNING_KEY',
  'PRISMATIC_ORGANIZATION',
  'INSTABASE_URL',
  'INSTABASE_TOKEN',
  'INSTABASE_ACCOUNT',
  'PATCHWORKS_URL',
  'PATCHWORKS_API_KEY',
  'PATCHWORKS_ACCOUNT',
];

const loopbackNames = new Set(['localhost', '127.0.0.1', '::1']);

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_531).default(4100),
  HOST: z.string().min(1).optional(),
  JACKFIELD_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  JACKFIELD_DATA: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  JACKFIELD_SECRET: z.string().min(32).optional(),
  JACKFIELD_SANDBOX: z.enum(['beside', 'external']).default('beside'),
  TRAY_DEBUG_URL_TEMPLATE: z.url({ protocol: /^https?$/ }).optional(),
  JACKFIELD_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
});

/** How each setting must look, for the sentence that refuses it. */
const expectations = {
  PORT: 'a port number up to 65531, since the four after it are the sandbox’s',
  HOST: 'an address to listen on',
  JACKFIELD_PUBLIC_URL: 'the http or https address people use',
  JACKFIELD_DATA: 'a folder',
  DATABASE_URL: 'an address that begins with postgres:// or postgresql://',
  JACKFIELD_SECRET: 'at least 32 characters long',
  JACKFIELD_SANDBOX: '"beside" or "external"',
  TRAY_DEBUG_URL_TEMPLATE: 'an http or https address, with {vendorId} and {owner} where those belong',
  JACKFIELD_LOG_LEVEL: 'trace, debug, info, warn, error, fatal or silent',
} satisfies Record<keyof z.infer<typeof environmentSchema>, string>;

/** Reads the settings, or throws a `SettingsError` that names what is wrong. An empty value counts as absent. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const live = vendorSettings.filter((name) => present[name] !== undefined);
  if (live.length > 0) {
    throw new SettingsError(
      `This version runs on its sandbox only and cannot use a real vendor yet: unset ${live.join(', ')} and start again.`,
    );
  }
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const sentences = Object.entries(expectations)
      .filter(([name]) => wrong.has(name))
      .map(([name, expectation]) => `${name} must be ${expectation}`);
    throw new SettingsError(`${sentences.join('; ')}.`);
  }
  const values = parsed.data;
  if (values.HOST !== undefined && !loopbackNames.has(values.HOST)) {
    throw new SettingsError(
      `HOST is ${values.HOST}, but the demo sign-in lets anybody in, so only 127.0.0.1, ::1 or localhost are allowed.`,
    );
  }
  return {
    port: values.PORT,
    host: values.HOST ?? null,
    publicOrigin: new URL(values.JACKFIELD_PUBLIC_URL ?? `http://localhost:${values.PORT}`).origin,
    dataFolder: path.resolve(values.JACKFIELD_DATA),
    databaseUrl: values.DATABASE_URL ?? null,
    secret: values.JACKFIELD_SECRET ?? null,
    sandbox: values.JACKFIELD_SANDBOX,
    trayDebugUrlTemplate: values.TRAY_DEBUG_URL_TEMPLATE ?? null,
    logLevel: values.JACKFIELD_LOG_LEVEL,
  };
}
