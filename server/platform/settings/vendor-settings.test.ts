import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../settings.ts';

function newKey(type: 'rsa' | 'ed25519'): string {
  const { privateKey } =
    type === 'rsa' ? generateKeyPairSync(type, { modulusLength: 2048 }) : generateKeyPairSync(type);
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

function refusalOf(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
  throw new Error('the settings were taken');
}

const live = {
  JACKFIELD_SECRET: 's'.repeat(32),
  JACKFIELD_PUBLIC_URL: 'https://jackfield.example',
  JACKFIELD_HOST_JWKS: 'https://product.example/keys',
  JACKFIELD_HOST_ISSUER: 'https://product.example',
};
const prismatic = {
  PRISMATIC_URL: 'https://app.prismatic.example',
  PRISMATIC_REFRESH_TOKEN: 'a-refresh-token',
  PRISMATIC_SIGNING_KEY: newKey('rsa'),
  PRISMATIC_ORGANIZATION: 'organisation',
};
const instabase = {
  INSTABASE_URL: 'https://instabase.example',
  INSTABASE_TOKEN: 'a-token',
  INSTABASE_ACCOUNT: 'northwind',
};

describe('live settings', () => {
  test('of Prismatic are read, with a token that can be renewed before one that cannot', () => {
    const { PRISMATIC_SIGNING_KEY: signingKey } = prismatic;
    const read = (more: Record<string, string>) => readSettings({ ...live, ...prismatic, ...more }).prismatic;
    const shared = { baseUrl: 'https://app.prismatic.example', organisation: 'organisation', signingKey };
    expect(read({})).toEqual({ ...shared, operator: { refreshToken: 'a-refresh-token' } });
    expect(read({ PRISMATIC_TOKEN: 'a-token' })?.operator).toEqual({ refreshToken: 'a-refresh-token' });
    expect(read({ PRISMATIC_REFRESH_TOKEN: '', PRISMATIC_TOKEN: 'a-token' })?.operator).toEqual({ token: 'a-token' });
    const inOneLine = signingKey.replaceAll('\n', '\\n');
    expect(read({ PRISMATIC_SIGNING_KEY: inOneLine })?.signingKey).toBe(inOneLine);
  });

  test('of Instabase are read; the user is called as the account unless told', () => {
    const read = (more: Record<string, string>) => readSettings({ ...live, ...instabase, ...more }).instabase;
    const shared = { siteUrl: 'https://instabase.example', operatorToken: 'a-token' };
    expect(read({})).toEqual({ ...shared, own: { account: 'northwind', username: 'northwind' } });
    expect(read({ INSTABASE_USERNAME: 'nw.user' })?.own).toEqual({ account: 'northwind', username: 'nw.user' });
  });

  test.each([
    ['Prismatic', prismatic],
    ['Instabase', instabase],
  ])('with all of %s’s but one stop the start with its name', (_vendor, settings) => {
    for (const name of Object.keys(settings)) {
      const others = Object.fromEntries(Object.entries(settings).filter(([known]) => known !== name));
      const said = name === 'PRISMATIC_REFRESH_TOKEN' ? 'PRISMATIC_TOKEN or PRISMATIC_REFRESH_TOKEN' : name;
      expect(refusalOf({ ...live, ...others })).toBe(`With a real vendor Jackfield also needs ${said}.`);
    }
  });

  test('a key that signs nothing by RS256 is refused, and not repeated', () => {
    for (const key of [newKey('ed25519'), 'canary-key']) {
      const refusal = refusalOf({ ...live, ...prismatic, PRISMATIC_SIGNING_KEY: key });
      expect(refusal).toMatch(/^PRISMATIC_SIGNING_KEY must be an RSA private key/);
      expect(refusal).not.toContain(key.split('\n')[1] ?? key);
    }
  });

  test.each([
    ['PRISMATIC_URL', 'app.prismatic.example'],
    ['PRISMATIC_REFRESH_TOKEN', 'two words'],
    ['INSTABASE_URL', 'file:///instabase'],
    ['INSTABASE_TOKEN', 'two words'],
    ['INSTABASE_CONTEXT', 'two words'],
    ['INSTABASE_USERNAME', 'northwind/claims'],
  ])('refuse %s %s', (name, value) => {
    const refusal = refusalOf({ ...live, ...prismatic, ...instabase, [name]: value });
    expect(refusal).toMatch(new RegExp(`^${name} must be .+\\.$`));
    expect(refusal).not.toContain(value);
  });
});
