import type { FlowRunRecord, FlowUseRecord } from '../connectors.ts';
import type { InstanceDetail, InstanceRecord, VendorOwner } from '../adapter.ts';
import { fingerprintOf, valuesFingerprintOf } from './fingerprint.ts';
import type { WireConnector, WireFlow, WireRun, WireSystem } from './wire-resources.ts';

export const unnamedInstance = 'Unnamed instance';
export const unnamedConnector = 'Unnamed connector';

const noFlags = { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false };

/** An instance as the index keeps it. The API tells no owner: whose key was used is whose instance it is. */
export function toInstanceRecord(connector: WireConnector, owner: VendorOwner, fingerprintKey: Buffer): InstanceRecord {
  return {
    vendorId: connector.id,
    vendorAccountId: owner.vendorAccountId,
    name: orLabel(connector.name, unnamedInstance),
    templateId: connectorIdOf(connector),
    templateName: nameOfSystem(connector.system),
    enabled: false,
    useCount: connector.flows_count ?? 'unknown',
    required: 'nothing',
    missing: { connections: [], values: [] },
    flags: noFlags,
    createdAt: connector.created_at,
    fingerprint: fingerprintOf(connector, fingerprintKey),
    valuesFingerprint: valuesFingerprintOf(connector, fingerprintKey),
  };
}

/** What all vendors' instances have in common. Settings, credentials and flows are read by the port of connectors. */
export function toInstanceDetail(connector: WireConnector, record: InstanceRecord): InstanceDetail {
  return {
    record,
    solution: {
      templateId: connectorIdOf(connector),
      title: nameOfSystem(connector.system),
      description: null,
      tags: [],
      customFields: [],
    },
    authSlots: [],
    configSlots: [],
    workflows: [],
  };
}

export function connectorIdOf(connector: WireConnector): string {
  return connector.system_id ?? connector.system?.id ?? '';
}

export function nameOfSystem(system: Pick<WireSystem, 'label' | 'name'> | null): string {
  return system?.label ?? system?.name ?? unnamedConnector;
}

/** A flow with those of its steps that use the instance; null when none does. */
export function toFlowUse(flow: WireFlow, vendorId: string): FlowUseRecord | null {
  const steps = (flow.current_version?.steps ?? []).filter(
    (step) => (step.connector_id ?? step.connector?.id) === vendorId,
  );
  if (steps.length === 0) return null;
  return {
    flowId: flow.id,
    name: flow.name ?? 'Unnamed process flow',
    isEnabled: flow.is_enabled ?? false,
    steps: steps.map((step) => ({ stepId: step.id, name: step.name ?? 'Unnamed step' })),
  };
}

/** The vendor's own client knows these numbers. */
const runStates: Readonly<Record<string, FlowRunRecord['state']>> = {
  1: 'started',
  2: 'succeeded',
  3: 'failed',
  4: 'stopped',
  5: 'partly',
};

export function toFlowRun(run: WireRun & { flow_id: string }): FlowRunRecord {
  return {
    runId: run.id,
    flowId: run.flow_id,
    state: runStates[String(run.status)] ?? 'unknown',
    startedAt: run.started_at,
    finishedAt: run.finished_at,
    message: run.message,
  };
}

function orLabel(text: string, fallback: string): string {
  return text.trim() === '' ? fallback : text;
}
