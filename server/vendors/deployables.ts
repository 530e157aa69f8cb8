import type { Vendor } from '#contract/vendors.ts';
import type { DeploymentState } from './deployment-state.ts';
import type { InstanceForm } from '#contract/instance-form.ts';
import type { InstanceRecord, OwnerRecord, VendorOwner } from './records.ts';
import type { RunReader, RunWriter } from './runs.ts';
import { VendorError } from './vendor-error.ts';

/** A published version of a template. */
export interface VersionRecord {
  versionId: string;
  number: number;
  /** What its maker says about it. */
  comment: string | null;
  publishedAt: Date | null;
  /** Whether owners may deploy it themselves. An administrator may deploy whatever is published. */
  isForOwners: boolean;
}

/** A template with its published versions, the newest first. There is at least one. */
export interface VersionedTemplate {
  templateId: string;
  title: string;
  description: string | null;
  category: string | null;
  /** Whether an owner may have more than one instance of it. */
  allowsSeveral: boolean;
  versions: VersionRecord[];
}

/** What the vendor lets whoever asked do with an instance. Null: it does not say. */
export interface AllowedActions {
  change: boolean | null;
  configure: boolean | null;
  deploy: boolean | null;
  remove: boolean | null;
  /** Whether owners may move it to a newer version themselves. */
  update: boolean | null;
}

/** What is stored for a field that is no connection. */
export interface StoredValue {
  key: string;
  /** As the vendor holds it: always text. */
  value: string | null;
  schedule: { kind: string; timeZone: string | null } | null;
}

/** `waiting`: somebody must still agree on the third party's page. */
export type ConnectionStatus = 'active' | 'waiting' | 'failed' | 'unknown';

export interface StoredConnection {
  key: string;
  connectionId: string;
  status: ConnectionStatus;
  lastRefreshedAt: Date | null;
  /** What its inputs hold. `value` is null where the vendor keeps it to itself, and `isStored` says that there is one. */
  inputs: { name: string; value: string | null; isStored: boolean }[];
}

/** A flow of an instance. The address starts it: only the owner and administrators may see it. */
export interface FlowRecord {
  flowId: string;
  name: string;
  description: string | null;
  /** Its caller waits for its answer. */
  answersCaller: boolean;
  webhookUrl: string | null;
  needsKey: boolean;
  isFailing: boolean;
  lastRanAt: Date | null;
  testPayload: string | null;
  testContentType: string | null;
}

/** A whole instance with its values. Only its owner and administrators may see it. */
export interface DeployableDetail {
  record: InstanceRecord;
  description: string | null;
  labels: string[];
  versionId: string;
  state: DeploymentState;
  allowed: AllowedActions;
  values: StoredValue[];
  connections: StoredConnection[];
  flows: FlowRecord[];
}

/**
 * A value as it is to be stored. What is not named stays as it is. Of a connection, an input that is left out or empty stays
 * too, because an empty text would erase a secret that the form cannot show; null erases it outright.
 */
export type GivenValue =
  | { key: string; value: string | null; schedule?: { kind: string; timeZone: string | null } }
  | { key: string; inputs: { name: string; value: string | null }[] };

/** What a page of the form offers for this instance just now, where the choices come from a third party. */
export interface PageContent {
  choices: Map<string, { value: string; label: string }[]>;
  /** What can only be drawn from a description that we do not read. */
  unreadableKeys: string[];
}

/** What can be read. Every method throws `VendorError`. */
export interface DeployableReader {
  /** What this owner may activate; with the operator's credential whatever is published. */
  listVersions(owner: VendorOwner): Promise<VersionedTemplate[]>;
  /** Owners whose name contains the text, by name. `after` is a former page's `next`. */
  searchOwners(text: string, after: string | null): Promise<{ owners: OwnerRecord[]; next: string | null }>;
  /** What a version asks for; null when this owner may not see it. */
  readForm(owner: VendorOwner, versionId: string): Promise<InstanceForm | null>;
  /** Null when there is no such instance of this owner. */
  readInstance(owner: VendorOwner, vendorId: string): Promise<DeployableDetail | null>;
  /** The same without anything but connections, for asking again and again whether somebody has agreed. */
  readConnections(owner: VendorOwner, vendorId: string): Promise<StoredConnection[] | null>;
  readPage(owner: VendorOwner, vendorId: string, pageName: string): Promise<PageContent>;
  /** The third party's page on which a person agrees to a connection. It is for this owner alone, and not kept. */
  openConsent(owner: VendorOwner, vendorId: string, key: string): Promise<{ url: string }>;
}

/** What can be changed. Every method throws `VendorError`, `ValuesRefusedError` when the vendor names fields. */
export interface DeployableWriter {
  createInstance(
    owner: VendorOwner,
    wanted: { versionId: string; name: string; values: GivenValue[] },
  ): Promise<InstanceRecord>;
  /** Sets these values and leaves the others alone. `isComplete`: with them the form is done. */
  setValues(
    owner: VendorOwner,
    vendorId: string,
    values: GivenValue[],
    options?: { isComplete: boolean },
  ): Promise<InstanceRecord>;
  /** Sets these values and puts all others back to their defaults. Only for a form that shows every one of them. */
  replaceValues(owner: VendorOwner, vendorId: string, values: GivenValue[]): Promise<InstanceRecord>;
  /** Points the instance at another version. What is at work stays at work until it is deployed. */
  changeVersion(owner: VendorOwner, vendorId: string, versionId: string): Promise<InstanceRecord>;
  /** Puts the version and the values to work, and enables the instance. Refused while something is missing. */
  deploy(owner: VendorOwner, vendorId: string): Promise<InstanceRecord>;
  /** Forgets what a third party has agreed to. */
  disconnect(owner: VendorOwner, vendorId: string, key: string): Promise<void>;
}

/** Instances of published versions that are configured in a form of ours, and run once they were deployed. */
export interface DeployablePort {
  readonly reader: DeployableReader;
  readonly writer: DeployableWriter;
  readonly runs: RunReader & RunWriter;
}

/** What the vendor finds wrong with one field of what was sent. */
export interface RefusedField {
  /** `whole`: with all of it together. */
  about: 'name' | 'values' | 'version' | 'owner' | 'whole';
  messages: string[];
}

/** The vendor names what is wrong. Nothing was saved. */
export class ValuesRefusedError extends VendorError {
  readonly problems: RefusedField[];

  /** `problems` must be free of secrets. */
  constructor(vendor: Vendor, problems: RefusedField[]) {
    super(vendor, 'refused', { wasDone: 'no', vendorMessage: problems[0]?.messages[0] ?? null });
    this.problems = problems;
  }
}
