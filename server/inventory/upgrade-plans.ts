import type { UpdateKind } from '#contract/statuses.ts';
import { type Turn, turnOf } from '#contract/update-decision.ts';
import type { Vendor } from '#contract/vendors.ts';
import { sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { inScope } from './list-filter.ts';

/** Where the instances of a template stand that has a newer version. */
export interface UpgradePlan {
  vendor: Vendor;
  templateId: string;
  templateName: string;
  newestVersion: number | null;
  currentCount: number;
  automaticCount: number;
  readyCount: number;
  ownerCount: number;
  companyCount: number;
  ownerAccountCount: number;
}

/** One entry for each template of which any instance is not on the newest version, those that concern the most first. */
export async function listUpgradePlans(
  database: JackfieldDatabase,
  { adapters, hasUpgradeHook }: { adapters: Map<Vendor, VendorAdapter>; hasUpgradeHook: boolean },
): Promise<UpgradePlan[]> {
  const groups = await database
    .selectFrom('instances')
    .where(inScope('everybody'))
    .where(sql<boolean>`(vendor, template_id) in (
      select vendor, template_id from instances where removed_at is null and update_kind <> 'none')`)
    .groupBy(['vendor', 'template_id', 'update_kind'])
    .select((row) => [
      'vendor',
      'template_id as templateId',
      'update_kind as update',
      row.fn.max('template_name').as('templateName'),
      row.fn.countAll<number>().as('count'),
      sql<number>`count(distinct account_id)`.as('accountCount'),
      sql<number | null>`max((deployment ->> 'newerVersionNumber')::int)`.as('newestVersion'),
    ])
    .execute();
  const plans = new Map<string, UpgradePlan>();
  for (const group of groups) {
    const key = `${group.vendor} ${group.templateId}`;
    const movesVersions = adapters.get(group.vendor)?.capabilities.deployables ?? false;
    const plan = plans.get(key) ?? emptyPlan(group);
    plans.set(key, withGroup(plan, group, turnOf(group.update, { hasUpgradeHook, movesVersions })));
  }
  return [...plans.values()].toSorted((one, other) => waitingIn(other) - waitingIn(one));
}

interface Group {
  vendor: Vendor;
  templateId: string;
  templateName: string;
  update: UpdateKind;
  count: number;
  accountCount: number;
  newestVersion: number | null;
}

function emptyPlan({ vendor, templateId, templateName }: Group): UpgradePlan {
  return {
    vendor,
    templateId,
    templateName,
    newestVersion: null,
    currentCount: 0,
    automaticCount: 0,
    readyCount: 0,
    ownerCount: 0,
    companyCount: 0,
    ownerAccountCount: 0,
  };
}

function withGroup(plan: UpgradePlan, group: Group, turn: Turn): UpgradePlan {
  const { update, count, accountCount, newestVersion } = group;
  const countOf = (wanted: Turn) => (turn === wanted ? count : 0);
  return {
    ...plan,
    newestVersion: Math.max(plan.newestVersion ?? 0, newestVersion ?? 0) || null,
    currentCount: plan.currentCount + countOf('nobody'),
    automaticCount: plan.automaticCount + (update === 'automatic' ? count : 0),
    readyCount: plan.readyCount + countOf('ready'),
    ownerCount: plan.ownerCount + countOf('owner'),
    companyCount: plan.companyCount + countOf('company'),
    // An account that has both kinds of the same template is rare, and counted once for each.
    ownerAccountCount: plan.ownerAccountCount + (turn === 'owner' ? accountCount : 0),
  };
}

function waitingIn({ readyCount, ownerCount, companyCount }: UpgradePlan): number {
  return readyCount + ownerCount + companyCount;
}
