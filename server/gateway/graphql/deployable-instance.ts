import type { Person } from '#contract/people.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { changeRefusal, viewerRefusal } from '../../accounts/ownership.ts';
import { ownerFor } from '../../accounts/vendor-links.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import { findInstance, type IndexedInstance } from '../../inventory/indexed-instance.ts';
import { mergeRead } from '../../inventory/merge-read.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import { endSettledWait } from '../../operations/deployables/settling-wait.ts';
import type { VendorAdapter } from '../../vendors/adapter.ts';
import type { DeployablePort } from '../../vendors/deployables.ts';
import { ForeignRowsError } from '../../vendors/vendor-error.ts';
import { toProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { DeployableDetailRead, PrismaticInstanceParent } from './parents.ts';
import type { Resolvers } from './schema.generated.ts';
import { timelineOf } from './timeline.ts';

/** What of an adapter a page needs: nothing that changes anything. */
interface DeployableLook {
  reader: Pick<DeployablePort['reader'], 'readInstance'>;
  debugUrl: VendorAdapter['debugUrl'];
}

/** The look at an adapter's instances that run once they were deployed; null where it has none. */
export function deployableLook(adapter: VendorAdapter): DeployableLook | null {
  const { deployables } = adapter;
  if (deployables === null) return null;
  return {
    reader: { readInstance: (owner, vendorId) => deployables.reader.readInstance(owner, vendorId) },
    debugUrl: (instance) => adapter.debugUrl(instance),
  };
}

/** An instance that runs once it was deployed, as its page and the debug view show it. */
export const deployableInstanceResolvers: Resolvers = {
  PrismaticInstance: {
    id: (parent) => parent.row.id,
    row: (parent) => parent.readRow(),
    timeline: (parent, _input, context) => timelineOf(context, parent.row.id),
    detail: async (parent) => (await parent.readDeployableDetail()).detail,
    problemCode: async (parent) => (await parent.readDeployableDetail()).problemCode,
  },
  PrismaticDetail: {
    description: ({ detail }) => detail.description,
    labels: ({ detail }) => detail.labels,
    versionId: ({ detail }) => detail.versionId,
    state: ({ detail }) => detail.state,
    allowed: ({ detail }) => detail.allowed,
    // What their inputs hold is the form's to show.
    connections: ({ detail }) =>
      detail.connections.map(({ key, status, lastRefreshedAt }) => ({ key, status, lastRefreshedAt })),
    flows: ({ detail }, _input, { person }) =>
      detail.flows.map(({ flowId, webhookUrl, ...flow }) => ({
        ...flow,
        id: flowId,
        // Whoever knows the address can start the flow, so it is for those who may do that here too.
        webhookUrl: viewerRefusal(person) === null ? webhookUrl : null,
      })),
  },
};

/** A parent whose detail is read when the first field wants it, in one call; never for who may not see settings. */
export function toDeployableParent(
  services: Services,
  look: DeployableLook,
  person: Person,
  row: IndexedInstance,
): PrismaticInstanceParent {
  let read: Promise<DeployableDetailRead> | null = null;
  return {
    row,
    readRow: async () => {
      // The fields of one object begin together, so that by now the detail is being read if it was asked for.
      await Promise.resolve();
      if (read === null) return row;
      await read;
      return (await findInstance(services.database, row.id)) ?? row;
    },
    readDeployableDetail: () => {
      const refusal = changeRefusal(person, row.account.id);
      if (refusal !== null) return Promise.resolve({ detail: null, problemCode: refusal });
      return (read ??= readDetail(services, look, person, row));
    },
  };
}

async function readDetail(
  services: Services,
  { reader, debugUrl }: DeployableLook,
  person: Person,
  row: IndexedInstance,
): Promise<DeployableDetailRead> {
  try {
    const owner = await ownerFor(services.database, row.vendor, row.account.id, person);
    const readAt = services.clock.now();
    const detail = await reader.readInstance(owner, row.vendorId);
    if (!detail) {
      const isTooEarly = mayStillAppear(row.createdAt, services.clock.now());
      return { detail: null, problemCode: isTooEarly ? 'vendor_garbled' : 'gone' };
    }
    const { vendorAccountId } = owner;
    if (detail.record.vendorAccountId !== vendorAccountId) throw new ForeignRowsError(row.vendor);
    // So that a page does not tell one state on top and another below, and lists know what it knows.
    const found = { accountId: row.account.id, record: detail.record };
    await mergeRead(services, { vendor: row.vendor, rows: [found], readStartedAt: readAt, isFirstRead: false });
    await endSettledWait(services, row.id, detail);
    const vendorUrl = person.role === 'admin' ? debugUrl({ vendorId: row.vendorId, vendorAccountId }) : null;
    return { detail: { detail, vendorUrl }, problemCode: null };
  } catch (error) {
    await auditForeignRows(services.audit, error, row.account.id);
    return { detail: null, problemCode: codeOf(error) };
  }
}

/** What a failure is called; what nobody foresaw is thrown on. */
function codeOf(error: unknown): ProblemCode {
  const known = toProblemError(error);
  if (!known) throw error;
  return known.problem.code;
}
