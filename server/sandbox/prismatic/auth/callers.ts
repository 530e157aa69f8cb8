import type { CustomerRow, UserRow } from '../database/tables.ts';
import { organisation, organisationToken, type PrismaticServices } from '../prismatic-services.ts';
import { readEmbeddedToken } from './embedded-tokens.ts';

/** Who calls: the organisation's owner, or a user of one customer. */
export type Caller =
  | { kind: 'organisation'; user: UserRow }
  | { kind: 'customer'; user: UserRow; customer: CustomerRow };

/**
 * Tells whose token stands in an `Authorization` header; undefined for none or a wrong one. An embedded token is good
 * once its user has been made known by `/embedded/authenticate`.
 */
export async function identifyCaller(
  services: PrismaticServices,
  authorization: string | undefined,
): Promise<Caller | undefined> {
  const token = bearerToken(authorization);
  if (token === undefined) return undefined;
  if (token === organisationToken) {
    const user = await services.database
      .selectFrom('users')
      .where('id', '=', organisation.ownerId)
      .selectAll()
      .executeTakeFirstOrThrow();
    return { kind: 'organisation', user };
  }
  const claims = await readEmbeddedToken(services, token);
  if (typeof claims === 'string') return undefined;
  const customer = await services.database
    .selectFrom('customers')
    .where('external_id', '=', claims.customer)
    .selectAll()
    .executeTakeFirst();
  const user =
    customer &&
    (await services.database
      .selectFrom('users')
      .where('customer_id', '=', customer.id)
      .where('external_id', '=', claims.external_id ?? claims.sub)
      .selectAll()
      .executeTakeFirst());
  return customer && user && { kind: 'customer', user, customer };
}

export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
}

/** Marketplace users reach their own user-level configuration alone; everyone else here may change instances. */
export function mayConfigure(caller: Caller): boolean {
  return caller.user.role !== 'Marketplace User';
}

/** The one number that a rate is counted by. */
export function callerKey(caller: Caller): string {
  return caller.user.id;
}
