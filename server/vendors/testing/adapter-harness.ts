import type { InstanceRecord, VendorAdapter, VendorOwner, VendorReader } from '../adapter.ts';

/** An adapter with a vendor behind it, and what the contract suite must be able to do there besides. */
export interface AdapterHarness {
  adapter: VendorAdapter;
  /** What is true of this vendor beyond its capabilities. */
  traits: VendorTraits;
  /** Another owner, who has nothing yet. */
  newOwner(): Promise<VendorOwner>;
  /** An instance of the owner's that asks for values where the vendor has such. */
  createInstance(owner: VendorOwner, name: string): Promise<InstanceRecord>;
  /** Where the vendor's wizard must be; null when it has none. */
  wizardOrigin: string | null;
  /** The credentials that the adapter holds or was given by the vendor so far. They must turn up in no error. */
  secrets(): string[];
  /** Gives the instance every value it asks for, as the owner would in the vendor's own wizard or console. */
  fillValues(owner: VendorOwner, vendorId: string): Promise<void>;
  /** Lets time pass at the vendor. */
  pass(milliseconds: number): Promise<void>;
  /** Makes every call that reads or changes instances or templates meet this trouble; null: none any more. */
  setTrouble(trouble: Trouble | null): Promise<void>;
  /** The same adapter on a vendor that answers every question for instances as the script says, in its own wire format. */
  script(answer: (cursor: string | null) => ScriptedAnswer): Promise<ScriptedVendor>;
  stop(): Promise<void>;
}

/** Facts of a vendor that decide what its trouble looks like, and nothing that it can or cannot do. */
export interface VendorTraits {
  /** Credentials are made by the adapter and run out; otherwise they were entered and last, and a 401 comes before any work. */
  renewsCredentials: boolean;
  /** Rows say whose they are, so that somebody else's can be told apart. */
  rowsNameOwner: boolean;
  /** How long the vendor's own answer to too many calls asks to wait; null when it does not say. */
  limitPauseMs: number | null;
  /** How long a removal takes once the vendor has taken it. */
  removalMs: number;
  /** The troubles that the imitation can be put into. The others are tested beside the adapter. */
  troubles: readonly TroubleKind[];
}

export const troubleKinds = [
  'unavailable',
  'rate-limited',
  'rate-limited-with-pause',
  'refused',
  'unauthorized',
  'forbidden',
  'timeout',
  'reset',
  'html',
  'garbled',
  'stale',
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** How long `rate-limited-with-pause` asks to wait. */
export const askedPauseMs = 7_000;

export interface Trouble {
  kind: TroubleKind;
  /** It strikes each kind of call once; otherwise until it is taken away. */
  isOnce?: boolean;
  /** The vendor does the work first, and then meets the trouble. */
  isAfterWork?: boolean;
}

/** A row as the vendor sends it. Values may be anything that JSON can hold; null is a hole in the list. */
export type ScriptedRow = {
  id: unknown;
  name?: unknown;
  isEnabled?: unknown;
  createdAt?: unknown;
  /** It belongs to another owner than the one who asks. */
  isForeign?: boolean;
} | null;

/** One page, or a refusal, in which the vendor quotes the credential that it was shown. */
export type ScriptedAnswer =
  | 'refusal'
  | { rows: ScriptedRow[]; hasMore: boolean; cursor: string | null; totalCount?: unknown };

export interface ScriptedVendor {
  reader: VendorReader;
  owner: VendorOwner;
  secrets(): string[];
  stop(): Promise<void>;
}
