import type { AuditAction } from '#contract/audit-actions.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { Insertable, Kysely } from 'kysely';
import type { AuditEntriesTable, Tables } from '../platform/database/schema.ts';
import type { Clock } from '../platform/clock.ts';

export interface AuditEntry {
  action: AuditAction;
  outcome: 'done' | 'refused' | 'failed';
  personId: string | null;
  accountId?: string | null;
  instanceId?: string | null;
  problemCode?: ProblemCode | null;
  /** A short fact such as the new name. Never a credential, a config value or an address. */
  detail?: string | null;
  requestId?: string | null;
}

/** An entry as a timeline shows it. */
export interface RecordedEntry {
  id: string;
  at: Date;
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  personName: string | null;
  problemCode: ProblemCode | null;
  detail: string | null;
}

/** The append-only log of writes, sign-ins, refusals and admin views. */
export interface AuditLog {
  /** Appends one entry, in the caller's transaction when one is given, so that an action and its entry stand or fall together. */
  append(entry: AuditEntry, transaction?: Kysely<Tables>): Promise<void>;
  /**
   * Appends one entry, unless the same person has done the same with the same instance within this time: a page that asks
   * again by itself looks once.
   */
  appendOnceWithin(milliseconds: number, entry: AuditEntry): Promise<void>;
  /** Appends any number of entries in few statements. */
  appendAll(entries: AuditEntry[], transaction?: Kysely<Tables>): Promise<void>;
  /** The newest entries about one instance, newest first. `onlyAccountId`: of what was done for this account alone. */
  ofInstance(instanceId: string, limit: number, onlyAccountId?: string): Promise<RecordedEntry[]>;
}

/** PostgreSQL takes 65,535 parameters in a statement. */
const mostPerStatement = 1_000;

export function createAuditLog(database: Kysely<Tables>, clock: Clock): AuditLog {
  const toRow = (entry: AuditEntry): Insertable<AuditEntriesTable> => ({
    at: clock.now(),
    action: entry.action,
    outcome: entry.outcome,
    person_id: entry.personId,
    account_id: entry.accountId ?? null,
    instance_id: entry.instanceId ?? null,
    problem_code: entry.problemCode ?? null,
    detail: entry.detail ?? null,
    request_id: entry.requestId ?? null,
  });
  return {
    append: async (entry, transaction = database) => {
      await transaction.insertInto('audit_entries').values(toRow(entry)).execute();
    },
    appendOnceWithin: async (milliseconds, entry) => {
      const same = await database
        .selectFrom('audit_entries')
        .where('action', '=', entry.action)
        .where('person_id', 'is not distinct from', entry.personId)
        .where('instance_id', 'is not distinct from', entry.instanceId ?? null)
        .where('at', '>', new Date(clock.now().getTime() - milliseconds))
        .select('id')
        .limit(1)
        .executeTakeFirst();
      if (!same) await database.insertInto('audit_entries').values(toRow(entry)).execute();
    },
    appendAll: async (entries, transaction = database) => {
      for (let from = 0; from < entries.length; from += mostPerStatement) {
        const rows = entries.slice(from, from + mostPerStatement).map(toRow);
        // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
        await transaction.insertInto('audit_entries').values(rows).execute();
      }
    },
    ofInstance: (instanceId, limit, onlyAccountId) =>
      database
        .selectFrom('audit_entries')
        .leftJoin('people', 'people.id', 'audit_entries.person_id')
        .where('audit_entries.instance_id', '=', instanceId)
        .$if(onlyAccountId !== undefined, (query) => query.where('audit_entries.account_id', '=', onlyAccountId ?? ''))
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
        .execute()
        .then((rows) => rows.map((row) => ({ ...row, id: String(row.id) }))),
  };
}
