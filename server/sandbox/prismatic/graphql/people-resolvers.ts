import { sql } from 'kysely';

import { nameBasedUuid } from '../../name-based-uuid.ts';
import type { CustomerRow, UserRow } from '../database/tables.ts';
import { globalId } from '../global-ids.ts';
import { organisation } from '../prismatic-services.ts';
import type { ListArguments } from '../store/lists.ts';
import { mayConfigure } from '../auth/callers.ts';
import { hasActive, type PrismaticContext } from './context.ts';
import * as lists from './lists.ts';

const roles = {
  Owner: { level: 100, description: 'Does everything in the organization' },
  'Marketplace Admin': { level: 20, description: "Configures and deploys the customer's instances" },
  'Marketplace User': { level: 10, description: 'Configures what is left to single users' },
} as const;

const configurable = (_row: unknown, _args: unknown, { caller }: PrismaticContext) => mayConfigure(caller);
const organisationOnly = (_row: unknown, _args: unknown, { caller }: PrismaticContext) =>
  caller.kind === 'organisation';

export const peopleResolvers = {
  Customer: {
    id: (row: CustomerRow) => globalId('Customer', row.id),
    org: () => organisation,
    allowAddInstance: configurable,
    allowEnableInstance: configurable,
    allowExecuteInstance: configurable,
    allowUpdate: organisationOnly,
    allowRemove: organisationOnly,
    instances: (row: CustomerRow, args: ListArguments, context: PrismaticContext) =>
      lists.instances(context, args, [sql`i.customer_id = ${row.id}`]),
    integrations: (row: CustomerRow, args: ListArguments, context: PrismaticContext) =>
      lists.versions(context, args, [sql`v.is_head`, hasActive(row.id)]),
  },
  Organization: {
    id: () => organisation.id,
    customers: (_source: unknown, args: ListArguments, context: PrismaticContext) => lists.customers(context, args),
    integrations: (_source: unknown, args: ListArguments, context: PrismaticContext) =>
      lists.versions(context, args, [sql`v.is_head`]),
  },
  User: {
    id: (row: UserRow) => globalId('User', row.id),
    tenantId: () => organisation.uuid,
    org: (row: UserRow) => (row.customer_id === null ? organisation : null),
    customer: (row: UserRow, _args: unknown, context: PrismaticContext) =>
      row.customer_id === null ? null : context.customer(row.customer_id),
    role: ({ role }: UserRow) => ({ id: globalId('Role', nameBasedUuid(`role:${role}`)), name: role, ...roles[role] }),
  },
};
