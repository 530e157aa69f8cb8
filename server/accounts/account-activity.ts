import type { RecordedEntry } from '../audit/audit-log.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** The newest entries of what people did in an account or for it, newest first; what was only noticed is left out. */
export async function activityOf(
  database: JackfieldDatabase,
  accountId: string,
  limit: number,
): Promise<RecordedEntry[]> {
  const entries = await database
    .selectFrom('audit_entries')
    .innerJoin('people', 'people.id', 'audit_entries.person_id')
    .where('audit_entries.account_id', '=', accountId)
    .orderBy('audit_entries.at', 'desc')
    .orderBy('audit_entries.id', 'desc')
    .limit(limit)
    .select([
      'audit_entries.id',
      'audit_entries.at',
      'audit_entries.action',
      'audit_entries.outcome',
      'people.name as personName',
      'audit_entries.problem_code as problemCode',
      'audit_entries.detail',
    ])
    .execute();
  return entries.map((entry) => ({ ...entry, id: String(entry.id) }));
}
