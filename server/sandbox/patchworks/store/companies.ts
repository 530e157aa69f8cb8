import { randomBytes } from 'node:crypto';

import type { CompanyRow, PatchworksDatabase } from '../database/tables.ts';
import { roles } from '../database/tables.ts';
import { type Caller, later, type PatchworksServices } from '../patchworks-services.ts';

const tokenLifeSeconds = 86_400;

/** The password of everybody in the imitation. */
const sandboxPassword = 'sandbox-password';

/**
 * Tells who calls. A company's key stands in the header by itself, a person's token after `Bearer`; either in the
 * other's form is unknown. A key acts as a manager.
 */
export async function identifyCaller(
  { database, clock }: PatchworksServices,
  authorization: string | undefined,
): Promise<Caller | undefined> {
  if (!authorization) return undefined;
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) {
    const company = await database
      .selectFrom('api_keys')
      .innerJoin('companies', 'companies.id', 'api_keys.company_id')
      .where('key', '=', authorization)
      .where('revoked_at', 'is', null)
      .selectAll('companies')
      .executeTakeFirst();
    return company && { company, role: 'manager' };
  }
  const found = await database
    .selectFrom('tokens')
    .innerJoin('people', 'people.id', 'tokens.person_id')
    .innerJoin('companies', 'companies.id', 'people.company_id')
    .where('token', '=', token)
    .where('expires_at', '>', clock.now())
    .selectAll('companies')
    .select('people.role')
    .executeTakeFirst();
  if (!found) return undefined;
  const { role, ...company } = found;
  return { company, role };
}

/** The company that a username belongs to. */
export function companyOfUsername({ database }: PatchworksServices, username: string): Promise<CompanyRow | undefined> {
  return database
    .selectFrom('people')
    .innerJoin('companies', 'companies.id', 'people.company_id')
    .where('username', '=', username)
    .selectAll('companies')
    .executeTakeFirst();
}

/** Signs a person in for a day; undefined when name or password is wrong. */
export async function signIn(
  { database, clock }: PatchworksServices,
  username: string,
  password: string,
): Promise<{ token: string; expiresIn: number } | undefined> {
  const person = await database
    .selectFrom('people')
    .where('username', '=', username)
    .where('password', '=', password)
    .select('id')
    .executeTakeFirst();
  if (!person) return undefined;
  const now = clock.now();
  await database.deleteFrom('tokens').where('person_id', '=', person.id).where('expires_at', '<=', now).execute();
  const token = randomBytes(32).toString('hex');
  await database
    .insertInto('tokens')
    .values({ token, person_id: person.id, expires_at: later(now, tokenLifeSeconds * 1000) })
    .execute();
  return { token, expiresIn: tokenLifeSeconds };
}

/** What a link to a company needs. */
export interface CompanyAccess {
  external_id: string;
  name: string;
  api_key: string;
  /** One person per role; all have the imitation's one password. */
  usernames: Record<string, string>;
}

/** A company to be made; without a key of its own it gets a random one. */
interface WantedCompany {
  externalId: string;
  name: string;
  apiKey?: string;
}

/** Makes a company with a key of its own and one person per role; leaves one that exists as it is. */
export async function ensureCompany(
  database: PatchworksDatabase,
  company: WantedCompany,
  now: Date,
): Promise<CompanyAccess> {
  return database.transaction().execute(async (transaction) => {
    await addCompany(transaction, company, now);
    return accessOf(transaction, company.externalId);
  });
}

/** The same within a transaction; answers the id of the company it has made, if it has made one. */
export async function addCompany(
  transaction: PatchworksDatabase,
  { externalId, name, apiKey }: WantedCompany,
  now: Date,
): Promise<number | undefined> {
  const made = await transaction
    .insertInto('companies')
    .values({ external_id: externalId, name, created_at: now })
    .onConflict((conflict) => conflict.column('external_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return undefined;
  const key = apiKey ?? `sandbox-patchworks-${randomBytes(16).toString('hex')}`;
  await transaction.insertInto('api_keys').values({ key, company_id: made.id, revoked_at: null }).execute();
  const people = roles.map((role) => ({
    company_id: made.id,
    username: `${role}@${externalId}.example`,
    password: sandboxPassword,
    role,
  }));
  await transaction.insertInto('people').values(people).execute();
  return made.id;
}

async function accessOf(database: PatchworksDatabase, externalId: string): Promise<CompanyAccess> {
  const { id, name } = await database
    .selectFrom('companies')
    .where('external_id', '=', externalId)
    .selectAll()
    .executeTakeFirstOrThrow();
  const { key } = await database
    .selectFrom('api_keys')
    .where('company_id', '=', id)
    .where('revoked_at', 'is', null)
    .select('key')
    .executeTakeFirstOrThrow();
  const people = await database.selectFrom('people').where('company_id', '=', id).orderBy('id').selectAll().execute();
  return {
    external_id: externalId,
    name,
    api_key: key,
    usernames: Object.fromEntries(people.map(({ role, username }) => [role, username])),
  };
}
