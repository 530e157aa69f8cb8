import type { VendorAdapter, VendorOwner, VendorReader } from '../adapter.ts';

/** An adapter with a vendor behind it, and what the contract suite must be able to do there besides. */
export interface AdapterHarness {
  adapter: VendorAdapter;
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
