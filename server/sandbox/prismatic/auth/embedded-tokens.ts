import { createPublicKey, createHash, randomUUID } from 'node:crypto';

import { errors, importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';

import type { UserRow } from '../database/tables.ts';
import { organisation, type PrismaticServices } from '../prismatic-services.ts';

const claimsSchema = z.object({
  sub: z.string().min(1),
  organization: z.string(),
  customer: z.string().min(1),
  iat: z.number(),
  exp: z.number(),
  external_id: z.string().optional(),
  name: z.string().optional(),
  customer_name: z.string().optional(),
  role: z.enum(['admin', 'user']).default('admin'),
  concurrent_execution_limit: z.number().int().optional(),
});

type Claims = z.infer<typeof claimsSchema>;

/** The claims of a token signed by one of the registered keys; a sentence when it is not good. */
export async function readEmbeddedToken(services: PrismaticServices, token: string): Promise<Claims | string> {
  const keys = await services.database.selectFrom('signing_keys').select('public_key').execute();
  let complaint = 'No signing key of this organization signed the token';
  for (const { public_key } of keys) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the first key that fits ends it
      const { payload } = await jwtVerify(token, await importSPKI(public_key, 'RS256'), {
        algorithms: ['RS256'],
        currentDate: services.clock.now(),
      });
      const claims = claimsSchema.safeParse(payload);
      if (!claims.success) return z.prettifyError(claims.error);
      if (claims.data.organization !== organisation.id) return 'The token is for another organization';
      return claims.data;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      if (error instanceof errors.JWTExpired) complaint = 'The token has expired';
      if (error instanceof errors.JWTClaimValidationFailed) complaint = `The claim "${error.claim}" is not valid`;
    }
  }
  return complaint;
}

/**
 * Makes the user that a token names known, and its customer when `customer_name` says how to call it. A sentence when
 * that cannot be.
 */
export async function admit({ database, clock }: PrismaticServices, claims: Claims): Promise<UserRow | string> {
  const now = clock.now();
  if (claims.customer_name !== undefined) {
    await database
      .insertInto('customers')
      .values({
        id: randomUUID(),
        name: claims.customer_name,
        description: '',
        external_id: claims.customer,
        labels: [],
        allow_embedded_designer: false,
        allow_workflow_copilot: false,
        concurrent_execution_limit: claims.concurrent_execution_limit ?? null,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.column('external_id').doNothing())
      .execute();
  }
  const customer = await database
    .selectFrom('customers')
    .where('external_id', '=', claims.customer)
    .select('id')
    .executeTakeFirst();
  if (!customer) return 'There is no customer with this external ID';
  const changing = {
    name: claims.name ?? claims.sub,
    role: claims.role === 'user' ? ('Marketplace User' as const) : ('Marketplace Admin' as const),
    updated_at: now,
  };
  const externalId = claims.external_id ?? claims.sub;
  return database
    .insertInto('users')
    .values({
      id: randomUUID(),
      customer_id: customer.id,
      external_id: externalId,
      email: '',
      created_at: now,
      ...changing,
    })
    .onConflict((conflict) => conflict.columns(['customer_id', 'external_id']).doUpdateSet(changing))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Registers the public half of a key pair; one that is registered already stays as it is. Undefined: no RSA public key. */
export async function registerSigningKey(
  { database, clock }: PrismaticServices,
  publicKey: string,
): Promise<{ fingerprint: string } | undefined> {
  const pem = readPublicKey(publicKey);
  if (pem === undefined) return undefined;
  const known = await database.selectFrom('signing_keys').where('public_key', '=', pem).select('id').executeTakeFirst();
  if (!known) {
    await database
      .insertInto('signing_keys')
      .values({ id: randomUUID(), public_key: pem, created_at: clock.now() })
      .execute();
  }
  return { fingerprint: createHash('sha256').update(pem).digest('hex') };
}

function readPublicKey(text: string): string | undefined {
  if (!text.includes('PUBLIC KEY')) return undefined;
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyType === 'rsa' ? String(key.export({ type: 'spki', format: 'pem' })) : undefined;
  } catch {
    return undefined;
  }
}
