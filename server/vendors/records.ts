import type { VersionFlags } from '#contract/update-decision.ts';
import type { DeploymentState } from './deployment-state.ts';

/** Who an account is at a vendor. */
export interface VendorOwner {
  /** The vendor's id of the owner; at Tray the Tray user id. */
  vendorAccountId: string;
  /**
   * `'operator'`: the call goes out with the operator's credential, for an administrator who acts for this owner. Left out:
   * with the owner's own. A vendor where administrators act with the owner's credential takes no notice.
   */
  credential?: 'operator';
}

/** An owner as the vendor lists it. */
export interface OwnerRecord {
  vendorAccountId: string;
  name: string;
  /** Our account's external id, when the owner was made by us or in the same way. */
  externalId: string | null;
  /** Where the owner's files lie, at a vendor whose owners have folders; as `findOrCreateOwner` tells them. */
  folderPrefixes?: string[];
}

/** What the index keeps of an instance, and what operations decide by. It holds no config value. */
export interface InstanceRecord {
  vendorId: string;
  /** The vendor's id of the owner. */
  vendorAccountId: string;
  name: string;
  templateId: string;
  templateName: string;
  enabled: boolean;
  /**
   * How many process flows use it, where instances are used and neither on nor off; `'unknown'` when the vendor does not tell.
   * Null where instances are enabled and disabled.
   */
  useCount: number | 'unknown' | null;
  /** The vendor said of its state something we have no word for. */
  hasUnknownState?: boolean;
  /** How its deployment stands, where instances run only once they were deployed. Runs change it, so it is in no fingerprint. */
  deployment?: DeploymentState;
  /** Whether the template asks for any value without a default, and whether all of them are there. */
  required: 'nothing' | 'missing' | 'complete';
  /** The titles of the slots that need a value and have none: connections, and config values. Never a value. */
  missing: { connections: string[]; values: string[] };
  flags: VersionFlags;
  createdAt: Date | null;
  /** Changes whenever values or flags change. Made with the caller's key, so that it betrays no value. */
  fingerprint: string;
  /**
   * The same of the values alone. It begins with a mark of the key and a dot, so that digests made with two keys are
   * never taken for a change. Empty where the vendor shows no values.
   */
  valuesFingerprint: string;
}
