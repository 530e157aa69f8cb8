import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { AuditEntry } from '../audit/audit-log.ts';
import type { InstancesTable, Tables } from '../platform/database/schema.ts';
import { checkedAt } from './indexed-instance.ts';

/** What was changed at the vendor and not by us. These words are what the timeline's entry says; no value is among them. */
export const driftWords = [
  'appeared',
  'reappeared',
  'removed',
  'owner',
  'name',
  'template',
  'enabled',
  'disabled',
  'version',
  'values',
] as const;
export type DriftWord = (typeof driftWords)[number];

type Compared = Pick<
  Selectable<InstancesTable>,
  | 'account_id'
  | 'name'
  | 'template_id'
  | 'rest_status'
  | 'update_kind'
  | 'values_fingerprint'
  | 'deployment'
  | 'removed_at'
>;

/** The same as it is about to be written. */
type Found = Omit<Compared, 'removed_at' | 'deployment'> & { deployment: string | null };

/** A row as the index has it, with what says whether a difference may be our own doing. */
export interface KnownRow extends Compared {
  id: string;
  vendor_id: string;
  checked_at: Date;
  written_at: Date | null;
  /** An operation of ours works on it, or ended too recently for the read to tell. */
  isOurs: boolean;
  /** Its wizard was opened from here, and may still be open somewhere. */
  isInWizard: boolean;
}

/** How long after its opening a wizard counts as possibly still open. */
const wizardOpenMs = 60 * 60_000;

/**
 * The rows that a page of a read is about, locked until the transaction ends, so that what is compared is what is
 * overwritten. `standsUntil`: operations that ended later may explain what the read saw.
 */
export async function lockKnownRows(
  transaction: Kysely<Tables>,
  page: { vendor: Vendor; vendorIds: string[]; standsUntil: Date; readStartedAt: Date },
): Promise<Map<string, KnownRow>> {
  const wizardSince = new Date(page.readStartedAt.getTime() - wizardOpenMs);
  const rows = await transaction
    .selectFrom('instances')
    .leftJoin('operations', 'operations.id', 'instances.last_operation_id')
    .leftJoin('instance_checks', 'instance_checks.instance_id', 'instances.id')
    .where('instances.vendor', '=', page.vendor)
    .where('instances.vendor_id', '=', sql<string>`any(${page.vendorIds}::text[])`)
    // Two reads of overlapping pages take their locks in one order, or each would wait for the other.
    .orderBy('instances.vendor_id')
    .forUpdate('instances')
    .select([
      'instances.id',
      'instances.vendor_id',
      'instances.account_id',
      'instances.name',
      'instances.template_id',
      'instances.rest_status',
      'instances.update_kind',
      'instances.values_fingerprint',
      'instances.deployment',
      'instances.removed_at',
      checkedAt.as('checked_at'),
      'instances.written_at',
      sql<boolean>`(instances.working or coalesce(operations.ended_at > ${page.standsUntil}, false))`.as('isOurs'),
      sql<boolean>`(coalesce(operations.state = 'waiting_for_person', false) or exists (
        select from wizard_sessions
        where wizard_sessions.instance_id = instances.id and wizard_sessions.opened_at > ${wizardSince}))`.as(
        'isInWizard',
      ),
    ])
    .execute();
  return new Map(rows.map((row) => [row.vendor_id, row]));
}

/** What differs between a row and what a read says of it now, apart from what we did ourselves. */
export function driftOf(known: KnownRow, found: Found): DriftWord[] {
  if (known.isOurs) return [];
  const isEnabled = found.rest_status === 'enabled';
  const differences: [DriftWord, boolean][] = [
    ['reappeared', known.removed_at !== null],
    ['owner', known.account_id !== found.account_id],
    ['name', known.name !== found.name],
    ['template', known.template_id !== found.template_id],
    [isEnabled ? 'enabled' : 'disabled', (known.rest_status === 'enabled') !== isEnabled && !isOfValues(known, found)],
    ['version', !known.isInWizard && known.update_kind !== found.update_kind],
    ['values', !known.isInWizard && haveValuesChanged(known.values_fingerprint, found.values_fingerprint ?? '')],
  ];
  return differences.flatMap(([word, differs]) => (differs ? [word] : []));
}

/**
 * Of an instance that was deployed before, a set-up that became incomplete, or complete again, says nothing of whether it is
 * turned on.
 */
function isOfValues(known: KnownRow, found: Found): boolean {
  const isUnfinished = known.rest_status === 'unfinished' || found.rest_status === 'unfinished';
  return isUnfinished && known.deployment?.wasDeployed === true && found.deployment !== null;
}

/** Digests made with two keys, or not made at all, say nothing about each other. */
function haveValuesChanged(before: string, after: string): boolean {
  const markOf = (fingerprint: string) => fingerprint.split('.')[0];
  return before !== '' && after !== '' && markOf(before) === markOf(after) && before !== after;
}

/** The timeline's entry about one instance. Nobody of ours did it, so it names no person. */
export function driftEntry(instance: { id: string; accountId: string }, words: DriftWord[]): AuditEntry {
  return {
    action: 'instance.drift',
    outcome: 'done',
    personId: null,
    accountId: instance.accountId,
    instanceId: instance.id,
    detail: words.join(', '),
  };
}

/** How long an activation whose create may have been sent can explain an instance that nobody here knows. */
const activationMs = 60 * 60_000;

/** Of rows that are new in the index, those that no activation of ours explains. */
export async function withoutOwnCreations<Row extends { account_id: string; template_id: string }>(
  transaction: Kysely<Tables>,
  rows: Row[],
  readStartedAt: Date,
): Promise<Row[]> {
  if (rows.length === 0) return rows;
  const since = new Date(readStartedAt.getTime() - activationMs);
  const accountIds = [...new Set(rows.map((row) => row.account_id))];
  const activations = await transaction
    .selectFrom('operations')
    .where('kind', '=', 'activate')
    .where('instance_id', 'is', null)
    .where('account_id', 'in', accountIds)
    .where('started_at', '>', since)
    .select(['account_id', 'template_id'])
    .distinct()
    .execute();
  // An instance of a connector is made of a draft, which tells what was sent until it knows what became of it.
  const drafts = await transaction
    .selectFrom('connector_drafts')
    .where('sent', 'is not', null)
    .where('account_id', 'in', accountIds)
    .where('changed_at', '>', since)
    .select(['account_id', 'connector_id as template_id'])
    .distinct()
    .execute();
  const explained = new Set([...activations, ...drafts].map((one) => `${one.account_id} ${one.template_id}`));
  return rows.filter((row) => !explained.has(`${row.account_id} ${row.template_id}`));
}
