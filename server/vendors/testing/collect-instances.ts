import type { InstancePage, InstanceRecord, VendorOwner, VendorReader } from '../adapter.ts';

/** Every instance of the owner, or of all owners, over all pages. Gives up after `mostPages`. */
export async function collectInstances(
  reader: VendorReader,
  owner: VendorOwner | null,
  mostPages = 1_000,
): Promise<InstanceRecord[]> {
  const records: InstanceRecord[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: InstancePage =
      // Each page needs the one before it.
      // oxlint-disable-next-line no-await-in-loop
      owner === null ? await reader.listAllInstances(after) : await reader.listOwnInstances(owner, after);
    records.push(...page.records);
    after = page.next;
    if (after === null) return records;
  }
  throw new Error(`The list does not end within ${mostPages} pages`);
}
