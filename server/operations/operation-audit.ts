import type { AuditAction } from '#contract/audit-actions.ts';
import type { OperationKind } from '#contract/operations.ts';
import type { Selectable } from 'kysely';
import type { OperationsTable } from '../platform/database/operation-tables.ts';

type OperationRow = Selectable<OperationsTable>;

const auditActions: Record<OperationKind, AuditAction> = {
  activate: 'instance.activate',
  enable: 'instance.enable',
  disable: 'instance.disable',
  rename: 'instance.rename',
  upgrade: 'instance.upgrade',
  remove: 'instance.remove',
  reconfigure: 'instance.reconfigure',
  change_values: 'instance.change_values',
  deploy: 'instance.deploy',
  deploy_package: 'deployment.deploy',
  run: 'instance.run',
};

/** What the audit log calls it. */
export function auditActionOf(operation: OperationRow): AuditAction {
  if (operation.data.undoes !== undefined) return 'instance.undo_disable';
  return operation.data.discards ? 'instance.discard' : auditActions[operation.kind];
}

/** What it was about, in a few words: never a value. */
export function auditDetailOf(operation: OperationRow): string {
  return operation.data.newName ?? slotTitlesOf(operation) ?? operation.name;
}

/** As many as a line of a timeline can show. */
const longestTitles = 300;

function slotTitlesOf({ data }: OperationRow): string | null {
  if (data.slotTitles === undefined) return null;
  const titles = data.slotTitles.join(', ');
  return titles.length <= longestTitles ? titles : `${titles.slice(0, longestTitles - 1)}…`;
}
