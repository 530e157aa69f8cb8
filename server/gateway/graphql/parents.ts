import type { ConnectionPool } from '#contract/connectors.ts';
import type { Visibility } from '#contract/deployments.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { InstanceList } from '../../inventory/list.ts';
import type { KnownConnection } from '../../operations/slot-connections.ts';
import type { AuthenticationRecord, InstanceDetail } from '../../vendors/adapter.ts';
import type { ConnectorInstanceDetail, FlowRunRecord } from '../../vendors/connectors.ts';
import type { DeployableDetail } from '../../vendors/deployables.ts';
import type { DeploymentDetail } from '../../vendors/deployments.ts';

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

/** The same of an instance that runs once it was deployed. */
export type DeployableDetailRead =
  | { detail: PrismaticDetailParent; problemCode: null }
  | { detail: null; problemCode: ProblemCode };

export interface PrismaticInstanceParent {
  row: IndexedInstance;
  readRow(): Promise<IndexedInstance>;
  readDeployableDetail(): Promise<DeployableDetailRead>;
}

/** What the vendor said of it, in one answer. */
export interface PrismaticDetailParent {
  detail: DeployableDetail;
  vendorUrl: string | null;
}

/** The same of a solution that was deployed from a file. */
export type SolutionDetailRead =
  | { detail: DeployedSolutionParent; problemCode: null }
  | { detail: null; problemCode: ProblemCode };

export interface InstabaseInstanceParent {
  row: IndexedInstance;
  readRow(): Promise<IndexedInstance>;
  readSolutionDetail(): Promise<SolutionDetailRead>;
}

/** What the vendor said of it. What further calls are needed for is asked when a field wants it. */
export interface DeployedSolutionParent {
  row: IndexedInstance;
  detail: DeploymentDetail;
  mayChange: boolean;
  folderPrefixes: string[];
  vendorUrl: string | null;
  readVisibility(): Promise<Visibility | 'unknown'>;
}

export type AnyInstanceParent =
  | InstanceParent
  | ConnectorInstanceParent
  | PrismaticInstanceParent
  | InstabaseInstanceParent;

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
  isLinked: boolean;
  /** Of an instance of a connector; null for all others. */
  readConnectorDetail: (() => Promise<ConnectorDetailRead>) | null;
  /** Of an instance that is deployed to run; null for all others. */
  readDeployableDetail: (() => Promise<DeployableDetailRead>) | null;
  /** Of a solution that is deployed from a file; null for all others. */
  readSolutionDetail: (() => Promise<SolutionDetailRead>) | null;
}
