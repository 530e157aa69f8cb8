import type { FieldValues, InstanceDetails } from '#contract/connectors.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { ColumnType, Generated } from 'kysely';
import type { OptionalTimestamp, Timestamp } from './timestamps.ts';

/** What was typed of an instance in the making. Never a secret. */
export interface DraftContent {
  details: InstanceDetails;
  methodId: string | null;
  values: FieldValues;
}

/** A create that was sent and has not led to an instance yet. */
export interface SentCreate {
  /** The vendor's ids of the instances that were there before. */
  knownIds: string[];
  name: string;
  /** ISO 8601. */
  at: string;
  /** The vendor refused it, and what it has could not be looked at since. */
  isRefused?: boolean;
}

/** One instance in the making. */
export interface ConnectorDraftsTable {
  id: Generated<string>;
  account_id: string;
  person_id: string;
  vendor: Vendor;
  connector_id: string;
  content: ColumnType<DraftContent, string, string>;
  sent: ColumnType<SentCreate | null, string | null | undefined, string | null>;
  /** The instance that was made of it. */
  instance_id: string | null;
  changed_at: Timestamp;
  /** Who works on it at present, until when unless renewed. */
  claim: string | null;
  claimed_until: OptionalTimestamp;
}

/** A person was sent to a third party's page to agree. The state is known by its digest alone. */
export interface ConnectorConsentsTable {
  state_digest: Buffer;
  account_id: string;
  person_id: string;
  vendor: Vendor;
  /** For a new instance. */
  draft_id: string | null;
  /** The name that was sent with it, whatever the draft is called since. */
  name: string | null;
  /** For one that signs in again. */
  instance_id: string | null;
  expires_at: Timestamp;
  /** It is good for one use. */
  used_at: OptionalTimestamp;
}
