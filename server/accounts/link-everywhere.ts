import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { linkAccount } from './vendor-links.ts';

/**
 * Links the account at every vendor where it is not yet. A vendor that cannot be asked now is left out: the link is tried
 * again when the account's instances are read, and at the next sign-in.
 */
export async function linkEverywhere(
  database: JackfieldDatabase,
  adapters: VendorAdapter[],
  account: { id: string; externalId: string; name: string },
  logger: Logger,
): Promise<void> {
  const link = async (adapter: VendorAdapter) => {
    try {
      await linkAccount(database, adapter, account);
    } catch (error) {
      const problem = error instanceof VendorError ? error.code : 'internal';
      logger.warn({ vendor: adapter.vendor, accountId: account.id, problem }, 'an account could not be linked');
    }
  };
  await Promise.all(adapters.map(link));
}
