import type { ConnectionPool } from '#contract/connectors.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { InstanceList } from '../../inventory/list.ts';
import type { KnownConnection } from '../../operations/slot-connections.ts';
import type { AuthenticationRecord, InstanceDetail } from '../../vendors/adapter.ts';
import type { ConnectorInstanceDetail, FlowRunRecord } from '../../vendors/connectors.ts';

/** The vendor's answer about one instance, or why there is none. */
export type DetailRead =
  | { detail: InstanceDetail; connections: KnownConnection[]; problemCode: null }
  | { detail: null; problemCode: ProblemCode };

/** An instance whose detail has been asked for already, once, if it was selected. */
export interface InstanceParent {
  row: IndexedInstance;
  /** The row, as the vendor's answer made it where the detail is asked for besides. */
  readRow(): Promise<IndexedInstance>;
  /** Asks the vendor the first time; the same answer afterwards. */
  readDetail(): Promise<DetailRead>;
}

/** The same of an instance of a connector. */
export type ConnectorDetailRead =
  | { detail: ConnectorDetailParent; problemCode: null }
  | { detail: null; problemCode: ProblemCode };

export interface ConnectorInstanceParent {
  row: IndexedInstance;
  readRow(): Promise<IndexedInstance>;
  readConnectorDetail(): Promise<ConnectorDetailRead>;
}

export type AnyInstanceParent = InstanceParent | ConnectorInstanceParent;

/** What the vendor said of an instance of a connector. Runs are asked for when a field wants them. */
export interface ConnectorDetailParent extends Pick<
  ConnectorInstanceDetail,
  'details' | 'methodName' | 'methodKind' | 'fields' | 'lastCheckedAt' | 'updatedAt'
> {
  connectorId: string;
  connectorName: string;
  pools: ConnectionPool[];
  flows: ShownFlow[];
  readRuns(): Promise<{ runs: ShownRun[]; problemCode: ProblemCode | null }>;
}

/** A process flow, with its page at the vendor's where an address for it is configured. */
export interface ShownFlow {
  id: string;
  name: string;
  isEnabled: boolean;
  steps: { id: string; name: string }[];
  vendorUrl: string | null;
}

export interface ShownRun extends Omit<FlowRunRecord, 'runId'> {
  id: string;
  flowName: string;
}

export interface DebugViewParent extends InstanceParent {
  readAuthentications(): Promise<AuthenticationRecord[]>;
  readSiblings(): Promise<InstanceList>;
  vendorUrl: string | null;
  /** Of an instance of a connector; null for all others. */
  readConnectorDetail: (() => Promise<ConnectorDetailRead>) | null;
}
