import type {
  ConnectorForm,
  CredentialCheck,
  FieldValues,
  InstanceDetails,
  MethodKind,
  RateLimitUnit,
} from '#contract/connectors.ts';
import type { InstanceRecord, VendorOwner } from './records.ts';
import { VendorError } from './vendor-error.ts';
import type { Vendor } from '#contract/vendors.ts';

/** A connector that an owner has installed. */
export interface ConnectorRecord {
  connectorId: string;
  name: string;
  category: string | null;
  version: string | null;
  /** The marketplace's version, when it is newer. */
  newerVersion: string | null;
}

/** A connector that can be installed. */
export interface MarketplaceRecord {
  entryId: string;
  name: string;
  description: string | null;
  category: string | null;
  version: string | null;
  isInstalled: boolean;
}

/** An instance as the list of connectors shows it. Its record's template is the connector. */
export interface ConnectorInstanceRecord {
  record: InstanceRecord;
  rateLimitAmount: number | null;
  rateLimitUnit: RateLimitUnit | null;
  poolName: string | null;
  lastCheckedAt: Date | null;
}

/** A credential field with what is stored in it. */
export interface StoredField {
  key: string;
  label: string;
  required: boolean;
  advanced: boolean;
  secret: boolean;
  hasValue: boolean;
  /** Null for a secret. */
  value: string | null;
}

/** A whole instance. Only those who may change it may see it. */
export interface ConnectorInstanceDetail {
  record: InstanceRecord;
  connector: { connectorId: string; name: string };
  details: InstanceDetails;
  methodId: string;
  methodName: string;
  methodKind: MethodKind;
  fields: StoredField[];
  /** Whether the connector limits requests at once, so that a pool makes sense. */
  takesPool: boolean;
  lastCheckedAt: Date | null;
  updatedAt: Date | null;
}

/** A process flow that uses an instance, in these of its steps. */
export interface FlowUseRecord {
  flowId: string;
  name: string;
  isEnabled: boolean;
  steps: { stepId: string; name: string }[];
}

/** One run of a process flow. */
export interface FlowRunRecord {
  runId: string;
  flowId: string;
  state: 'started' | 'succeeded' | 'failed' | 'stopped' | 'partly' | 'unknown';
  startedAt: Date | null;
  finishedAt: Date | null;
  message: string | null;
}

/** Either it is saved, or the person must agree on the third party's own page first. */
export type SavedInstance =
  | { state: 'done'; detail: ConnectorInstanceDetail }
  | { state: 'consent'; url: string; vendorState: string };

/** What can be read. Every method throws `VendorError`, and asks with the owner's own credential. */
export interface ConnectorReader {
  listConnectors(owner: VendorOwner): Promise<ConnectorRecord[]>;
  listMarketplace(owner: VendorOwner): Promise<MarketplaceRecord[]>;
  /** Every instance of the owner's, with what the list of connectors shows. */
  listInstances(owner: VendorOwner): Promise<ConnectorInstanceRecord[]>;
  /** What the forms about a new instance need; null when the owner has no such connector. */
  readForm(owner: VendorOwner, connectorId: string): Promise<ConnectorForm | null>;
  /** Null when there is no such instance of this owner. */
  readInstance(owner: VendorOwner, vendorId: string): Promise<ConnectorInstanceDetail | null>;
  listPools(owner: VendorOwner): Promise<{ id: string; name: string; limit: number }[]>;
  /** Every process flow that uses the instance, enabled or not. */
  listFlows(owner: VendorOwner, vendorId: string): Promise<FlowUseRecord[]>;
  /** The newest runs of these flows, newest first. */
  listRuns(owner: VendorOwner, flowIds: string[], limit: number): Promise<FlowRunRecord[]>;
  /** The newest failed runs of all flows that began since then, newest first. */
  listFailedRuns(owner: VendorOwner, since: Date, limit: number): Promise<FlowRunRecord[]>;
}

/** How long a vendor keeps what it knows of a run. */
export interface RunRetention {
  logsMs: number;
  payloadsMs: number;
}

/**
 * What can be changed. Every method throws `VendorError`, whose `wasDone` says what may be left behind;
 * `CredentialsRefusedError` when the third party did not take the credentials: then nothing was saved.
 */
export interface ConnectorWriter {
  installConnector(owner: VendorOwner, entryId: string): Promise<ConnectorRecord>;
  /** Moves the connector to the marketplace's newest version. */
  updateConnector(owner: VendorOwner, connectorId: string): Promise<ConnectorRecord>;
  removeConnector(owner: VendorOwner, connectorId: string): Promise<void>;
  /** Checks the credentials at the third party and saves the instance. `returnUrl`: where a consent page leads back. */
  createInstance(
    owner: VendorOwner,
    wanted: {
      connectorId: string;
      methodId: string;
      details: InstanceDetails;
      values: FieldValues;
      returnUrl: string;
    },
  ): Promise<SavedInstance>;
  /** Saves details; nobody is asked about credentials. */
  changeDetails(
    owner: VendorOwner,
    vendorId: string,
    details: Partial<InstanceDetails>,
  ): Promise<ConnectorInstanceDetail>;
  /** Checks these values together with those stored, and saves them. A consent method asks for consent again. */
  changeCredentials(
    owner: VendorOwner,
    vendorId: string,
    wanted: { values: FieldValues; returnUrl: string },
  ): Promise<SavedInstance>;
  /** Ends a consent with what the third party sent back. */
  finishConsent(
    owner: VendorOwner,
    answer: { code: string; vendorState: string },
  ): Promise<{ detail: ConnectorInstanceDetail }>;
  /** Points a step of a flow at another instance; null: the step is removed. */
  changeFlowStep(
    owner: VendorOwner,
    step: { flowId: string; stepId: string },
    toVendorId: string | null,
  ): Promise<void>;
}

/** What a vendor has besides, whose instances belong to connectors that a company installs. */
export interface ConnectorPort {
  readonly reader: ConnectorReader;
  readonly writer: ConnectorWriter;
  /** How long the vendor keeps its records of a run, counted from the run's beginning. */
  readonly runRetention: RunRetention;
  /** The vendor's own page about a flow, when an address for it is configured. */
  flowUrl(flow: { flowId: string; vendorAccountId: string }): string | null;
}

/** The third party did not take the credentials. Nothing was saved; what was stored before still works. */
export class CredentialsRefusedError extends VendorError {
  readonly check: CredentialCheck;

  /** `check` must be free of secrets. */
  constructor(vendor: Vendor, check: CredentialCheck) {
    super(vendor, 'credentials_refused', { wasDone: 'no' });
    this.check = check;
  }
}
