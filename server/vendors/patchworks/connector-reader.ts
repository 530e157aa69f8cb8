import type { VendorOwner } from '../adapter.ts';
import type { ConnectorReader } from '../connectors.ts';
import {
  defaultsOf,
  takesPool,
  toConnectorDetail,
  toConnectorInstance,
  toConnectorRecord,
  toMarketplaceRecord,
  toMethod,
} from './connector-mapping.ts';
import { readable } from './errors.ts';
import { findInstance, listIncludes, orNull } from './instances.ts';
import { nameOfSystem, toFlowRun, toFlowUse, toInstanceRecord, unnamedInstance } from './mapping.ts';
import { type ListQuestion, readAll, readPage, type UnreadableListener } from './paging.ts';
import { type PatchworksTransport, pathOf } from './transport.ts';
import { single } from './wire.ts';
import { wireConnector, wireFlow, wirePool, wireRun, wireSystem, wireTemplate } from './wire-resources.ts';

/** What a connector brings along so that it can be listed. */
const systemIncludes = 'systemType,systemTemplate';
const formIncludes = 'authenticationImplementations.variables,authenticationImplementations.authenticationType';

/** Reads connectors and what belongs to them, with the owner's own key. */
export function createConnectorReader(options: {
  send: PatchworksTransport;
  fingerprintKey: Buffer;
  report: UnreadableListener;
}): ConnectorReader {
  const { send, fingerprintKey, report } = options;

  async function list<Row extends { id: string }>(
    owner: VendorOwner,
    noun: Parameters<UnreadableListener>[0],
    question: ListQuestion<Row>,
  ): Promise<Row[]> {
    const { rows, unreadableCount } = await readAll(send, owner, question);
    report(noun, unreadableCount);
    return rows;
  }

  const listSystems = (owner: VendorOwner) =>
    list(owner, 'connector', { path: '/systems', query: { include: systemIncludes }, row: wireSystem });

  const listPools: ConnectorReader['listPools'] = async (owner) => {
    const pools = await list(owner, 'connector', { path: '/connection-pools', row: wirePool });
    return pools.map(({ id, name, limit }) => ({ id, name: name ?? 'Unnamed pool', limit: limit ?? 0 }));
  };

  return {
    listConnectors: async (owner) => (await listSystems(owner)).map(toConnectorRecord),

    listMarketplace: async (owner) => {
      const templates = await list(owner, 'template', { path: '/patchworks/system-templates', row: wireTemplate });
      const isTold = templates.every(({ installed }) => installed !== null);
      const installed = new Set(isTold ? [] : (await listSystems(owner)).map((system) => system.system_template_id));
      return templates.map((template) =>
        toMarketplaceRecord(template, template.installed ?? installed.has(template.id)),
      );
    },

    listInstances: async (owner) => {
      const query = { include: listIncludes };
      const rows = await list(owner, 'instance', { path: '/connectors', query, row: wireConnector });
      return rows.map((row) => toConnectorInstance(row, toInstanceRecord(row, owner, fingerprintKey)));
    },

    readForm: (owner, connectorId) =>
      orNull(async () => {
        const path = pathOf`/systems/${connectorId}`;
        const query = { include: formIncludes };
        const { json } = await send(owner, { method: 'GET', path, query, effect: 'read' });
        const system = readable('read', () => single(wireSystem).parse(json));
        const names = { path: '/connectors', query: { 'filter[system]': connectorId }, row: wireConnector };
        const [pools, taken] = await Promise.all([
          takesPool(system) ? listPools(owner) : [],
          list(owner, 'instance', names),
        ]);
        return {
          connector: { id: system.id, name: nameOfSystem(system) },
          defaults: defaultsOf(system),
          methods: system.authentication_implementations.map(toMethod),
          pools,
          takenNames: taken.map(({ name }) => (name.trim() === '' ? unnamedInstance : name)),
        };
      }),

    readInstance: async (owner, vendorId) => {
      const connector = await findInstance(send, owner, vendorId);
      return connector && toConnectorDetail(connector, toInstanceRecord(connector, owner, fingerprintKey));
    },

    listPools,

    listFlows: async (owner, vendorId) => {
      // The published way: every flow with its steps. Whether an instance can be asked for its flows is not documented.
      const query = { include: 'currentVersion.steps.connector' };
      const flows = await list(owner, 'flow', { path: '/flows', query, row: wireFlow });
      return flows.flatMap((flow) => toFlowUse(flow, vendorId) ?? []);
    },

    listRuns: async (owner, flowIds, limit) => {
      // A comma would ask for two flows.
      const wanted = new Set(flowIds.filter((id) => !id.includes(',')));
      if (wanted.size === 0) return [];
      const query = { 'filter[flow_id]': [...wanted].join(','), sort: '-started_at' };
      const { rows } = await readPage(send, owner, { path: '/flow-runs', query, row: wireRun }, 1);
      return rows
        .flatMap((run) =>
          run.flow_id !== null && wanted.has(run.flow_id) ? toFlowRun({ ...run, flow_id: run.flow_id }) : [],
        )
        .toSorted((one, other) => (other.startedAt?.getTime() ?? 0) - (one.startedAt?.getTime() ?? 0))
        .slice(0, limit);
    },

    listFailedRuns: async (owner, since, limit) => {
      // Patchworks' own client knows 3 as failure and 5 as success in part; moments are milliseconds since 1970.
      const query = { 'filter[status]': '3,5', 'filter[started_after]': String(since.getTime()), sort: '-started_at' };
      const { rows } = await readPage(send, owner, { path: '/flow-runs', query, row: wireRun }, 1);
      return rows
        .flatMap((run) => (run.flow_id === null ? [] : toFlowRun({ ...run, flow_id: run.flow_id })))
        .filter(
          ({ state, startedAt }) => (state === 'failed' || state === 'partly') && Number(startedAt) >= since.getTime(),
        )
        .slice(0, limit);
    },
  };
}
