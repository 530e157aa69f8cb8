import { type DocumentNode, Kind, visit } from 'graphql';
import { sql } from 'kysely';

import type { Caller } from '../auth/callers.ts';
import { readGlobalId } from '../global-ids.ts';
import type { PrismaticServices } from '../prismatic-services.ts';

/** Which customer a row of each type belongs to. */
const owners: Record<string, string> = {
  Customer: 'select external_id from customers c where c.id = any',
  Instance: 'select c.external_id from customers c join instances i on i.customer_id = c.id where i.id = any',
  InstanceConfigVariable: `select c.external_id from customers c join instances i on i.customer_id = c.id
    join instance_variables o on o.instance_id = i.id where o.id = any`,
  InstanceFlowConfig: `select c.external_id from customers c join instances i on i.customer_id = c.id
    join flow_configs o on o.instance_id = i.id where o.id = any`,
  InstanceExecutionResult: `select c.external_id from customers c join instances i on i.customer_id = c.id
    join executions o on o.instance_id = i.id where o.id = any`,
};

const externalIdNames = new Set(['customer_ExternalId', 'externalId']);

/** The external ids of the customers a call is about: the token's own, or those that the organisation's call names. */
export async function concernedAccounts(
  { database }: PrismaticServices,
  caller: Caller,
  document: DocumentNode,
  variables: unknown,
): Promise<string[]> {
  if (caller.kind === 'customer') return caller.customer.external_id === null ? [] : [caller.customer.external_id];
  const named = collectNamed(document, variables);
  const byType = new Map<string, string[]>();
  for (const text of named.texts) {
    const read = readGlobalId(text);
    if (read && owners[read.type]) byType.set(read.type, [...(byType.get(read.type) ?? []), read.uuid]);
  }
  const found = await Promise.all(
    [...byType].map(([type, uuids]) =>
      sql<{ external_id: string | null }>`${sql.raw(owners[type] ?? '')}(${uuids}::uuid[])`.execute(database),
    ),
  );
  return [...named.externalIds, ...found.flatMap(({ rows }) => rows.flatMap((row) => row.external_id ?? []))];
}

/** Every text among the variables and in the document itself; those under a name of external ids by themselves. */
function collectNamed(document: DocumentNode, variables: unknown): { texts: string[]; externalIds: string[] } {
  const texts: string[] = [];
  const externalIds: string[] = [];
  const walk = (name: string, value: unknown): void => {
    if (typeof value === 'string') (externalIdNames.has(name) ? externalIds : texts).push(value);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(Array.isArray(value) ? name : key, inner);
    }
  };
  walk('', variables);
  const given = typeof variables === 'object' && variables !== null ? new Map(Object.entries(variables)) : new Map();
  visit(document, {
    Argument: ({ name, value }) => {
      if (value.kind === Kind.STRING) walk(name.value, value.value);
      if (value.kind === Kind.VARIABLE) walk(name.value, given.get(value.name.value));
    },
    ObjectField: ({ name, value }) => {
      if (value.kind === Kind.STRING) walk(name.value, value.value);
    },
  });
  return { texts, externalIds };
}
