import {
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPair,
  hkdfSync,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** The keys that follow from the deployment's one secret. They never reach the database or a log. */
export interface Keys {
  /** Encrypts text for keeping; the result can be stored. */
  seal(text: string): Buffer;
  /** Opens what `seal` made, with this secret or the one before it; throws when it was changed or made with another. */
  unseal(sealed: Buffer): string;
  /** For fingerprints of config values: a key, so that they cannot be guessed back from the database. */
  fingerprintKey: Buffer;
}

const nonceLength = 12;
const tagLength = 16;

/**
 * Derives the keys (HKDF-SHA256, RFC 5869); sealing is AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). While a
 * secret is being replaced, `previousSecret` still opens what it sealed; it seals nothing.
 */
export function createKeys(secret: string, previousSecret: string | null = null): Keys {
  const sealingKey = deriveKey(secret, 'jackfield sealing');
  const previousKey = previousSecret === null ? null : deriveKey(previousSecret, 'jackfield sealing');
  return {
    fingerprintKey: deriveKey(secret, 'jackfield fingerprint'),
    seal: (text) => {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    unseal: (sealed) => {
      try {
        return open(sealed, sealingKey);
      } catch (error) {
        // Only the tag tells which key it was sealed with.
        if (previousKey === null) throw error;
        return open(sealed, previousKey);
      }
    },
  };
}

function open(sealed: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength));
  decipher.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength));
  const body = sealed.subarray(nonceLength + tagLength);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

/** The SHA-256 of a bearer secret: what is stored of it, so that a stolen database signs nobody in. */
export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The sandbox's own secret: made at the first start and kept beside its data, readable by its owner alone. */
export function readOrMakeSecret(dataFolder: string): Promise<string> {
  return readOrMake(path.join(dataFolder, 'secret'), () => Promise.resolve(randomBytes(48).toString('base64url')));
}

/** The RSA key, in PEM, with which the server signs at the sandbox; made and kept as the secret is. */
export function readOrMakeSigningKey(dataFolder: string): Promise<string> {
  return readOrMake(path.join(dataFolder, 'signing-key.pem'), async () => {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  });
}

async function readOrMake(file: string, make: () => Promise<string>): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept;
  const draft = `${file}.${randomUUID()}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, await make(), { mode: 0o600, flag: 'wx' });
  try {
    // A link fails when the file exists and never shows half a file, so two servers starting at once agree on one secret.
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(file, 'utf8');
}
