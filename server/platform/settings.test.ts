import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

function refusalOf(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('the settings were taken');
}

describe('settings', () => {
  test('need nothing to be set', () => {
    expect(readSettings({})).toEqual({
      port: 4100,
      host: null,
      publicOrigin: 'http://localhost:4100',
      dataFolder: path.resolve('.data'),
      databaseUrl: null,
      secret: null,
      sandbox: 'beside',
      trayDebugUrlTemplate: null,
      logLevel: 'warn',
    });
  });

  test('are read', () => {
    const secret = 's'.repeat(32);
    const read = readSettings({
      PORT: '4210',
      HOST: '::1',
      JACKFIELD_PUBLIC_URL: 'https://jackfield.example/somewhere/',
      JACKFIELD_DATA: '/tmp/jackfield',
      DATABASE_URL: 'postgresql://localhost/jackfield',
      JACKFIELD_SECRET: secret,
      JACKFIELD_SANDBOX: 'external',
      TRAY_DEBUG_URL_TEMPLATE: 'https://tray.example/{owner}/{vendorId}',
      JACKFIELD_LOG_LEVEL: 'debug',
    });
    expect(read).toEqual({
      port: 4210,
      host: '::1',
      publicOrigin: 'https://jackfield.example',
      dataFolder: '/tmp/jackfield',
      databaseUrl: 'postgresql://localhost/jackfield',
      secret,
      sandbox: 'external',
      trayDebugUrlTemplate: 'https://tray.example/{owner}/{vendorId}',
      logLevel: 'debug',
    });
  });

  test('that are empty count as absent', () => {
    const names = ['PORT', 'HOST', 'JACKFIELD_PUBLIC_URL', 'DATABASE_URL', 'JACKFIELD_SECRET', 'TRAY_MASTER_TOKEN'];
    expect(readSettings(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readSettings({}));
  });

  test('make the public address follow the port', () => {
    expect(readSettings({ PORT: '4210' }).publicOrigin).toBe('http://localhost:4210');
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '0'],
    ['PORT', '4100.5'],
    ['PORT', '65532'],
    ['JACKFIELD_PUBLIC_URL', 'jackfield.example'],
    ['JACKFIELD_PUBLIC_URL', 'ftp://jackfield.example'],
    ['DATABASE_URL', 'mysql://localhost/jackfield'],
    ['JACKFIELD_SECRET', 's'.repeat(31)],
    ['JACKFIELD_SANDBOX', 'yes'],
    ['TRAY_DEBUG_URL_TEMPLATE', 'javascript:alert(1)'],
    ['JACKFIELD_LOG_LEVEL', 'loud'],
  ])('refuse %s %s in one sentence that names it and does not repeat it', (name, value) => {
    const refusal = refusalOf({ [name]: value });
    expect(refusal).toMatch(new RegExp(`^${name} must be .+\\.$`));
    expect(refusal).not.toContain(`${value} `);
  });

  test('name every bad one at once', () => {
    expect(refusalOf({ PORT: 'eighty', JACKFIELD_SECRET: 'short' })).toMatch(
      /PORT must be .*; JACKFIELD_SECRET must be/,
    );
  });

  test.each([
    'TRAY_API_URL',
    'TRAY_MASTER_TOKEN',
    'PRISMATIC_REFRESH_TOKEN',
    'INSTABASE_ACCOUNT',
    'PATCHWORKS_API_KEY',
  ])('refuse %s, which would mean a real vendor, without telling its value', (name) => {
    const refusal = refusalOf({ [name]: 'canary-value' });
    expect(refusal).toContain(`unset ${name} `);
    expect(refusal).not.toContain('canary-value');
  });

  test.each(['0.0.0.0', '192.168.1.10', '::', 'jackfield.example'])('refuse to listen on %s', (host) => {
    expect(refusalOf({ HOST: host })).toMatch(/^HOST is .* demo sign-in/);
  });
});
