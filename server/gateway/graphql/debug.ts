import { ownerAt } from '../../accounts/vendor-links.ts';
import { type InstanceList, listInstances } from '../../inventory/list.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { auditOutOfReach, isUuid, reachInstance } from '../reach-instance.ts';
import type { GraphContext } from './context.ts';
import { type ConnectorLook, toConnectorParent } from './connector-instance.ts';
import { deployableLook, toDeployableParent } from './deployable-instance.ts';
import { toParent, toTrayDetail } from './instance.ts';
import type { AnyInstanceParent, DebugViewParent, InstanceParent } from './parents.ts';
import type { Resolvers } from './schema.generated.ts';
import { solutionLook, toSolutionParent } from './solution-instance.ts';
import { timelineOf } from './timeline.ts';
import { listOperations } from '../../operations/operation-views.ts';
import type { Services } from '../services.ts';

const mostSiblings = 100;
const mostOperations = 20;

/** An open page asks again whenever something changes; within this time that is one look. */
const oneLookMs = 15 * 60_000;

/**
 * The debug view: admins only, audited before anything is read, and read-only by construction, since all it is given of
 * a vendor is the reader.
 */
export const debugResolvers: Resolvers = {
  Query: {
    debugInstance: async (_parent, { id }, context) => {
      const { services, person, requestId } = context;
      if (person.role !== 'admin') {
        if (isUuid(id)) await auditOutOfReach(services, person, `debug view of instance ${id}`, requestId);
        return null;
      }
      const row = await reachInstance(services, person, id, requestId);
      const adapter = row && services.adapters.get(row.vendor);
      if (!row || !adapter) return null;
      await services.audit.appendOnceWithin(oneLookMs, {
        action: 'debug.view',
        outcome: 'done',
        personId: person.id,
        accountId: row.account.id,
        instanceId: row.id,
        requestId,
      });
      const { reader, connectors } = adapter;
      const owner = await ownerAt(services.database, row.vendor, row.account.id).catch((error: unknown) => {
        if (error instanceof VendorError) return null;
        throw error;
      });
      const ofConnector = connectors && toConnectorParent(services, readOnly(connectors), person, row);
      const look = deployableLook(adapter);
      const ofDeployable = look && toDeployableParent(services, look, person, row);
      const solution = solutionLook(adapter);
      const ofSolution = solution && toSolutionParent(services, solution, person, row);
      const ofOther = ofConnector ?? ofDeployable ?? ofSolution;
      return {
        ...(ofOther ? withoutTray(ofOther) : toParent(services, reader, row)),
        readConnectorDetail: ofConnector && (() => ofConnector.readConnectorDetail()),
        readDeployableDetail: ofDeployable && (() => ofDeployable.readDeployableDetail()),
        readSolutionDetail: ofSolution && (() => ofSolution.readSolutionDetail()),
        readSiblings: createSiblingsReader(context, row.account.id),
        readAuthentications: async () => (owner && !ofOther ? reader.listAuthentications(owner) : []),
        vendorUrl: owner ? adapter.debugUrl({ vendorId: row.vendorId, ...owner }) : null,
        isLinked: owner !== null,
      };
    },
  },
  DebugView: {
    row: (parent) => parent.readRow(),
    detail: async (parent) => toTrayDetail(await parent.readDetail()),
    problemCode: async (parent) => {
      const read = parent.readConnectorDetail ?? parent.readDeployableDetail ?? parent.readSolutionDetail;
      return (await (read === null ? parent.readDetail() : read())).problemCode;
    },
    connectorInstance: async (parent) => (await parent.readConnectorDetail?.())?.detail ?? null,
    deployable: async (parent) => (await parent.readDeployableDetail?.())?.detail ?? null,
    deployedSolution: async (parent) => (await parent.readSolutionDetail?.())?.detail ?? null,
    operations: (parent, _input, { services }) => operationsOf(services, parent.row.id),
    timeline: (parent, _input, context) => timelineOf(context, parent.row.id),
    authentications: async (parent) => {
      try {
        return await parent.readAuthentications();
      } catch (error) {
        // The vendor's silence is said once, by `problemCode`.
        if (error instanceof VendorError) return [];
        throw error;
      }
    },
    siblings: async (parent) => (await parent.readSiblings()).rows.filter((sibling) => sibling.id !== parent.row.id),
    siblingCount: async (parent) => (await parent.readSiblings()).totalCount - 1,
  },
};

function readOnly(port: ConnectorLook): ConnectorLook {
  return { reader: port.reader, flowUrl: (flow) => port.flowUrl(flow) };
}

/** What the common reader would say of it is not asked for: all there is to say has a field of its own. */
function withoutTray(parent: Pick<AnyInstanceParent, 'row' | 'readRow'>): InstanceParent {
  return {
    row: parent.row,
    readRow: () => parent.readRow(),
    readDetail: () => Promise.resolve({ detail: null, problemCode: 'unsupported' }),
  };
}

/** The account's newest instances, read when the first field wants them. */
function createSiblingsReader({ services }: GraphContext, accountId: string): DebugViewParent['readSiblings'] {
  let read: Promise<InstanceList> | null = null;
  return () =>
    (read ??= listInstances(services.database, {
      scope: { accountId },
      filter: {},
      hasUpgradeHook: services.deployment.hasUpgradeHook,
      sort: { field: 'created', descending: true },
      limit: mostSiblings,
      offset: 0,
    }));
}

async function operationsOf({ database, clock }: Services, instanceId: string) {
  const views = await listOperations(database, {
    scope: { instanceId },
    group: null,
    after: null,
    limit: mostOperations,
  });
  const now = clock.now();
  return views.map(({ row, personName }) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    step: row.step,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    attempts: row.attempts,
    nextAttemptAt: row.state === 'running' && row.due_at > now ? row.due_at : null,
    problemCode: row.problem?.code ?? null,
    problemMessage: row.problem?.vendorMessage ?? null,
    personName,
  }));
}
