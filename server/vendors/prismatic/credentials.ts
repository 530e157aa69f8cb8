import { createPrivateKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Clock } from '#server/platform/clock.ts';
import { VendorError } from '../vendor-error.ts';
import { gone, readable } from './errors.ts';
import { createKeptTokens, type DatedToken } from './kept-tokens.ts';
import { readDocuments } from './read-documents.ts';
import type { PrismaticTransport } from './transport.ts';
import { wireCustomer, wireRefreshed } from './wire.ts';
import { rootOf } from './wire-lists.ts';

/** How the operator signs in: with a token as it is, or with one that is changed into a token whenever that has run out. */
export type OperatorCredential = { token: string } | { refreshToken: string };

/** Who signs for owners: the organisation's id at Prismatic, and the private half of a key whose other half it holds. */
export interface SigningCredential {
  organisation: string;
  /** PEM, RSA. */
  privateKey: string;
}

/** The tokens with which Prismatic is asked. */
export interface Credentials {
  operatorToken(): Promise<{ token: string; isNew: boolean }>;
  /** Acts as one customer and sees nothing else. */
  ownerToken(vendorAccountId: string): Promise<{ token: string; isNew: boolean }>;
  /** For a token that was refused, so that the next is another one. */
  forget(vendorAccountId: string | null, token: string): Promise<void>;
}

/** Ten minutes are what Prismatic advises, from `iat` to `exp`. */
const signedLifeSeconds = 600;
/** Set back a little, in case Prismatic's clock is behind ours. */
const skewSeconds = 5;

/** The name under which our calls stand in Prismatic's list of a customer's users: one for all persons of an account. */
const userName = 'Jackfield';

/** The key of the operator's own token; no id of Prismatic's has a space. */
const operator = 'the operator';

/** Throws when the key is not one that RS256 signs with. */
export function readSigningKey(pem: string): KeyObject {
  let key: KeyObject | null = null;
  try {
    // In an environment variable the line breaks are often written as `\n`.
    key = createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch {
    // What was wrong with it may quote it.
  }
  if (key?.asymmetricKeyType !== 'rsa') throw new Error('PRISMATIC_SIGNING_KEY must be an RSA private key in PEM');
  return key;
}

export function createCredentials(options: {
  transport: PrismaticTransport;
  clock: Clock;
  operator: OperatorCredential;
  signing: SigningCredential;
}): Credentials {
  const { transport, clock, signing } = options;
  const key = readSigningKey(signing.privateKey);
  const kept = createKeptTokens(clock);

  async function refreshed(refreshToken: string): Promise<DatedToken> {
    const answer = await transport.refresh(refreshToken);
    const { access_token, expires_in } = readable('read', () => wireRefreshed.parse(answer));
    return { token: access_token, expiresAt: new Date(clock.now().getTime() + expires_in * 1_000) };
  }

  const operatorToken = () => {
    const credential = options.operator;
    if ('token' in credential) return Promise.resolve({ token: credential.token, isNew: true });
    return kept.of(operator, () => refreshed(credential.refreshToken));
  };

  /** Customers are named by the id that we gave them, never by Prismatic's own, so it is read first. */
  async function externalIdOf(vendorAccountId: string): Promise<string> {
    const { token } = await operatorToken();
    const call = { document: readDocuments.customer, variables: { id: vendorAccountId }, effect: 'read' } as const;
    const data = await transport.ask(call, token, vendorAccountId);
    const customer = readable('read', () => wireCustomer.nullable().parse(rootOf(data, 'customer')));
    if (customer === null || customer.id !== vendorAccountId) throw gone();
    if (customer.externalId === null || customer.externalId === '') {
      throw new VendorError('prismatic', 'not_connected', { wasDone: 'no' });
    }
    return customer.externalId;
  }

  /** No `customer_name`: with one, Prismatic makes a customer for any external id that it does not know. */
  async function signed(vendorAccountId: string): Promise<DatedToken> {
    const customer = await externalIdOf(vendorAccountId);
    const issuedSeconds = Math.floor(clock.now().getTime() / 1_000) - skewSeconds;
    const expiresSeconds = issuedSeconds + signedLifeSeconds;
    const user = `jackfield:${customer}`;
    const token = await new SignJWT({
      organization: signing.organisation,
      customer,
      external_id: user,
      name: userName,
      role: 'admin',
    })
      .setProtectedHeader({ alg: 'RS256' })
      .setSubject(user)
      .setIssuedAt(issuedSeconds)
      .setExpirationTime(expiresSeconds)
      .sign(key);
    await transport.introduce(token, vendorAccountId);
    return { token, expiresAt: new Date(expiresSeconds * 1_000) };
  }

  return {
    operatorToken,
    ownerToken: (vendorAccountId) => kept.of(vendorAccountId, () => signed(vendorAccountId)),
    forget: (vendorAccountId, token) => kept.forget(vendorAccountId ?? operator, token),
  };
}
