import { sql } from 'kysely';

import type {
  CustomerRow,
  ExecutionRow,
  FlowConfigRow,
  InstanceRow,
  LogRow,
  StepResultRow,
  VersionRow,
} from '../database/tables.ts';
import { customerList, flowConfigList, instanceList, versionList } from '../store/definitions.ts';
import { connection, type ListArguments, listSource, type Sql } from '../store/lists.ts';
import { executionList, logList, stepList } from '../store/run-definitions.ts';
import { ownInstances, ownVersions, type PrismaticContext, requireRunAccess } from './context.ts';

/** The lists of the schema, each kept to what the caller may see. */

export function customers(context: PrismaticContext, args: ListArguments, conditions: readonly Sql[] = []) {
  const { caller, services } = context;
  const own = caller.kind === 'organisation' ? [] : [sql`c.id = ${caller.customer.id}`];
  return page<CustomerRow>(listSource(services.database, customerList, args, [...own, ...conditions]), args);
}

export function instances(context: PrismaticContext, args: ListArguments, conditions: readonly Sql[] = []) {
  const { database, clock } = context.services;
  const own = [...ownInstances(context), ...conditions];
  return page<InstanceRow>(listSource(database, instanceList(clock.now()), args, own), args);
}

export function versions(context: PrismaticContext, args: ListArguments, conditions: readonly Sql[]) {
  const { database } = context.services;
  return page<VersionRow>(listSource(database, versionList, args, [...ownVersions(context), ...conditions]), args);
}

export function flowConfigs(context: PrismaticContext, args: ListArguments, conditions: readonly Sql[] = []) {
  const { database, clock } = context.services;
  const own = [...ownInstances(context), ...conditions];
  return page<FlowConfigRow>(listSource(database, flowConfigList(clock.now()), args, own), args);
}

export function executions(context: PrismaticContext, args: ListArguments, conditions: readonly Sql[] = []) {
  requireRunAccess(context);
  const { database, clock } = context.services;
  const own = [...ownInstances(context), ...conditions];
  return page<ExecutionRow>(listSource(database, executionList(clock.now()), args, own), args);
}

export function stepResults(context: PrismaticContext, args: ListArguments, conditions: readonly Sql[] = []) {
  requireRunAccess(context);
  const { database, clock } = context.services;
  const seen = [...ownInstances(context), sql`s.started_at <= ${clock.now()}`, ...conditions];
  return page<StepResultRow>(listSource(database, stepList(clock.now()), args, seen), args);
}

export function logs(context: PrismaticContext, args: ListArguments, conditions: readonly Sql[] = []) {
  requireRunAccess(context);
  const { database, clock } = context.services;
  const seen = [...ownInstances(context), sql`l.logged_at <= ${clock.now()}`, ...conditions];
  return page<LogRow>(listSource(database, logList, args, seen), args);
}

function page<Row>(source: Parameters<typeof connection<Row, Row>>[0], args: ListArguments) {
  return connection(source, args, (row) => row);
}
