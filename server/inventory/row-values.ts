import { areContradictory, updateKindOf } from '#contract/update-decision.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { InstancesTable } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { InstanceRecord } from '../vendors/adapter.ts';

/** What a vendor's record says, as columns of the index. */
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
  };
}

/** What is used is neither on nor off. An instance that is off and lacks a value is unfinished; one that is on works, whatever a newer version may ask for. */
export function restStatus(record: InstanceRecord): InstancesTable['rest_status'] {
  if (record.useCount === 'unknown') return 'unknown';
  if (record.useCount !== null) return record.useCount > 0 ? 'in_use' : 'unused';
  if (record.enabled) return 'enabled';
  return record.required === 'missing' ? 'unfinished' : 'disabled';
}
