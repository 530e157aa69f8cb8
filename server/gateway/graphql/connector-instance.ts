import type { ProblemCode } from '#contract/problems.ts';
import type { Person } from '#contract/people.ts';
import { changeRefusal } from '../../accounts/ownership.ts';
import { ownerAt } from '../../accounts/vendor-links.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import { findInstance, type IndexedInstance } from '../../inventory/indexed-instance.ts';
import { mergeRead } from '../../inventory/merge-read.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import { onlyOnce } from '../../platform/only-once.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { ConnectorPort, ConnectorReader, FlowUseRecord } from '../../vendors/connectors.ts';
import { ForeignRowsError } from '../../vendors/vendor-error.ts';
import { toProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { timelineOf } from './timeline.ts';
import type { ConnectorDetailRead, ConnectorInstanceParent, ShownFlow } from './parents.ts';
import type { Resolvers } from './schema.generated.ts';

const mostRuns = 20;

/** What of a port a page needs: nothing that changes anything. */
export type ConnectorLook = Pick<ConnectorPort, 'reader' | 'flowUrl'>;

/** An instance of a connector, as its page and the debug view show it. */
export const connectorInstanceResolvers: Resolvers = {
  PatchworksInstance: {
    id: (parent) => parent.row.id,
    row: (parent) => parent.readRow(),
    timeline: (parent, _input, context) => timelineOf(context, parent.row.id),
    detail: async (parent) => (await parent.readConnectorDetail()).detail,
    problemCode: async (parent) => (await parent.readConnectorDetail()).problemCode,
  },
  ConnectorInstanceDetail: {
    runs: async (parent) => (await parent.readRuns()).runs,
    runsProblemCode: async (parent) => (await parent.readRuns()).problemCode,
  },
};

/** A parent whose detail is read when the first field wants it; never for who may not see settings. */
export function toConnectorParent(
  services: Services,
  port: ConnectorLook,
  person: Person,
  row: IndexedInstance,
): ConnectorInstanceParent {
  let read: Promise<ConnectorDetailRead> | null = null;
  return {
    row,
    readRow: async () => {
      // The fields of one object begin together, so that by now the detail is being read if it was asked for.
      await Promise.resolve();
      if (read === null) return row;
      await read;
      return (await findInstance(services.database, row.id)) ?? row;
    },
    readConnectorDetail: () => {
      const refusal = changeRefusal(person, row.account.id);
      if (refusal !== null) return Promise.resolve({ detail: null, problemCode: refusal });
      return (read ??= readConnectorDetail(services, port, row));
    },
  };
}

async function readConnectorDetail(
  services: Services,
  port: ConnectorLook,
  row: IndexedInstance,
): Promise<ConnectorDetailRead> {
  const { reader } = port;
  try {
    const owner = await ownerAt(services.database, row.vendor, row.account.id);
    const readAt = services.clock.now();
    const [detail, flows] = await Promise.all([
      reader.readInstance(owner, row.vendorId),
      readFlows(reader, owner, row.vendorId),
    ]);
    if (!detail || !flows) {
      const isTooEarly = mayStillAppear(row.createdAt, services.clock.now());
      return { detail: null, problemCode: isTooEarly ? 'vendor_garbled' : 'gone' };
    }
    if (detail.record.vendorAccountId !== owner.vendorAccountId) throw new ForeignRowsError(row.vendor);
    const found = { accountId: row.account.id, record: detail.record };
    await mergeRead(services, { vendor: row.vendor, rows: [found], readStartedAt: readAt, isFirstRead: false });
    const pools = detail.takesPool ? await reader.listPools(owner) : [];
    const { connector, record: _record, methodId: _methodId, takesPool: _takesPool, ...rest } = detail;
    const shown = {
      ...rest,
      connectorId: connector.connectorId,
      connectorName: connector.name,
      pools,
      flows: shownFlows(port, owner, flows),
      readRuns: onlyOnce(() => readRuns(reader, owner, flows)),
    };
    return { detail: shown, problemCode: null };
  } catch (error) {
    await auditForeignRows(services.audit, error, row.account.id);
    return { detail: null, problemCode: codeOf(error) };
  }
}

/** Null when the instance is gone. */
async function readFlows(reader: ConnectorReader, owner: VendorOwner, vendorId: string) {
  try {
    return await reader.listFlows(owner, vendorId);
  } catch (error) {
    if (codeOf(error) === 'gone') return null;
    throw error;
  }
}

async function readRuns(reader: ConnectorReader, owner: VendorOwner, flows: FlowUseRecord[]) {
  if (flows.length === 0) return { runs: [], problemCode: null };
  const names = new Map(flows.map(({ flowId, name }) => [flowId, name]));
  try {
    const runs = await reader.listRuns(owner, [...names.keys()], mostRuns);
    return {
      runs: runs.map(({ runId, ...run }) => ({ ...run, id: runId, flowName: names.get(run.flowId) ?? run.flowId })),
      problemCode: null,
    };
  } catch (error) {
    // The settings are shown all the same.
    return { runs: [], problemCode: codeOf(error) };
  }
}

/** Flows as the page shows them. */
export function shownFlows(
  port: Pick<ConnectorPort, 'flowUrl'>,
  { vendorAccountId }: VendorOwner,
  flows: FlowUseRecord[],
): ShownFlow[] {
  return flows.map(({ flowId, name, isEnabled, steps }) => ({
    id: flowId,
    name,
    isEnabled,
    steps: steps.map((step) => ({ id: step.stepId, name: step.name })),
    vendorUrl: port.flowUrl({ flowId, vendorAccountId }),
  }));
}

/** What a failure is called; what nobody foresaw is thrown on. */
function codeOf(error: unknown): ProblemCode {
  const known = toProblemError(error);
  if (!known) throw error;
  return known.problem.code;
}
