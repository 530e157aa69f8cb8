import type { AuditAction } from '#contract/audit-actions.ts';
import type { VendorError } from '../../vendors/vendor-error.ts';
import type { Asking } from '../answering.ts';
import type { ConnectorContext } from './connector-context.ts';

/** Who did something to what. */
export interface AuditSubject {
  asking: Asking;
  accountId: string;
  instanceId: string | null;
}

const refusals = new Set<VendorError['code']>(['refused', 'in_use', 'credentials_refused', 'bad_input']);

/** Records what a vendor did not do, or may not have done. Its words stay out: they may repeat what it was sent. */
export async function auditRefused(
  { audit }: Pick<ConnectorContext, 'audit'>,
  action: AuditAction,
  { asking, accountId, instanceId }: AuditSubject,
  error: VendorError,
): Promise<void> {
  await audit.append({
    action,
    outcome: refusals.has(error.code) ? 'refused' : 'failed',
    personId: asking.person.id,
    accountId,
    instanceId,
    problemCode: error.code,
    requestId: asking.requestId,
  });
}
