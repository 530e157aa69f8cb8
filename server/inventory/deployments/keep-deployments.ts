import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../platform/database/schema.ts';
import type { DeploymentRecord } from '../../vendors/deployments.ts';

/**
 * Keeps what the list of solutions shows besides, of those whose rows agree with this read: where the index holds against
 * a read, because something was written through or read later, this does too.
 */
export async function keepDeployments(
  database: Kysely<Tables>,
  read: { vendor: Vendor; deployments: readonly DeploymentRecord[]; readStartedAt: Date },
): Promise<void> {
  // One statement may not write a row twice, and a vendor may repeat one.
  const byVendorId = new Map(read.deployments.map((deployment) => [deployment.vendorId, deployment]));
  if (byVendorId.size === 0) return;
  const rows = await database
    .selectFrom('instances')
    .innerJoin('instance_checks', 'instance_checks.instance_id', 'instances.id')
    .where('instances.vendor', '=', read.vendor)
    .where('vendor_id', 'in', [...byVendorId.keys()])
    .where('instance_checks.checked_at', '=', read.readStartedAt)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .select(['id', 'vendor_id'])
    .execute();
  const values = rows.flatMap((row) => {
    const deployment = byVendorId.get(row.vendor_id);
    return deployment ? [toRow(row.id, deployment)] : [];
  });
  if (values.length === 0) return;
  await database
    .insertInto('deployments')
    .values(values)
    .onConflict((conflict) =>
      conflict.column('instance_id').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        version: row.ref('excluded.version'),
        owner: row.ref('excluded.owner'),
        author: row.ref('excluded.author'),
        summary: row.ref('excluded.summary'),
        state: row.ref('excluded.state'),
        is_public: row.ref('excluded.is_public'),
        vendor_updated_at: row.ref('excluded.vendor_updated_at'),
        // A list does not tell it: what was found out otherwise stands, except that what is owned again is public no more.
        visibility: sql<DeploymentRecord['visibility']>`case
          when excluded.visibility <> 'unknown' then excluded.visibility
          when deployments.is_public and not excluded.is_public then 'unknown'
          else deployments.visibility end`,
      })),
    )
    .execute();
  await forgetLastRuns(database, values);
}

/** How the newest job of what is everybody's ended is another one for each account, and none of it that of the row. */
async function forgetLastRuns(
  database: Kysely<Tables>,
  solutions: readonly { instance_id: string; is_public: boolean }[],
): Promise<void> {
  const everybodys = solutions.flatMap((solution) => (solution.is_public ? solution.instance_id : []));
  if (everybodys.length === 0) return;
  await database
    .updateTable('instances')
    .set({ last_run: null })
    .where('id', 'in', everybodys)
    .where('last_run', 'is not', null)
    .execute();
}

/** Keeps of one solution what the vendor has just acknowledged to us. */
export async function keepDeployment(
  database: Kysely<Tables>,
  instanceId: string,
  deployment: DeploymentRecord,
): Promise<void> {
  const values = toRow(instanceId, deployment);
  await database
    .insertInto('deployments')
    .values(values)
    .onConflict((conflict) => conflict.column('instance_id').doUpdateSet(values))
    .execute();
  await forgetLastRuns(database, [values]);
}

function toRow(instanceId: string, deployment: DeploymentRecord) {
  return {
    instance_id: instanceId,
    name: deployment.name,
    version: deployment.version,
    owner: deployment.vendorAccountId,
    author: deployment.author,
    summary: deployment.summary,
    state: deployment.state,
    visibility: deployment.visibility,
    is_public: deployment.isPublic,
    vendor_updated_at: deployment.updatedAt,
  };
}

/** Keeps who sees a solution, as it was just found out. That it could not be found out says nothing. */
export async function keepVisibilityOf(
  database: Kysely<Tables>,
  instanceId: string,
  visibility: DeploymentRecord['visibility'],
): Promise<void> {
  if (visibility === 'unknown') return;
  await database
    .updateTable('deployments')
    .set({ visibility })
    .where('instance_id', '=', instanceId)
    .where('visibility', '!=', visibility)
    .execute();
}
