import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** How often something was done, refused or tried in vain. */
export interface ActionCount {
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  count: number;
}

/** What the log has had to say since then, the commonest first. */
export async function countActions(database: JackfieldDatabase, since: Date): Promise<ActionCount[]> {
  return database
    .selectFrom('audit_entries')
    .where('at', '>=', since)
    .groupBy(['action', 'outcome'])
    .select((row) => ['action', 'outcome', row.fn.countAll<number>().as('count')])
    .orderBy('count', 'desc')
    .orderBy('action')
    .orderBy('outcome')
    .execute();
}
