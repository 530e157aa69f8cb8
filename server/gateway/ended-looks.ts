import { type RawBuilder, sql } from 'kysely';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** Why an administrator no longer looks as an account, where it was not the button. */
type Reason = 'its hour was over' | 'the session ended' | 'no administrator any more';

/** A session that looked as an account until now; null: it did not. */
interface Looker {
  personId: string;
  accountId: string | null;
}

/** The entries about those that did. */
export function entriesOfEndedLooks(
  lookers: readonly Looker[],
  { reason, requestId }: { reason?: Reason; requestId?: string | undefined },
): AuditEntry[] {
  return lookers
    .filter(({ accountId }) => accountId !== null)
    .map(({ personId, accountId }) => ({
      action: 'account.end_view_as',
      outcome: 'done',
      personId,
      accountId,
      detail: reason ?? null,
      requestId: requestId ?? null,
    }));
}

/**
 * Gives sessions back to their administrators, each with its entry. Of several who find the hour over at once, which the
 * replicas and the requests of a page may be, one ends it and writes it down.
 */
export async function endLooks(
  database: JackfieldDatabase,
  audit: AuditLog,
  which: RawBuilder<unknown>,
  why: Parameters<typeof entriesOfEndedLooks>[1],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { rows } = await sql<Looker>`
      with looking as (
        select id_digest, person_id, viewing_account_id from sessions
        where viewing_account_id is not null and ${which}
        for update
      )
      update sessions set viewing_account_id = null, viewing_until = null
      from looking where sessions.id_digest = looking.id_digest
      returning looking.person_id as "personId", looking.viewing_account_id as "accountId"`.execute(transaction);
    await audit.appendAll(entriesOfEndedLooks(rows, why), transaction);
  });
}
