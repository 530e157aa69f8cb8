import type { ProblemCode } from '#contract/problems.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { InstanceList } from '../../inventory/list.ts';
import type { KnownConnection } from '../../operations/slot-connections.ts';
import type { AuthenticationRecord, InstanceDetail } from '../../vendors/adapter.ts';

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

export interface DebugViewParent extends InstanceParent {
  readAuthentications(): Promise<AuthenticationRecord[]>;
  readSiblings(): Promise<InstanceList>;
  vendorUrl: string | null;
}
