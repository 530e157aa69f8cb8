import { sql } from 'kysely';

import type { FaultName, MatchingFault } from '../../faults.ts';
import { type Caller, mayConfigure } from '../auth/callers.ts';
import type { CustomerRow, FlowConfigRow, InstanceRow, VariableRow, VersionRow } from '../database/tables.ts';
import { PrismaticError } from '../prismatic-errors.ts';
import type { PrismaticServices } from '../prismatic-services.ts';
import { readFailing } from '../store/definitions.ts';
import type { Sql } from '../store/lists.ts';
import { readVariables } from '../store/variables.ts';
import { readNewest } from '../store/versions.ts';
import { together } from './together.ts';

/**
 * What a resolver knows of its request. Rows that many others point at are read once; what every row of a page asks for is
 * read for all of them together.
 */
export interface PrismaticContext {
  services: PrismaticServices;
  caller: Caller;
  customer(id: string): Promise<CustomerRow>;
  version(id: string): Promise<VersionRow>;
  instance(id: string): Promise<InstanceRow>;
  flowConfig(id: string): Promise<FlowConfigRow>;
  /** Of an instance; undefined for none. */
  variables(instanceId: string): Promise<VariableRow[] | undefined>;
  isFailing(instanceId: string): Promise<boolean | undefined>;
  /** The newest version that may be deployed. */
  newest(sequenceId: string): Promise<VersionRow | undefined>;
}

export function createContext(services: PrismaticServices, caller: Caller): PrismaticContext {
  const { database } = services;
  return {
    services,
    caller,
    customer: once((id) => database.selectFrom('customers').where('id', '=', id).selectAll().executeTakeFirstOrThrow()),
    version: once((id) => database.selectFrom('versions').where('id', '=', id).selectAll().executeTakeFirstOrThrow()),
    instance: once((id) => database.selectFrom('instances').where('id', '=', id).selectAll().executeTakeFirstOrThrow()),
    flowConfig: once((id) =>
      database.selectFrom('flow_configs').where('id', '=', id).selectAll().executeTakeFirstOrThrow(),
    ),
    variables: together((ids) => readVariables(database, ids)),
    isFailing: together((ids) => readFailing(database, ids, services.clock.now())),
    newest: together((ids) => readNewest(database, ids)),
  };
}

/** Lets the first matching fault of this name strike; false when there is none. */
export function strikes(faults: readonly MatchingFault[], name: FaultName): boolean {
  return faults.some(({ fault, strike }) => fault.fault === name && strike());
}

/** Keeps a customer's user to its own customer, in a list where instances are `i`. */
export function ownInstances({ caller }: PrismaticContext): Sql[] {
  return caller.kind === 'organisation' ? [] : [sql`i.customer_id = ${caller.customer.id}`];
}

/** What a customer's user sees of the integrations: the marketplace, and what it has already. */
export function ownVersions({ caller }: PrismaticContext): Sql[] {
  if (caller.kind === 'organisation') return [];
  return [sql`(v.marketplace like 'AVAILABLE%' or ${hasActive(caller.customer.id)})`];
}

/** True when this customer has an instance of some version. */
export function hasActive(customerId: string): Sql {
  return sql`exists (
    select 1 from instances active join versions activated on activated.id = active.version_id
    where active.customer_id = ${customerId} and activated.sequence_id = v.sequence_id)`;
}

/** Runs and log lines are kept from marketplace users. */
export function requireRunAccess({ caller }: PrismaticContext): void {
  if (!mayConfigure(caller)) throw notPermitted();
}

export function requireOrganisation({ caller }: PrismaticContext): void {
  if (caller.kind !== 'organisation') throw notPermitted();
}

export function requireConfigurer({ caller }: PrismaticContext): void {
  if (!mayConfigure(caller)) throw notPermitted();
}

function notPermitted(): PrismaticError {
  return new PrismaticError('You do not have permission to perform this action');
}

function once<Row>(read: (id: string) => Promise<Row>): (id: string) => Promise<Row> {
  const kept = new Map<string, Promise<Row>>();
  return (id) => {
    const row = kept.get(id) ?? read(id);
    kept.set(id, row);
    return row;
  };
}
