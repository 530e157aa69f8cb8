import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { organisation as sandboxOrganisation } from '#server/sandbox/prismatic/prismatic-services.ts';
import { readSettings } from './settings.ts';
import { settingsTable } from './settings/meanings.ts';
import { SettingsError } from './settings/settings-error.ts';

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
      secretPrevious: null,
      sandbox: 'beside',
      tray: {
        apiUrl: 'http://localhost:4101/graphql',
        appUrl: 'http://localhost:4101',
        masterToken: 'sandbox-master',
        partner: 'jackfield',
      },
      prismatic: {
        baseUrl: 'http://localhost:4102',
        operator: { token: 'sandbox-prismatic' },
        organisation: sandboxOrganisation.id,
        signingKey: null,
      },
      instabase: { siteUrl: 'http://localhost:4103', operatorToken: 'sandbox-instabase', own: null },
      patchworks: { apiUrl: 'http://localhost:4104', own: null },
      hooks: null,
      hostToken: null,
      openId: null,
      unused: [],
      trayDebugUrlTemplate: null,
      trayReadsEverybody: 'operator',
      prismaticDebugUrlTemplate: null,
      instabaseDebugUrlTemplate: null,
      instabaseReviewUrlTemplate: null,
      instabaseContext: null,
      patchworksFlowUrlTemplate: null,
      patchworksDebugUrlTemplate: null,
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
      TRAY_READS_EVERYBODY: 'per-user',
      PATCHWORKS_FLOW_URL_TEMPLATE: 'https://app.patchworks.example/flows/{flowId}',
      PATCHWORKS_DEBUG_URL_TEMPLATE: 'https://app.patchworks.example/{owner}/{vendorId}',
      JACKFIELD_HOOKS: './hooks.mjs',
      JACKFIELD_LOG_LEVEL: 'debug',
    });
    expect(read).toMatchObject({
      port: 4210,
      host: '::1',
      publicOrigin: 'https://jackfield.example',
      dataFolder: '/tmp/jackfield',
      databaseUrl: 'postgresql://localhost/jackfield',
      secret,
      sandbox: 'external',
      tray: { apiUrl: 'http://localhost:4211/graphql', appUrl: 'http://localhost:4211' },
      patchworks: { apiUrl: 'http://localhost:4214', own: null },
      trayDebugUrlTemplate: 'https://tray.example/{owner}/{vendorId}',
      patchworksFlowUrlTemplate: 'https://app.patchworks.example/flows/{flowId}',
      patchworksDebugUrlTemplate: 'https://app.patchworks.example/{owner}/{vendorId}',
      hooks: './hooks.mjs',
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
    ['JACKFIELD_SECRET_PREVIOUS', 'ü'.repeat(15)],
    ['JACKFIELD_SANDBOX', 'yes'],
    ['TRAY_DEBUG_URL_TEMPLATE', 'javascript:alert(1)'],
    ['PATCHWORKS_FLOW_URL_TEMPLATE', 'javascript:alert(1)'],
    ['PRISMATIC_DEBUG_URL_TEMPLATE', 'javascript:alert(1)'],
    ['INSTABASE_REVIEW_URL_TEMPLATE', 'javascript:alert(1)'],
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

  test.each(['0.0.0.0', '192.168.1.10', '::', 'jackfield.example'])('refuse to listen on %s', (host) => {
    expect(refusalOf({ HOST: host })).toMatch(/^HOST is .* demo sign-in/);
  });
});

const live = {
  TRAY_API_URL: 'http://localhost:4101/graphql',
  TRAY_APP_URL: 'http://localhost:4101/app',
  TRAY_MASTER_TOKEN: 'master',
  TRAY_PARTNER: 'contoso',
  JACKFIELD_SECRET: 'ü'.repeat(16),
  JACKFIELD_PUBLIC_URL: 'https://jackfield.example',
  JACKFIELD_HOST_JWKS: 'https://product.example/keys',
  JACKFIELD_HOST_ISSUER: 'https://product.example',
};
const patchworks = {
  PATCHWORKS_URL: 'https://core.patchworks.example',
  PATCHWORKS_API_KEY: 'a-key',
  PATCHWORKS_ACCOUNT: 'northwind',
};
const openId = {
  OIDC_ISSUER: 'https://id.example',
  OIDC_CLIENT_ID: 'jackfield',
  OIDC_CLIENT_SECRET: 'a secret',
};

function without(...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(live).filter(([name]) => !names.includes(name)));
}

describe('live settings', () => {
  test('are read, and leave no sandbox', () => {
    expect(readSettings({ ...live, ...openId, HOST: '0.0.0.0', JACKFIELD_SANDBOX: 'external' })).toMatchObject({
      host: '0.0.0.0',
      sandbox: null,
      publicOrigin: 'https://jackfield.example',
      tray: {
        apiUrl: 'http://localhost:4101/graphql',
        appUrl: 'http://localhost:4101/app',
        masterToken: 'master',
        partner: 'contoso',
      },
      hostToken: { jwksUrl: 'https://product.example/keys', issuer: 'https://product.example' },
      openId: { issuer: 'https://id.example', clientId: 'jackfield', clientSecret: 'a secret' },
    });
  });

  test.each(Object.keys(live))('without %s stop the start with that name and no other', (name) => {
    expect(refusalOf(without(name))).toBe(`With a real vendor Jackfield also needs ${name}.`);
  });

  test('say all that is missing at once, and nothing of what is there', () => {
    const refusal = refusalOf({ TRAY_MASTER_TOKEN: 'canary-token' });
    expect(refusal).toBe(
      'With a real vendor Jackfield also needs TRAY_API_URL, TRAY_APP_URL, TRAY_PARTNER, JACKFIELD_SECRET, ' +
        'JACKFIELD_PUBLIC_URL and a way to sign in (either JACKFIELD_HOST_JWKS and JACKFIELD_HOST_ISSUER, ' +
        'or OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET).',
    );
  });

  test('need one way to sign in, whole', () => {
    const noWay = without('JACKFIELD_HOST_JWKS', 'JACKFIELD_HOST_ISSUER');
    expect(readSettings({ ...noWay, ...openId }).hostToken).toBeNull();
    expect(refusalOf({ ...noWay, OIDC_ISSUER: 'https://id.example' })).toBe(
      'With a real vendor Jackfield also needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.',
    );
    expect(refusalOf({ ...live, OIDC_CLIENT_ID: 'jackfield' })).toContain('OIDC_ISSUER and OIDC_CLIENT_SECRET');
  });

  test('of Patchworks alone leave Tray off, and of Tray alone Patchworks', () => {
    const onlyPatchworks = {
      ...without('TRAY_API_URL', 'TRAY_APP_URL', 'TRAY_MASTER_TOKEN', 'TRAY_PARTNER'),
      ...patchworks,
    };
    const own = { account: 'northwind', apiKey: 'a-key' };
    expect(readSettings(onlyPatchworks)).toMatchObject({
      sandbox: null,
      tray: null,
      patchworks: { apiUrl: 'https://core.patchworks.example', own },
    });
    expect(readSettings(live).patchworks).toBeNull();
    expect(readSettings({ ...live, ...patchworks })).toMatchObject({
      tray: { partner: 'contoso' },
      patchworks: { own },
    });
  });

  test.each(Object.keys(patchworks))('with all of Patchworks’ but %s stop the start with that name', (name) => {
    const others = Object.fromEntries(Object.entries(patchworks).filter(([known]) => known !== name));
    for (const rest of [live, without('TRAY_API_URL', 'TRAY_APP_URL', 'TRAY_MASTER_TOKEN', 'TRAY_PARTNER')]) {
      expect(refusalOf({ ...rest, ...others })).toBe(`With a real vendor Jackfield also needs ${name}.`);
    }
  });

  test('an address of a page of Patchworks’ makes nothing live', () => {
    expect(readSettings({ PATCHWORKS_FLOW_URL_TEMPLATE: 'https://app.patchworks.example' }).sandbox).toBe('beside');
  });

  test.each([
    ['JACKFIELD_PUBLIC_URL', 'http://jackfield.example'],
    ['OIDC_ISSUER', 'http://id.example'],
    ['TRAY_API_URL', 'api.tray.io/graphql'],
    ['TRAY_APP_URL', 'javascript:alert(1)'],
    ['TRAY_PARTNER', '../other'],
    ['TRAY_MASTER_TOKEN', 'two words'],
    ['PATCHWORKS_URL', 'core.patchworks.example'],
    ['PATCHWORKS_API_KEY', 'two words'],
    ['JACKFIELD_HOST_JWKS', 'file:///keys'],
  ])('refuse %s %s', (name, value) => {
    expect(refusalOf({ ...live, ...patchworks, ...openId, [name]: value })).toMatch(
      new RegExp(`^${name} must be .+\\.$`),
    );
  });

  test('take plain http where it does not leave the machine', () => {
    const origins = ['http://localhost:4100', 'http://127.0.0.1:4100', 'http://[::1]:4100'];
    for (const origin of origins) {
      const read = readSettings({ ...live, ...openId, JACKFIELD_PUBLIC_URL: origin, OIDC_ISSUER: origin });
      expect(read.publicOrigin).toBe(origin);
    }
  });
});

test('a real way to sign in may be tried in the sandbox, whole', () => {
  expect(readSettings(openId)).toMatchObject({ sandbox: 'beside', openId: { clientId: 'jackfield' } });
  expect(refusalOf({ JACKFIELD_HOST_ISSUER: 'https://product.example' })).toBe(
    'This way to sign in also needs JACKFIELD_HOST_JWKS.',
  );
});

test('what is not used yet is named', () => {
  const read = readSettings({ METRICS_PORT: '9100', JACKFIELD_TRUSTED_PROXIES: '' });
  expect(read.unused).toEqual(['METRICS_PORT']);
});

test('the guide has every setting with its meaning', async () => {
  const guide = await readFile('docs/guide.md', 'utf8');
  expect(/<!-- settings -->\n([^]*?)\n<!-- \/settings -->/.exec(guide)?.[1]?.trim()).toBe(settingsTable());
});

test('what the guide says to try live is all that the vendors need', async () => {
  const guide = await readFile('docs/guide.md', 'utf8');
  const section = /## Going live\n([^]*?)\n## /.exec(guide)?.[1] ?? '';
  const example = Object.fromEntries(
    [...section.matchAll(/\b((?:TRAY|PRISMATIC|INSTABASE|PATCHWORKS)_[A-Z_]+)=([^\s`]+)/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  const read = readSettings({
    ...example,
    // The guide cannot hold a key: it says how one is made.
    PRISMATIC_SIGNING_KEY: generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey,
    JACKFIELD_SECRET: 'a secret of thirty-two bytes or more',
    JACKFIELD_PUBLIC_URL: 'http://localhost:4100',
    JACKFIELD_HOST_JWKS: 'http://localhost:4180/keys',
    JACKFIELD_HOST_ISSUER: 'http://localhost:4180',
  });
  expect(read).toMatchObject({
    tray: { apiUrl: 'http://localhost:4101/graphql', masterToken: 'sandbox-master' },
    prismatic: {
      baseUrl: 'http://localhost:4102',
      operator: { token: 'sandbox-prismatic' },
      organisation: sandboxOrganisation.id,
    },
    instabase: {
      siteUrl: 'http://localhost:4103',
      operatorToken: 'sandbox-instabase-northwind',
      own: { account: 'northwind', username: 'northwind' },
    },
    patchworks: {
      apiUrl: 'http://localhost:4104',
      own: { account: 'northwind', apiKey: 'sandbox-patchworks' },
    },
  });
});
