import type { VendorOwner } from '../adapter.ts';
import type { ConnectorRecord } from '../connectors.ts';
import type { AdapterHarness } from './adapter-harness.ts';

/** How a credential ends decides what the imitated third party makes of it; without an ending it is taken. */
export type CredentialEnding = '' | '-bad' | '-forbidden' | '-timeout' | '-500';

/** A method with credentials in fields. Values hold signs that are written differently wherever they travel. */
export interface FieldsCase {
  connector: string;
  method: string;
  /** Values of the fields that are no secrets. */
  open: Record<string, string>;
  secrets(ending: CredentialEnding): Record<string, string>;
}

/** What the suite of connectors must be able to do at the vendor besides. */
export interface ConnectorHarness extends AdapterHarness {
  /** Installs the marketplace's connector of this name, or finds it installed. */
  install(owner: VendorOwner, name: string): Promise<ConnectorRecord>;
  cases: {
    /** Sent in a header or an address. The connector takes a pool. */
    fields: FieldsCase;
    /** Sent as the pair of a `Basic` header. */
    pair: FieldsCase;
    none: { connector: string; method: string };
    consent: { connector: string; method: string };
  };
  /** Where consent pages lead back. */
  returnUrl: string;
  /** Makes a connection pool; answers its id. */
  createPool(owner: VendorOwner, name: string): Promise<string>;
  /** Makes a process flow with one step that uses the instance, and one failed run; answers its id. */
  useInFlow(owner: VendorOwner, vendorId: string, isEnabled: boolean): Promise<string>;
  /** Answers a consent page as a person with this account at the third party. `code` is null when it was not allowed. */
  agree(
    url: string,
    answer: { account: string; allow: boolean },
  ): Promise<{ code: string | null; vendorState: string }>;
}
