import type { BulkAction } from '#contract/bulks.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { InstanceStatus, UpdateKind } from '#contract/statuses.ts';
import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, sql } from 'kysely';
import { shownStatus } from '../inventory/indexed-instance.ts';
import type { StoredDeployment, Tables } from '../platform/database/schema.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';

/** An instance as the index has it now, with what decides whether something can be done with it. */
export interface Candidate {
  instanceId: string;
  vendor: Vendor;
  vendorId: string;
  accountId: string;
  name: string;
  templateId: string;
  createdAt: Date | null;
  isRemoved: boolean;
  status: InstanceStatus;
  update: UpdateKind;
  lacksValues: boolean;
  deployment: StoredDeployment | null;
  /** The account has a link to the vendor, without which nothing can be done in its name. */
  isLinked: boolean;
}

/** What would become of an instance. `needless`: it is so already. */
export type Verdict =
  | { outcome: 'waiting'; code: null }
  | { outcome: 'needless'; code: null }
  | { outcome: 'refused'; code: ProblemCode };

export interface Rules {
  adapters: Map<Vendor, Pick<VendorAdapter, 'capabilities'>>;
  /** Whether the company's hook supplies values for newer versions. */
  hasUpgradeHook: boolean;
}

const waiting: Verdict = { outcome: 'waiting', code: null };
const needless: Verdict = { outcome: 'needless', code: null };
const refused = (code: ProblemCode): Verdict => ({ outcome: 'refused', code });

/**
 * What would become of an instance, by the index alone: no vendor is asked. Asked when a set is planned, and again when its turn has
 * come. `candidate` null: the index does not have it.
 */
export function judge(
  action: BulkAction,
  candidate: Candidate | null,
  frozenAccountId: string,
  { adapters, hasUpgradeHook }: Rules,
): Verdict {
  if (!candidate || candidate.isRemoved) return action === 'remove' ? needless : refused('gone');
  // It came into other hands since it was chosen.
  if (candidate.accountId !== frozenAccountId) return refused('conflict');
  const can = adapters.get(candidate.vendor)?.capabilities;
  if (!can) return refused('not_connected');
  if (action !== 'resync' && !can[action]) return refused('unsupported');
  // Such a removal is confirmed with a word of the vendor's, instance by instance, and is never taken back.
  if (action === 'remove' && can.connectors) return refused('unsupported');
  if (!candidate.isLinked) return refused('not_connected');
  if (action === 'resync') return waiting;
  if (candidate.status === 'working') return refused('busy');
  if (action === 'upgrade') return judgeUpgrade(candidate, { hasUpgradeHook, movesVersions: can.deployables });
  if (action === 'remove') return waiting;
  return action === 'enable' ? judgeEnable(candidate) : judgeDisable(candidate);
}

/** An unfinished set-up is finished by its owner alone, whatever it has by now. */
function judgeEnable({ status, lacksValues, deployment }: Candidate): Verdict {
  if (status === 'unfinished') {
    return refused(lacksValues || deployment?.configuration === 'incomplete' ? 'missing_values' : 'owner_only');
  }
  return isOn({ status, deployment }) ? needless : waiting;
}

function judgeDisable({ status, deployment }: Candidate): Verdict {
  // A status that we have no word for may be anything.
  return status === 'unknown' || isOn({ status, deployment }) ? waiting : needless;
}

function isOn({ status, deployment }: Pick<Candidate, 'status' | 'deployment'>): boolean {
  return deployment?.isEnabled ?? status === 'enabled';
}

/** Where a newer version asks its person for something in the vendor's window, nobody else can give it. */
function judgeUpgrade(
  { update }: Candidate,
  { hasUpgradeHook, movesVersions }: { hasUpgradeHook: boolean; movesVersions: boolean },
): Verdict {
  switch (update) {
    case 'none':
      return needless;
    case 'automatic':
      return waiting;
    case 'needs_user':
      return movesVersions ? waiting : refused('owner_only');
    case 'needs_system':
      return hasUpgradeHook ? waiting : refused('waiting_for_company');
    case 'needs_both':
      return refused(hasUpgradeHook ? 'owner_only' : 'waiting_for_company');
  }
}

/** The instances with these ids as they are now, by id. */
export async function loadCandidates(database: Kysely<Tables>, instanceIds: string[]): Promise<Map<string, Candidate>> {
  const rows = await database
    .selectFrom('instances')
    .leftJoin('vendor_links', (join) =>
      join
        .onRef('vendor_links.vendor', '=', 'instances.vendor')
        .onRef('vendor_links.account_id', '=', 'instances.account_id'),
    )
    .where(sql<boolean>`instances.id = any(${instanceIds}::uuid[])`)
    .select([
      'instances.id as instanceId',
      'instances.vendor',
      'instances.vendor_id as vendorId',
      'instances.account_id as accountId',
      'instances.name',
      'instances.template_id as templateId',
      'instances.created_at as createdAt',
      sql<boolean>`instances.removed_at is not null`.as('isRemoved'),
      shownStatus.as('status'),
      'instances.update_kind as update',
      sql<boolean>`cardinality(instances.missing_connections) + cardinality(instances.missing_values) > 0`.as(
        'lacksValues',
      ),
      'instances.deployment',
      sql<boolean>`vendor_links.account_id is not null`.as('isLinked'),
    ])
    .execute();
  return new Map(rows.map((row) => [row.instanceId, row]));
}
