import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeys, digest, readOrMakeSecret } from './keys.ts';

const keys = createKeys('a secret for tests that is long enough');

describe('sealing', () => {
  test('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(keys.unseal(keys.seal(text))).toBe(text);
      }),
    );
  });

  test('hides the text, and never twice in the same way', () => {
    const [one, other] = [keys.seal('canary-token'), keys.seal('canary-token')];
    expect(one.includes('canary')).toBe(false);
    expect(one.equals(other)).toBe(false);
  });

  test('notices any changed byte', () => {
    const sealed = keys.seal('canary-token');
    for (const position of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(() => keys.unseal(changed)).toThrow();
    }
  });

  test('while the secret is replaced, the one before still opens what it sealed and seals nothing', () => {
    const former = 'a former secret that is long enough too';
    const sealedBefore = createKeys(former).seal('canary-token');
    const rotating = createKeys('a secret for tests that is long enough', former);
    expect(rotating.unseal(sealedBefore)).toBe('canary-token');
    const sealedNow = rotating.seal('canary-token');
    expect(keys.unseal(sealedNow)).toBe('canary-token');
    expect(() => createKeys(former).unseal(sealedNow)).toThrow();
    expect(() => createKeys('a third secret that is long enough too', former).unseal(sealedNow)).toThrow();
  });

  test('is of no use with another secret, or cut short', () => {
    const sealed = keys.seal('canary-token');
    expect(() => createKeys('another secret that is long enough too').unseal(sealed)).toThrow();
    expect(() => keys.unseal(sealed.subarray(0, 20))).toThrow();
    expect(() => keys.unseal(Buffer.alloc(0))).toThrow();
  });
});

test('fingerprints have a key of their own, the same after a restart', () => {
  const again = createKeys('a secret for tests that is long enough');
  expect(again.fingerprintKey.equals(keys.fingerprintKey)).toBe(true);
  expect(createKeys('another secret that is long enough too').fingerprintKey.equals(keys.fingerprintKey)).toBe(false);
});

test('a digest is the SHA-256 of the text', () => {
  // The example "abc" of FIPS 180-4.
  expect(digest('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

describe('the sandbox’s own secret', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'jackfield-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('is one, whole and readable by its owner alone, however many servers start at once', async () => {
    const place = path.join(folder, 'new');
    const secrets = await Promise.all(Array.from({ length: 50 }, () => readOrMakeSecret(place)));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]?.length).toBeGreaterThanOrEqual(64);
    expect(await readOrMakeSecret(place)).toBe(secrets[0]);
    expect(await readdir(place)).toEqual(['secret']);
    expect((await stat(path.join(place, 'secret'))).mode & 0o777).toBe(0o600);
  });
});
