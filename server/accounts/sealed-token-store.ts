import { sql, type Kysely } from 'kysely';
import type { Vendor } from '#contract/vendors.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { Keys } from '../platform/keys.ts';
import type { TokenStore } from '../vendors/token-store.ts';

/** A token this close to its end is renewed first: a call must not outlive the token it carries. */
const renewalMarginMs = 30 * 60_000;

/**
 * User tokens, sealed in the database. However many requests of however many replicas need a token at once, one of them
 * makes it: they queue on an advisory lock, and all but the first find the token there. Inside one process they share
 * one look-up, so that a burst holds one connection and not hundreds.
 */
export function createSealedTokenStore(
  database: JackfieldDatabase,
  vendor: Vendor,
  keys: Keys,
  clock: Clock,
): TokenStore {
  const lookups = new Map<string, Promise<string>>();

  async function findOrMake(
    vendorAccountId: string,
    make: () => Promise<{ token: string; expiresAt: Date }>,
  ): Promise<string> {
    const present = await find(database, vendorAccountId);
    if (present !== null) return present.token;
    return database.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`token:${vendor}:${vendorAccountId}`}, 0))`.execute(
        transaction,
      );
      const made = await find(transaction, vendorAccountId);
      if (made !== null) return made.token;
      const { token, expiresAt } = await make();
      const sealed = { sealed_token: keys.seal(token), expires_at: expiresAt };
      await transaction
        .insertInto('vendor_tokens')
        .values({ vendor, vendor_account_id: vendorAccountId, ...sealed })
        .onConflict((conflict) => conflict.columns(['vendor', 'vendor_account_id']).doUpdateSet(sealed))
        .execute();
      return token;
    });
  }

  async function find(
    from: Kysely<Tables>,
    vendorAccountId: string,
  ): Promise<{ token: string; sealed: Buffer } | null> {
    const row = await from
      .selectFrom('vendor_tokens')
      .where('vendor', '=', vendor)
      .where('vendor_account_id', '=', vendorAccountId)
      .where('expires_at', '>', new Date(clock.now().getTime() + renewalMarginMs))
      .select('sealed_token')
      .executeTakeFirst();
    if (!row) return null;
    try {
      return { token: keys.unseal(row.sealed_token), sealed: row.sealed_token };
    } catch {
      // Sealed with another secret: of no use any more, so a new one is made in its place.
      return null;
    }
  }

  return {
    withToken: (vendorAccountId, make) => {
      const underWay = lookups.get(vendorAccountId);
      if (underWay) return underWay;
      const lookup = findOrMake(vendorAccountId, make).finally(() => {
        if (lookups.get(vendorAccountId) === lookup) lookups.delete(vendorAccountId);
      });
      lookups.set(vendorAccountId, lookup);
      return lookup;
    },
    forget: async (vendorAccountId, token) => {
      const present = await find(database, vendorAccountId);
      // Somebody may have renewed it meanwhile: only the token that was refused is thrown away.
      if (present?.token !== token) return;
      await database
        .deleteFrom('vendor_tokens')
        .where('vendor', '=', vendor)
        .where('vendor_account_id', '=', vendorAccountId)
        .where('sealed_token', '=', present.sealed)
        .execute();
      // A look-up under way may have found it just before: whoever asks from now on must not share that one.
      lookups.delete(vendorAccountId);
    },
  };
}
