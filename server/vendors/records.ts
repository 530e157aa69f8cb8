import type { VersionFlags } from '#contract/update-decision.ts';

/** Who an account is at a vendor. */
export interface VendorOwner {
  /** The vendor's id of the owner; at Tray the Tray user id. */
  vendorAccountId: string;
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
