import { areContradictory, updateKindOf } from '#contract/update-decision.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { InstancesTable, StoredDeployment } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { InstanceRecord } from '../vendors/adapter.ts';
import type { DeploymentState } from '../vendors/deployment-state.ts';

/** What a vendor's record says, as columns of the index. What it does not say, such as how a run ended, stays as it is. */
export function rowValues(vendor: Vendor, record: InstanceRecord, logger: Logger) {
  if (areContradictory(record.flags)) {
    logger.warn({ vendor, vendorId: record.vendorId, flags: record.flags }, 'version flags contradict each other');
  }
  return {
    vendor,
    vendor_id: record.vendorId,
    name: record.name,
    template_id: record.templateId,
    template_name: record.templateName,
    rest_status: restStatus(record),
    update_kind: updateKindOf(record.flags),
    fingerprint: record.fingerprint,
    values_fingerprint: record.valuesFingerprint,
    created_at: record.createdAt,
    missing_connections: record.missing.connections,
    missing_values: record.missing.values,
    use_count: typeof record.useCount === 'number' ? record.useCount : null,
    deployment: record.deployment ? JSON.stringify(toStored(record.deployment)) : null,
  };
}

function toStored({ lastDeployedAt, lastRanAt, ...flags }: DeploymentState): StoredDeployment {
  return {
    ...flags,
    lastDeployedAt: lastDeployedAt?.toISOString() ?? null,
    lastRanAt: lastRanAt?.toISOString() ?? null,
  };
}

/**
 * What is used is neither on nor off. An instance that is off and lacks a value is unfinished; one that is on works,
 * whatever a newer version may ask for. Where instances are deployed, one that never was, or whose configuration its
 * vendor calls incomplete, is unfinished whatever else holds.
 */
export function restStatus(record: InstanceRecord): InstancesTable['rest_status'] {
  if (record.useCount === 'unknown' || record.hasUnknownState) return 'unknown';
  if (record.useCount !== null) return record.useCount > 0 ? 'in_use' : 'unused';
  if (record.deployment) {
    const { wasDeployed, configuration, isEnabled } = record.deployment;
    if (!wasDeployed || configuration === 'incomplete') return 'unfinished';
    return isEnabled ? 'enabled' : 'disabled';
  }
  if (record.enabled) return 'enabled';
  return record.required === 'missing' ? 'unfinished' : 'disabled';
}
