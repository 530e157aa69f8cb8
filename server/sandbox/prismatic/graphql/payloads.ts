import type { CustomerRow, InstanceRow } from '../database/tables.ts';
import { type GlobalType, uuidOf } from '../global-ids.ts';
import { Refusal, refusal } from '../prismatic-errors.ts';
import type { PrismaticContext } from './context.ts';
import { queries } from './queries.ts';

export interface With<Input> {
  input: Input & { clientMutationId?: string | null };
}

/** Runs a mutation's work and answers its payload: the object and no errors, or the refusal's errors and no object. */
export async function payload<Result extends object>(
  { input }: With<unknown>,
  work: () => Promise<Result>,
): Promise<object> {
  const clientMutationId = input.clientMutationId ?? null;
  try {
    return { ...(await work()), errors: [], clientMutationId };
  } catch (error) {
    if (error instanceof Refusal) return { errors: error.errors, clientMutationId };
    throw error;
  }
}

/** The instance of this id, when the caller may see it. */
export async function requireInstance(id: string | null | undefined, context: PrismaticContext): Promise<InstanceRow> {
  const row = await queries.instance({ id: requireId(id) }, context);
  if (!row) throw refusal('id', 'There is no such instance.');
  return row;
}

export async function requireCustomer(
  id: string | null | undefined,
  context: PrismaticContext,
  field = 'id',
): Promise<CustomerRow> {
  const row = await queries.customer({ id: requireId(id, field) }, context);
  if (!row) throw refusal(field, 'There is no such customer.');
  return row;
}

/** The UUID inside an id that a mutation needs. */
export function requireUuid(type: GlobalType, id: string | null | undefined): string {
  const uuid = uuidOf(type, requireId(id));
  if (uuid === undefined) throw refusal('id', 'There is no such object.');
  return uuid;
}

/** Ids are optional in the schema and needed all the same. */
function requireId(id: string | null | undefined, field = 'id'): string {
  if (!id) throw refusal(field, 'This field is required.');
  return id;
}

/** Labels without the nulls that the schema lets through; undefined when none were given. */
export function givenLabels(labels: readonly (string | null)[] | null | undefined): string[] | undefined {
  return labels?.filter((label) => label !== null);
}

/** Refuses a name that is there but empty. */
export function checkName(name: string | null | undefined): void {
  if (typeof name === 'string' && name.trim() === '') throw refusal('name', 'This field may not be blank.');
}
