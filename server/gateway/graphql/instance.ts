import type { ProblemCode } from '#contract/problems.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { mergeRead } from '../../inventory/merge-read.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import { findInstance, type IndexedInstance } from '../../inventory/indexed-instance.ts';
import { knownConnections, noticeConnections } from '../../operations/slot-connections.ts';
import type { InstanceDetail, VendorReader } from '../../vendors/adapter.ts';
import { toProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';
import type { Services } from '../services.ts';
import { toConnectorParent } from './connector-instance.ts';
import { deployableLook, toDeployableParent } from './deployable-instance.ts';
import type { DetailRead, InstanceParent } from './parents.ts';
import type { Resolvers, TrayDetail } from './schema.generated.ts';
import { solutionLook, toSolutionParent } from './solution-instance.ts';
import { timelineOf } from './timeline.ts';

/** One instance. The index finds it and says whose it is; its detail is asked of the vendor, once. */
export const instanceResolvers: Resolvers = {
  Query: {
    instance: async (_parent, { id }, { services, person, requestId }) => {
      const row = await reachInstance(services, person, id, requestId);
      const adapter = row && services.adapters.get(row.vendor);
      if (!row || !adapter) return null;
      const { reader, connectors } = adapter;
      const deployable = deployableLook(adapter);
      if (deployable) return toDeployableParent(services, deployable, person, row);
      const solution = solutionLook(adapter);
      if (solution) return toSolutionParent(services, solution, person, row);
      return connectors ? toConnectorParent(services, connectors, person, row) : toParent(services, reader, row);
    },
  },
  Instance: {
    __resolveType: (parent) => {
      if ('readConnectorDetail' in parent) return 'PatchworksInstance';
      if ('readDeployableDetail' in parent) return 'PrismaticInstance';
      if ('readSolutionDetail' in parent) return 'InstabaseInstance';
      return 'TrayInstance';
    },
  },
  TrayInstance: {
    id: (parent) => parent.row.id,
    row: (parent) => parent.readRow(),
    timeline: (parent, _input, context) => timelineOf(context, parent.row.id),
    detail: async (parent) => toTrayDetail(await parent.readDetail()),
    problemCode: async (parent) => (await parent.readDetail()).problemCode,
  },
};

/** A parent whose detail is read when the first field wants it, and only then. */
export function toParent(services: Services, reader: VendorReader, row: IndexedInstance): InstanceParent {
  let read: Promise<DetailRead> | null = null;
  return {
    row,
    readRow: async () => {
      // The fields of one object begin together, so that by now the detail is being read if it was asked for.
      await Promise.resolve();
      if (read === null) return row;
      await read;
      return (await findInstance(services.database, row.id)) ?? row;
    },
    readDetail: () => (read ??= readDetail(services, reader, row)),
  };
}

async function readDetail(services: Services, reader: VendorReader, row: IndexedInstance): Promise<DetailRead> {
  try {
    const owner = await ownerAt(services.database, row.vendor, row.account.id);
    const readAt = services.clock.now();
    const detail = await reader.readInstance(owner, row.vendorId);
    if (detail) {
      // So that a page does not tell one version on top and another below, and lists know what it knows.
      const found = { accountId: row.account.id, record: detail.record };
      await mergeRead(services, { vendor: row.vendor, rows: [found], readStartedAt: readAt, isFirstRead: false });
      return { detail, connections: await connectionsOf(services, row.id, detail, readAt), problemCode: null };
    }
    const isTooEarly = mayStillAppear(row.createdAt, services.clock.now());
    return { detail: null, problemCode: isTooEarly ? 'vendor_garbled' : 'gone' };
  } catch (error) {
    await auditForeignRows(services.audit, error, row.account.id);
    const known = toProblemError(error);
    if (!known) throw error;
    return { detail: null, problemCode: known.problem.code satisfies ProblemCode };
  }
}

/** How the slots came to what they hold. What the vendor shows now is compared with what was seen before, and kept. */
async function connectionsOf(services: Services, instanceId: string, detail: InstanceDetail, readAt: Date) {
  await noticeConnections(services.database, { instanceId, slots: detail.authSlots, readAt });
  return knownConnections(services.database, instanceId);
}

export function toTrayDetail(read: DetailRead): TrayDetail | null {
  if (!read.detail) return null;
  const { detail, connections } = read;
  const { record, solution } = detail;
  return {
    ownerId: record.vendorAccountId,
    enabled: record.enabled,
    hasNewerVersion: record.flags.hasNewerVersion,
    requiresUserInput: record.flags.requiresUserInput,
    requiresSystemInput: record.flags.requiresSystemInput,
    solution: { id: solution.templateId, ...solution },
    authSlots: detail.authSlots.map((slot) => ({
      ...slot,
      connection:
        connections.find(
          ({ externalId, authenticationId }) =>
            externalId === slot.externalId && authenticationId === slot.authenticationId,
        ) ?? null,
    })),
    configSlots: detail.configSlots,
    workflows: detail.workflows,
  };
}
