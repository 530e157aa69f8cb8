import type { ConnectionStatus, DeployableDetail, FlowRecord, StoredConnection, StoredValue } from '../deployables.ts';
import { outsideAddress } from './addresses.ts';
import { orLabel, toDeploymentState, toInstanceRecord } from './mapping.ts';
import { isConnection } from './requirements.ts';
import type { WireFlow, WireInstance, WireVariable } from './wire.ts';

const statuses: Record<string, ConnectionStatus> = {
  ACTIVE: 'active',
  PENDING: 'waiting',
  ERROR: 'failed',
  FAILED: 'failed',
};

export function toDeployableDetail(
  instance: WireInstance,
  context: { fingerprintKey: Buffer; baseUrl: URL },
): DeployableDetail {
  return {
    record: toInstanceRecord(instance, context.fingerprintKey),
    description: instance.description,
    labels: instance.labels,
    versionId: instance.integration?.id ?? '',
    state: toDeploymentState(instance),
    allowed: {
      change: instance.allowUpdate,
      configure: instance.allowUpdateConfigVariables,
      deploy: instance.allowDeploy,
      remove: instance.allowRemove,
      update: instance.isCustomerUpgradeable,
    },
    values: instance.configVariables
      .filter(({ requiredConfigVariable }) => !isConnection(requiredConfigVariable))
      .map(toStoredValue),
    connections: toConnections(instance.configVariables),
    flows: instance.flowConfigs.map((flow) => toFlowRecord(flow, context.baseUrl)),
  };
}

export function toConnections(variables: WireVariable[]): StoredConnection[] {
  return variables
    .filter(({ requiredConfigVariable }) => isConnection(requiredConfigVariable))
    .map(({ id, status, lastSuccessfulRefreshAt, inputs, requiredConfigVariable: { key } }) => ({
      key,
      connectionId: id,
      status: statuses[status] ?? 'unknown',
      lastRefreshedAt: lastSuccessfulRefreshAt,
      // A withheld value comes as nothing or as empty text, though one is stored.
      inputs: inputs.map(({ name, value, hasValue }) => ({ name, value: value || null, isStored: hasValue })),
    }));
}

function toStoredValue({ value, scheduleType, timeZone, requiredConfigVariable: { key } }: WireVariable): StoredValue {
  return { key, value, schedule: scheduleType === '' ? null : { kind: scheduleType, timeZone } };
}

/** The address starts the flow, so one that leads anywhere odd is not passed on. */
function toFlowRecord(config: WireFlow, baseUrl: URL): FlowRecord {
  const { flow } = config;
  return {
    flowId: config.id,
    name: orLabel(flow?.name ?? '', 'Unnamed flow'),
    description: flow?.description ?? null,
    answersCaller: flow?.isSynchronous ?? false,
    webhookUrl: outsideAddress(config.webhookUrl, baseUrl),
    needsKey: flow?.endpointSecurityType === 'CUSTOMER_REQUIRED' || config.apiKeys.length > 0,
    isFailing: config.inFailedState,
    lastRanAt: config.lastExecutedAt,
    testPayload: config.testPayload,
    testContentType: config.testContentType,
  };
}
