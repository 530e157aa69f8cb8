import { partsOfPath } from '#contract/folder-paths.ts';
import { accountsOfOwners } from '../../accounts/vendor-links.ts';
import { keepDeployment } from '../../inventory/deployments/keep-deployments.ts';
import { writeThrough } from '../../inventory/write-through.ts';
import type { DeploymentFilter, DeploymentReader } from '../../vendors/deployments.ts';
import type { OperationRow } from '../journal.ts';
import { adapterOf, type WorkContext } from '../work-context.ts';
import { deploymentPortOf } from './job-context.ts';

/** No owner has so many pages of solutions. */
const mostPages = 200;

/**
 * The vendor's ids of what a package at this path may become: the solutions of whose space it lies in, and everybody's. The
 * package names its owner itself, but nobody reads it before it is deployed.
 */
export async function listCandidates(context: WorkContext, operation: OperationRow, packagePath: string) {
  const { reader } = deploymentPortOf(context, operation.vendor);
  const owner = ownerOfPath(packagePath);
  const own = await listIds(reader, { owner });
  const everybodys = await listIds(reader, { visibility: 'public' });
  return [...new Set([...own, ...everybodys])];
}

export function ownerOfPath(path: string): string {
  return partsOfPath(path)?.[0] ?? '';
}

async function listIds(reader: DeploymentReader, filter: DeploymentFilter): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
    const page = await reader.listDeployments('operator', filter, after);
    ids.push(...page.deployments.map(({ vendorId }) => vendorId));
    after = page.next;
    if (after === null) break;
  }
  return ids;
}

/** Those that were not there before, and that no other deployment of ours has made. */
export async function listNew(context: WorkContext, operation: OperationRow, packagePath: string): Promise<string[]> {
  const known = new Set(operation.data.knownIds ?? []);
  const found = (await listCandidates(context, operation, packagePath)).filter((id) => !known.has(id));
  if (found.length === 0) return [];
  const others = await context.database
    .selectFrom('operations')
    .innerJoin('instances', 'instances.id', 'operations.instance_id')
    .where('operations.kind', '=', 'deploy_package')
    .where('operations.id', '!=', operation.id)
    .where('instances.vendor', '=', operation.vendor)
    .where('instances.vendor_id', 'in', found)
    .select('instances.vendor_id')
    .execute();
  const taken = new Set(others.map((other) => other.vendor_id));
  return found.filter((id) => !taken.has(id));
}

/** Puts a solution that was just deployed into the index; its row's id, or null while the vendor does not show it. */
export async function keepNewSolution(
  context: WorkContext,
  operation: OperationRow,
  vendorId: string,
): Promise<string | null> {
  const { database, clock, logger } = context;
  const adapter = adapterOf(context, operation.vendor);
  const detail = await deploymentPortOf(context, operation.vendor).reader.readDeployment('operator', vendorId);
  if (detail === null) return null;
  const { deployment } = detail;
  const { vendorAccountId } = deployment;
  const instance = await adapter.reader.readInstance({ vendorAccountId, credential: 'operator' }, vendorId);
  if (instance === null) return null;
  const source = { vendor: adapter.vendor, listOwners: () => adapter.reader.listOwners() };
  const accounts = await accountsOfOwners(database, source, [vendorAccountId], clock);
  const accountId = accounts.get(vendorAccountId);
  if (accountId === undefined) return null;
  const { record } = instance;
  const instanceId = await writeThrough(database, { vendor: adapter.vendor, accountId, record }, clock, logger);
  await keepDeployment(database, instanceId, deployment);
  return instanceId;
}
