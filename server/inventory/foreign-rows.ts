import type { AuditLog } from '../audit/audit-log.ts';
import { ForeignRowsError } from '../vendors/vendor-error.ts';

/** Records that a vendor answered this account's question with somebody else's rows; other errors are none of its business. */
export async function auditForeignRows(audit: AuditLog, error: unknown, accountId: string): Promise<void> {
  if (!(error instanceof ForeignRowsError)) return;
  await audit.append({
    action: 'vendor.foreign_rows',
    outcome: 'failed',
    personId: null,
    accountId,
    problemCode: error.code,
  });
}
