import pino, { type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Names under which a secret might be logged by mistake. Redaction is the last line of defence, not the first. */
const secretPaths = [
  'authorization',
  'cookie',
  'token',
  'accessToken',
  'password',
  'secret',
  'code',
  'url',
  '*.authorization',
  '*.cookie',
  '*.token',
  '*.accessToken',
  '*.password',
  '*.secret',
  '*.url',
];

/** Structured log lines on standard output. `level` is one of pino's; `silent` for tests. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, redact: { paths: secretPaths, censor: '[redacted]' } });
}
