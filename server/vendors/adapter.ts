import type { Capabilities } from '#contract/capabilities.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { ConnectorPort } from './connectors.ts';
import type { DeployablePort } from './deployables.ts';
import type { DeploymentPort } from './deployments.ts';
import type { OwnerLinks } from './owner-links.ts';
import type { InstanceRecord, OwnerRecord, VendorOwner } from './records.ts';

// They have a file of their own because all ports speak of them, this one and those that it holds.
export type { InstanceRecord, OwnerRecord, VendorOwner } from './records.ts';

/** A template as the catalogue shows it. */
export interface TemplateRecord {
  templateId: string;
  title: string;
  description: string | null;
  tags: string[];
  customFields: { key: string; value: string }[];
  authSlotTitles: string[];
  configSlotTitles: string[];
  authSlots: { externalId: string; title: string }[];
  configSlots: { externalId: string; title: string; defaultValue: string | null }[];
  /** The newest published version, where versions are numbered. */
  newestVersion?: number;
}

/** No name that an adapter hands on is longer, in UTF-16 units: names are sorted by an index that takes no more. */
export const longestName = 500;

/**
 * One page of a walk over instances. `next` is null on the last page. `totalCount` is what the vendor says of the whole
 * list, null when it does not say.
 */
export interface InstancePage {
  records: InstanceRecord[];
  totalCount: number | null;
  next: string | null;
  /** Rows that came but could not be read, and so stand for instances that must not be taken for gone. */
  unreadableCount?: number;
}

/** A whole instance with its values. Only its owner and admins may see it. */
export interface InstanceDetail {
  record: InstanceRecord;
  solution: Omit<TemplateRecord, 'authSlotTitles' | 'configSlotTitles' | 'authSlots' | 'configSlots'>;
  authSlots: {
    externalId: string;
    /** Null: the template no longer has the slot; the instance only still holds its value. */
    title: string | null;
    authenticationId: string | null;
    authentication: AuthenticationRecord | null;
  }[];
  configSlots: { externalId: string; title: string | null; value: string | null; defaultValue: string | null }[];
  workflows: { id: string; sourceWorkflowId: string; sourceWorkflowName: string; triggerUrl: string | null }[];
}

export interface AuthenticationRecord {
  id: string;
  name: string;
  serviceTitle: string;
  serviceVersion: string | null;
  /** The vendor's id of the service; null when it does not tell. */
  serviceId: string | null;
  /** The vendor's id of the service's environment, such as production or a test system. */
  serviceEnvironmentId: string | null;
  /** Which outside account it signs in as, as far as the vendor tells. A name that people edit does not tell it. */
  accountName: string | null;
}

/**
 * What a vendor's auth-only dialog is opened for: a new authentication for a slot of an instance, one that exists and is
 * signed in again, or a new one of a service, for no slot yet.
 */
export type AuthDialogPurpose =
  | { use: 'slot'; vendorId: string; externalId: string }
  | { use: 'edit'; authenticationId: string }
  | { use: 'another'; serviceId: string; serviceEnvironmentId: string; scopes: string[] };

/**
 * What can be read at a vendor. A debug view is handed this and nothing else: it cannot write (besides making the user
 * token that reading needs). Every method throws `VendorError`.
 */
export interface VendorReader {
  readonly vendor: Vendor;
  listTemplates(): Promise<TemplateRecord[]>;
  /** A page of every owner's instances, with the operator's credential. `after` is a former page's `next`. */
  listAllInstances(after: string | null): Promise<InstancePage>;
  /** A page of one owner's instances, with that owner's credential. Somebody else's row in it is an error. */
  listOwnInstances(owner: VendorOwner, after: string | null): Promise<InstancePage>;
  /** Null when the vendor has no such instance of this owner. */
  readInstance(owner: VendorOwner, vendorId: string): Promise<InstanceDetail | null>;
  listAuthentications(owner: VendorOwner): Promise<AuthenticationRecord[]>;
  /**
   * Which authentications stand in which slots of the owner's instances of a template. Of an owner with very many instances
   * only some are looked at.
   */
  listConnections(owner: VendorOwner, templateId: string): Promise<SlotValues['authValues']>;
  /**
   * Every owner the vendor knows, for naming those whom no link names. `betweenPages` is awaited before each further page:
   * there the caller paces the walk, or ends it by throwing.
   */
  listOwners(betweenPages?: () => Promise<void>): Promise<OwnerRecord[]>;
}

/**
 * How everybody's instances are read. `operator`: in one walk with the operator's credential. `per-owner`: the operator's
 * credential lists the owners, and each one's instances are read with that owner's own.
 */
export type EverybodyReads = 'operator' | 'per-owner';

/** Values of slots, by the slots' external ids. Config values as the vendor is to hold them. */
export interface SlotValues {
  configValues: { externalId: string; value: string }[];
  authValues: { externalId: string; authenticationId: string }[];
}

/** An instance as the answer to a change of its values shows it. */
export type ChangedValues = Pick<InstanceDetail, 'record' | 'authSlots' | 'configSlots'>;

/** What can be changed at a vendor. Every method throws `VendorError`, whose `wasDone` says what may be left behind. */
export interface VendorWriter {
  /**
   * Finds the owner by the account's external id, or makes one. Where an owner has a credential of its own it comes along,
   * sealed, to be kept with the link. `not_connected`: nobody has entered who the account is at this vendor.
   */
  findOrCreateOwner(account: {
    externalId: string;
    name: string;
  }): Promise<VendorOwner & { sealedCredential?: Buffer; folderPrefixes?: string[] }>;
  createInstance(
    owner: VendorOwner,
    input: { templateId: string; name: string; values?: SlotValues },
  ): Promise<InstanceRecord>;
  /**
   * Sets the values of slots that the instance has. Whether a vendor keeps the values of slots that are not named is not
   * documented everywhere, so the caller names all that are to stay.
   */
  updateValues(owner: VendorOwner, vendorId: string, values: SlotValues): Promise<ChangedValues>;
  renameInstance(owner: VendorOwner, vendorId: string, name: string): Promise<InstanceRecord>;
  /** Asks the vendor to refuse when values are missing. */
  enableInstance(owner: VendorOwner, vendorId: string): Promise<InstanceRecord>;
  disableInstance(owner: VendorOwner, vendorId: string): Promise<InstanceRecord>;
  /** Moves the instance to the newest version, with the values that the operator's own systems supply for it. */
  upgradeInstance(owner: VendorOwner, vendorId: string, values?: SlotValues): Promise<InstanceRecord>;
  removeInstance(owner: VendorOwner, vendorId: string): Promise<void>;
  /**
   * The address at which the vendor's wizard configures this instance, with a code made now. It acts as the owner for
   * five minutes: never journal, log or cache it. With `asksToValidate` the wizard asks the page to check each screen, and
   * waits for the answer.
   */
  openWizard(
    owner: VendorOwner,
    vendorId: string,
    options?: { asksToValidate: boolean },
  ): Promise<{ url: string; origin: string }>;
  /** The same for the vendor's dialog about one authentication. */
  openAuthDialog(owner: VendorOwner, purpose: AuthDialogPurpose): Promise<{ url: string; origin: string }>;
}

/** One vendor behind the one contract. */
export interface VendorAdapter {
  readonly vendor: Vendor;
  readonly capabilities: Capabilities;
  /** How long a new instance must rest before it may be enabled, by the vendor's documentation. */
  readonly enableDelayMs: number;
  readonly everybodyReads: EverybodyReads;
  readonly reader: VendorReader;
  readonly writer: VendorWriter;
  /** Who an account is at the vendor, entered and checked. */
  readonly ownerLinks: OwnerLinks;
  /** Connectors and their instances, where `capabilities.connectors`; else null. */
  readonly connectors: ConnectorPort | null;
  /** Versions, forms, deployments and runs, where `capabilities.deployables`; else null. */
  readonly deployables: DeployablePort | null;
  /** Deployed solutions and their jobs, where `capabilities.deployments`; else null. */
  readonly deployments: DeploymentPort | null;
  /** The vendor's own page about an instance, when an address for it is configured. */
  debugUrl(instance: { vendorId: string; vendorAccountId: string }): string | null;
}
