import type { ProblemCode } from '#contract/problems.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { InstanceDetail, VendorReader } from '../../vendors/adapter.ts';
import { toProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';
import type { Services } from '../services.ts';
import type { GraphContext } from './context.ts';
import type { DetailRead, InstanceParent } from './parents.ts';
import type { Resolvers, TrayDetail } from './schema.generated.ts';

const timelineLength = 100;

/** One instance. The index finds it and says whose it is; its detail is asked of the vendor, once. */
export const instanceResolvers: Resolvers = {
  Query: {
    instance: async (_parent, { id }, { services, person, requestId }) => {
      const row = await reachInstance(services, person, id, requestId);
      const reader = row && services.adapters.get(row.vendor)?.reader;
      return row && reader ? toParent(services, reader, row) : null;
    },
  },
  Instance: {
    __resolveType: () => 'TrayInstance',
  },
  TrayInstance: {
    id: (parent) => parent.row.id,
    row: (parent) => parent.row,
    timeline: (parent, _input, context) => timelineOf(context, parent.row.id),
    detail: async (parent) => toTrayDetail((await parent.readDetail()).detail),
    problemCode: async (parent) => (await parent.readDetail()).problemCode,
  },
};

export function timelineOf({ services }: GraphContext, instanceId: string) {
  return services.audit.ofInstance(instanceId, timelineLength);
}

/** A parent whose detail is read when the first field wants it, and only then. */
export function toParent(services: Services, reader: VendorReader, row: IndexedInstance): InstanceParent {
  let read: Promise<DetailRead> | null = null;
  return { row, readDetail: () => (read ??= readDetail(services, reader, row)) };
}

async function readDetail(services: Services, reader: VendorReader, row: IndexedInstance): Promise<DetailRead> {
  try {
    const owner = await ownerAt(services.database, row.vendor, row.account.id);
    const detail = await reader.readInstance(owner, row.vendorId);
    if (detail) return { detail, problemCode: null };
    const isTooEarly = mayStillAppear(row.createdAt, services.clock.now());
    return { detail: null, problemCode: isTooEarly ? 'vendor_garbled' : 'gone' };
  } catch (error) {
    await auditForeignRows(services.audit, error, row.account.id);
    const known = toProblemError(error);
    if (!known) throw error;
    return { detail: null, problemCode: known.problem.code satisfies ProblemCode };
  }
}

export function toTrayDetail(detail: InstanceDetail | null): TrayDetail | null {
  if (!detail) return null;
  const { record, solution } = detail;
  return {
    ownerId: record.vendorAccountId,
    enabled: record.enabled,
    hasNewerVersion: record.flags.hasNewerVersion,
    requiresUserInput: record.flags.requiresUserInput,
    requiresSystemInput: record.flags.requiresSystemInput,
    solution: { id: solution.templateId, ...solution },
    authSlots: detail.authSlots,
    configSlots: detail.configSlots,
    workflows: detail.workflows,
  };
}
