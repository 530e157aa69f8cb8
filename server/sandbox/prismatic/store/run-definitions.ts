import { sql } from 'kysely';

import { inSequenceOf } from './definitions.ts';
import {
  containsText,
  equals,
  equalsAnyText,
  equalsText,
  isAnyNode,
  isMissing,
  isNode,
  rangeFilters,
} from './filters.ts';
import type { ListDefinition, Sql } from './lists.ts';

const column = (name: string): Sql => sql.ref(name);

/** Runs as they are seen now: how one ends is told when it has. */
export function executionList(now: Date): ListDefinition {
  const ended = sql`case when e.ended_at <= ${now} then e.ended_at end`;
  const error = sql`case when e.ended_at <= ${now} then e.error end`;
  const status = sql`case when e.ended_at > ${now} then 'PENDING' when e.error is null then 'SUCCESS' else 'ERROR' end`;
  const result = sql`case when e.ended_at > ${now} then null when e.error is null then 'COMPLETED' else 'ERROR' end`;
  return {
    select: sql`e.*`,
    from: sql`executions e join instances i on i.id = e.instance_id join versions v on v.id = e.version_id`,
    filters: {
      ...rangeFilters('startedAt', column('e.started_at')),
      ...rangeFilters('endedAt', ended),
      endedAt_Isnull: isMissing(ended),
      error_Isnull: isMissing(error),
      flow: isNode(column('e.flow_id'), 'IntegrationFlow'),
      flowConfig: isNode(column('e.flow_config_id'), 'InstanceFlowConfig'),
      flowConfig_Flow: isNode(column('e.flow_id'), 'IntegrationFlow'),
      id_In: isAnyNode(column('e.id'), 'InstanceExecutionResult'),
      instance: isNode(column('e.instance_id'), 'Instance'),
      instance_Customer: isNode(column('i.customer_id'), 'Customer'),
      instance_Integration: (value) => inSequenceOf(column('v.sequence_id'), value),
      integration: (value) => inSequenceOf(column('v.sequence_id'), value),
      integration_VersionSequenceId: equals(column('v.sequence_id')),
      invokeType_In: equalsAnyText(column('e.invoke_type')),
      isTestExecution: equals(column('e.is_test')),
      replayForExecution_Isnull: isMissing(column('e.replay_of')),
      resultType: equalsText(result),
      resultType_In: equalsAnyText(result),
      status: equalsText(status),
    },
    orders: { STARTED_AT: column('e.started_at'), ENDED_AT: ended },
    tie: column('e.position'),
  };
}

/** Results of the steps that have begun. */
export function stepList(now: Date): ListDefinition {
  const ended = sql`case when s.ended_at <= ${now} then s.ended_at end`;
  return {
    select: sql`s.*`,
    from: sql`step_results s join executions e on e.id = s.execution_id join instances i on i.id = e.instance_id`,
    filters: {
      ...rangeFilters('startedAt', column('s.started_at')),
      ...rangeFilters('endedAt', ended),
      displayStepName: equals(column('s.name')),
      executionResult: isNode(column('s.execution_id'), 'InstanceExecutionResult'),
      hasError: (value) => sql`(s.has_error and s.ended_at <= ${now}) = ${value}::boolean`,
      instance: isNode(column('e.instance_id'), 'Instance'),
      stepName: equals(column('s.name')),
    },
    orders: { STARTED_AT: column('s.started_at'), ENDED_AT: ended },
    tie: column('s.position'),
  };
}

export const logList: ListDefinition = {
  select: sql`l.*`,
  from: sql`logs l join instances i on i.id = l.instance_id join customers c on c.id = i.customer_id
    join versions v on v.id = i.version_id left join flow_configs f on f.id = l.flow_config_id
    left join executions e on e.id = l.execution_id`,
  filters: {
    ...rangeFilters('timestamp', column('l.logged_at')),
    timestampGte: (value) => sql`l.logged_at >= ${value}`,
    timestampLte: (value) => sql`l.logged_at <= ${value}`,
    customer: isNode(column('i.customer_id'), 'Customer'),
    executionResult: isNode(column('l.execution_id'), 'InstanceExecutionResult'),
    flow: isNode(column('f.flow_id'), 'IntegrationFlow'),
    flowConfig: isNode(column('l.flow_config_id'), 'InstanceFlowConfig'),
    instance: isNode(column('l.instance_id'), 'Instance'),
    instance_Customer: isNode(column('i.customer_id'), 'Customer'),
    instance_Integration: (value) => inSequenceOf(column('v.sequence_id'), value),
    integration: (value) => inSequenceOf(column('v.sequence_id'), value),
    integrationVersionSequenceId: equals(column('v.sequence_id')),
    isTestExecution: (value) => sql`coalesce(e.is_test, false) = ${value}::boolean`,
    logType: equalsText(column('l.log_type')),
    logType_In: equalsAnyText(column('l.log_type')),
    message_Icontains: containsText(column('l.message')),
    severity: equals(column('l.severity')),
  },
  orders: {
    CUSTOMER: column('c.name'),
    FLOW: column('f.flow_name'),
    FLOW_CONFIG: column('f.flow_name'),
    INSTANCE: column('i.name'),
    INTEGRATION: column('v.name'),
    LOG_TYPE: column('l.log_type'),
    MESSAGE: column('l.message'),
    SEVERITY: column('l.severity'),
    TIMESTAMP: column('l.logged_at'),
  },
  tie: column('l.position'),
};
