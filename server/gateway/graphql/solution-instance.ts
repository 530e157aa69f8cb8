import type { Visibility } from '#contract/deployments.ts';
import type { Person } from '#contract/people.ts';
import { changeRefusal } from '../../accounts/ownership.ts';
import { keepVisibilityOf } from '../../inventory/deployments/keep-deployments.ts';
import { findDeployment, findVersions } from '../../inventory/deployments/list-deployments.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { InstanceScope } from '../../inventory/list-filter.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import { onlyOnce } from '../../platform/only-once.ts';
import type { VendorAdapter, VendorOwner } from '../../vendors/adapter.ts';
import type { DeploymentDetail, DeploymentMetadata, DeploymentReader } from '../../vendors/deployments.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { toProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { foldersOf, ownerToLookAs } from '../solution-access.ts';
import type { GraphContext } from './context.ts';
import { scopeOf } from './deployments.ts';
import type { InstabaseInstanceParent, SolutionDetailRead } from './parents.ts';
import type { Resolvers } from './schema.generated.ts';
import { timelineOf } from './timeline.ts';

/** What of an adapter a page needs: nothing that changes anything. */
export interface SolutionLook {
  reader: Pick<DeploymentReader, 'readDeployment' | 'readVisibility'>;
  debugUrl: VendorAdapter['debugUrl'];
}

/** The look at an adapter's deployed solutions; null where it has none. */
export function solutionLook(adapter: VendorAdapter): SolutionLook | null {
  const { deployments } = adapter;
  if (deployments === null) return null;
  const { reader } = deployments;
  return {
    reader: {
      readDeployment: (as, vendorId) => reader.readDeployment(as, vendorId),
      readVisibility: (as, deployment) => reader.readVisibility(as, deployment),
    },
    debugUrl: (instance) => adapter.debugUrl(instance),
  };
}

/** A deployed solution, as its page and the debug view show it. */
export const solutionInstanceResolvers: Resolvers = {
  InstabaseInstance: {
    id: (parent) => parent.row.id,
    row: (parent) => parent.readRow(),
    timeline: (parent, _input, context) => timelineOfSolution(context, parent.row),
    deployment: (parent, _input, { services, person }) =>
      findDeployment(services.database, scopeOf(person), parent.row.id),
    detail: async (parent) => (await parent.readSolutionDetail()).detail,
    problemCode: async (parent) => (await parent.readSolutionDetail()).problemCode,
  },
  DeployedSolution: {
    description: ({ detail }) => detail.description,
    packagePath: ({ detail }) => detail.packagePath,
    metadata: ({ detail }) => shownMetadata(detail.metadata),
    visibility: (parent) => parent.readVisibility(),
    versions: ({ row, detail }, _input, { services, person }) =>
      findVersions(services.database, scopeOf(person), {
        vendor: row.vendor,
        name: detail.deployment.name,
        owner: detail.deployment.vendorAccountId,
      }),
  },
};

/** Of what is everybody's, others' people are nobody's business: each account sees what it did itself. */
function timelineOfSolution(context: GraphContext, row: IndexedInstance) {
  const { person, services } = context;
  if (person.account === null || person.account.id === row.account.id) return timelineOf(context, row.id);
  return services.audit.ofInstance(row.id, 100, person.account.id);
}

/** What a package or a job says besides, as text. */
export function shownMetadata(metadata: DeploymentMetadata | null) {
  if (metadata === null) return null;
  return metadata.kind === 'text'
    ? { isJson: false, text: metadata.text }
    : { isJson: true, text: JSON.stringify(metadata.value, null, 2) };
}

/** A parent whose detail is read when the first field wants it. */
export function toSolutionParent(
  services: Services,
  look: SolutionLook,
  person: Person,
  row: IndexedInstance,
): InstabaseInstanceParent {
  return {
    row,
    readRow: () => Promise.resolve(row),
    readSolutionDetail: onlyOnce(() => readDetail(services, look, person, row)),
  };
}

async function readDetail(
  services: Services,
  look: SolutionLook,
  person: Person,
  row: IndexedInstance,
): Promise<SolutionDetailRead> {
  try {
    const owner = await ownerToLookAs(services, person, row);
    const detail = await look.reader.readDeployment(owner, row.vendorId);
    if (!detail) {
      const isTooEarly = mayStillAppear(row.createdAt, services.clock.now());
      return { detail: null, problemCode: isTooEarly ? 'vendor_garbled' : 'gone' };
    }
    return {
      detail: {
        row,
        detail,
        mayChange: changeRefusal(person, row.account.id) === null,
        folderPrefixes: (await foldersOf(services, person, row.vendor)) ?? [],
        vendorUrl: look.debugUrl({ vendorId: row.vendorId, vendorAccountId: detail.deployment.vendorAccountId }),
        readVisibility: onlyOnce(() => readVisibility(services, look, owner, { row, detail, scope: scopeOf(person) })),
      },
      problemCode: null,
    };
  } catch (error) {
    const known = toProblemError(error);
    if (!known) throw error;
    return { detail: null, problemCode: known.problem.code };
  }
}

/** Asked for besides; where it cannot be told now, what was found out before. */
async function readVisibility(
  { database }: Services,
  { reader }: SolutionLook,
  owner: VendorOwner,
  { row, detail, scope }: { row: IndexedInstance; detail: DeploymentDetail; scope: InstanceScope },
): Promise<Visibility | 'unknown'> {
  try {
    const visibility = await reader.readVisibility(owner, detail.deployment);
    await keepVisibilityOf(database, row.id, visibility);
    return visibility;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return (await findDeployment(database, scope, row.id))?.visibility ?? 'unknown';
  }
}
