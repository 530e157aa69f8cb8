import type { Vendor } from '#contract/vendors.ts';
import { instancePath } from '#src/features/instances/abilities.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import { paths } from '#src/lib/paths.ts';
import type { LampKind } from '#src/ui/Lamp.tsx';

/** The one thing to do next, and where: a path of ours, a place of this page, or an address of the vendor’s. */
export interface DebugNext {
  words: string;
  to: string;
}

/** Why an instance does not work, in plain sentences. `next` is null only where nothing is wrong. */
export interface DebugCause {
  lamp: LampKind;
  text: string;
  next: DebugNext | null;
}

/** Where the page says what a vendor’s API does not tell. */
export const notToldId = 'not-told';

/** Where an administrator can act on an instance. The debug view itself changes nothing. */
export interface DebugPlaces {
  /** Its own page, which has the buttons. */
  instance: string;
  /** Who signs in for the account, and who it is at the vendor. */
  account: string;
  /** All that the account has, as the list shows it now. */
  list: string;
  /** The vendor’s own page about it; where no address for that is set, the words on how to set one. */
  vendor: string;
}

interface Placed {
  row: { id: string; vendor: Vendor; account: { id: string } };
  vendorUrl: string | null;
}

export function placesOf(vendors: SignedIn['vendors'], { row, vendorUrl }: Placed): DebugPlaces {
  return {
    instance: instancePath(vendors, row),
    account: paths.account.to(row.account.id),
    list: `${paths.adminInstances.to()}?account=${encodeURIComponent(row.account.id)}`,
    vendor: vendorUrl ?? `#${notToldId}`,
  };
}

/** A name in a sentence. U+2068 and U+2069 keep one that is written right to left from turning the sentence round. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** The setting that holds the address of a vendor’s own page about an instance. */
export function addressSetting(vendor: Vendor): string {
  return `${vendor.toUpperCase()}_DEBUG_URL_TEMPLATE`;
}
