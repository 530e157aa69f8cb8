import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A company's product that signs people in at Jackfield: its published keys, and its tokens. */
export interface HostProduct {
  issuer: string;
  jwksUrl: string;
  /** What Jackfield is set up with. */
  settings: { JACKFIELD_HOST_ISSUER: string; JACKFIELD_HOST_JWKS: string };
  /** How often the keys have been fetched. */
  fetches: () => number;
  /** Signs claims with the newest key, whatever they are. */
  sign(claims: Claims, algorithm?: string): Promise<string>;
  /** Publishes a new key only, and signs with it. */
  rotateKeys(): Promise<void>;
  /** Answers this in place of the keys; null: the keys again. */
  answerWith(answer: { status: number; body: string } | null): void;
  stop(): Promise<void>;
}

/** What a token says; what is undefined it does not say. */
export type Claims = Record<string, unknown>;

/** The claims of a usable token, made at `now`; `change` replaces some of them. */
export function hostClaims(product: HostProduct, audience: string, now: Date, change: Claims = {}): Claims {
  const issuedAt = Math.floor(now.getTime() / 1_000);
  return {
    iss: product.issuer,
    aud: audience,
    sub: 'person-1',
    jti: crypto.randomUUID(),
    iat: issuedAt,
    exp: issuedAt + 300,
    name: 'Ada Byron',
    account: 'contoso',
    account_name: 'Contoso',
    ...change,
  };
}

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

export async function startHostProduct(): Promise<HostProduct> {
  let fetches = 0;
  let other: { status: number; body: string } | null = null;
  let keys = await makeKeys();
  const server = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(other?.status ?? 200, { 'content-type': 'application/json' });
    response.end(other?.body ?? JSON.stringify({ keys: [...keys.values()].map(({ published }) => published) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  const issuer = 'https://product.example';
  return {
    issuer,
    jwksUrl,
    settings: { JACKFIELD_HOST_ISSUER: issuer, JACKFIELD_HOST_JWKS: jwksUrl },
    fetches: () => fetches,
    sign: async (claims, algorithm = 'ES256') => {
      const key = keys.get(algorithm);
      if (!key) throw new Error(`there is no key for ${algorithm}`);
      return new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid: key.kid }).sign(key.privateKey);
    },
    rotateKeys: async () => {
      keys = await makeKeys();
    },
    answerWith: (answer) => {
      other = answer;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Key {
  kid: string;
  privateKey: CryptoKey;
  published: JWK;
}

async function makeKeys(): Promise<Map<string, Key>> {
  const pairs = await Promise.all(
    algorithms.map(async (algorithm) => {
      const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
      const kid = crypto.randomUUID();
      const published = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
      return [algorithm, { kid, privateKey, published }] as const;
    }),
  );
  return new Map(pairs);
}
