import type { Person } from '#contract/people.ts';
import type { Kysely } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';
import type { Identity } from './claims.ts';
import { findPerson } from './people.ts';

/**
 * The person behind an identity, made at the first sign-in together with the account and kept in step with what the
 * issuer says at each later one. `rightsChanged`: the role, the account or what they may do differs from before, so that
 * sessions begun with the former rights must end.
 */
export async function adoptIdentity(
  database: JackfieldDatabase,
  identity: Identity,
  clock: Clock,
): Promise<{ person: Person; rightsChanged: boolean }> {
  const { id, rightsChanged } = await database.transaction().execute(async (transaction) => {
    const accountId = identity.account ? await adoptAccount(transaction, identity.account, clock) : null;
    const rights = { role: identity.role, view_only: identity.viewOnly, account_id: accountId };
    const before = await transaction
      .selectFrom('people')
      .where('issuer', '=', identity.issuer)
      .where('subject', '=', identity.subject)
      .select(['role', 'view_only', 'account_id'])
      .forUpdate()
      .executeTakeFirst();
    const after = await transaction
      .insertInto('people')
      .values({
        issuer: identity.issuer,
        subject: identity.subject,
        name: identity.name,
        featured: false,
        ...rights,
      })
      .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doUpdateSet({ name: identity.name, ...rights }))
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id: after.id, rightsChanged: before !== undefined && !isSame(before, rights) };
  });
  const person = await findPerson(database, id);
  if (!person) throw new Error('the person was taken away while signing in');
  return { person, rightsChanged };
}

type Rights = { role: string; view_only: boolean; account_id: string | null };

function isSame(one: Rights, other: Rights): boolean {
  return one.role === other.role && one.view_only === other.view_only && one.account_id === other.account_id;
}

async function adoptAccount(
  transaction: Kysely<Tables>,
  { externalId, name }: { externalId: string; name: string | null },
  clock: Clock,
): Promise<string> {
  const { id } = await transaction
    .insertInto('accounts')
    .values({ external_id: externalId, name: name ?? externalId, created_at: clock.now() })
    .onConflict((conflict) =>
      // Without a name of the issuer's the one that we have stays; the statement must write to answer the id.
      conflict.column('external_id').doUpdateSet(name === null ? { external_id: externalId } : { name }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
