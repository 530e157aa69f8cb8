import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** A credential of an account's own that its vendor did not take when it was asked last. */
export interface RefusedCredential {
  vendor: Vendor;
  accountId: string;
  accountExternalId: string;
  accountName: string;
  since: Date;
}

/** The newest first. */
export async function listRefusedCredentials(database: JackfieldDatabase, limit: number): Promise<RefusedCredential[]> {
  const told = await database
    .selectFrom('vendor_links')
    .innerJoin('accounts', 'accounts.id', 'vendor_links.account_id')
    .leftJoin('sync_states', (join) =>
      join
        .onRef('sync_states.vendor', '=', 'vendor_links.vendor')
        .on((on) => on('sync_states.scope', '=', on.cast<string>('vendor_links.account_id', 'text'))),
    )
    .where((row) =>
      row.or([
        row('sync_states.failure_code', '=', 'vendor_unauthorized'),
        row('vendor_links.check_problem', '=', 'vendor_unauthorized'),
      ]),
    )
    .select((row) => [
      'vendor_links.vendor',
      'vendor_links.account_id as accountId',
      'accounts.external_id as accountExternalId',
      'accounts.name as accountName',
      row.fn.coalesce('sync_states.failed_since', 'vendor_links.checked_at').as('since'),
    ])
    .orderBy('since', 'desc')
    .limit(limit)
    .execute();
  return told.flatMap((row) => (row.since === null ? [] : [{ ...row, since: row.since }]));
}
