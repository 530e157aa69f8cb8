import type { AuditFilter } from '#contract/audit-filter.ts';
import type { AccountReference } from '#contract/people.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { containsPattern } from '../platform/database/contains-pattern.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';

/** An entry with the names that its ids have now. */
export interface AuditedEntry {
  id: string;
  at: Date;
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  person: { id: string; name: string } | null;
  account: AccountReference | null;
  /** `name` is null where the index has forgotten it. */
  instance: { id: string; name: string | null; isRemoved: boolean } | null;
  problemCode: ProblemCode | null;
  detail: string | null;
  requestId: string | null;
}

/** The place of an entry in the log, where the next page goes on. */
export interface AuditPlace {
  at: Date;
  id: number;
}

const entry = expressionBuilder<Tables, 'audit_entries'>();

const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The entries that a filter leaves, in any query that reads `audit_entries`. An empty list narrows nothing. */
export function auditCondition(filter: AuditFilter): Expression<SqlBool> {
  const words = filter.search?.split(/\s+/u).filter(Boolean) ?? [];
  return entry.and([
    ...words.map(matchesWord),
    ...(filter.actions?.length ? [entry('audit_entries.action', 'in', filter.actions)] : []),
    ...(filter.outcomes?.length ? [entry('audit_entries.outcome', 'in', filter.outcomes)] : []),
    ...isOf('audit_entries.person_id', filter.personId),
    ...isOf('audit_entries.account_id', filter.accountId),
    ...isOf('audit_entries.instance_id', filter.instanceId),
    ...(filter.from === undefined ? [] : [entry('audit_entries.at', '>=', new Date(filter.from))]),
    ...(filter.to === undefined ? [] : [entry('audit_entries.at', '<', new Date(filter.to))]),
  ]);
}

/** A request's id is found by its beginning too, of which a page shows eight characters. */
const requestForm = /^[0-9a-f]{4}[0-9a-f-]{0,32}$/i;

function matchesWord(word: string): Expression<SqlBool> {
  return entry.or([
    entry('audit_entries.search_text', 'like', containsPattern(word)),
    ...(requestForm.test(word) ? [entry('audit_entries.request_id', 'like', `${word.toLowerCase()}%`)] : []),
    ...(uuidForm.test(word)
      ? [
          entry('audit_entries.person_id', '=', word),
          entry('audit_entries.account_id', '=', word),
          entry('audit_entries.instance_id', '=', word),
        ]
      : []),
  ]);
}

/** What is no id of ours is nobody's. */
function isOf(
  column: 'audit_entries.person_id' | 'audit_entries.account_id' | 'audit_entries.instance_id',
  id: string | undefined,
): Expression<SqlBool>[] {
  if (id === undefined) return [];
  return [uuidForm.test(id) ? entry(column, '=', id) : entry.lit(false)];
}

/** The entries that a filter leaves with their names, the newest first. */
export function selectAudited(database: JackfieldDatabase, filter: AuditFilter) {
  return database
    .selectFrom('audit_entries')
    .leftJoin('people', 'people.id', 'audit_entries.person_id')
    .leftJoin('accounts', 'accounts.id', 'audit_entries.account_id')
    .leftJoin('instances', 'instances.id', 'audit_entries.instance_id')
    .where(auditCondition(filter))
    .orderBy('audit_entries.at', 'desc')
    .orderBy('audit_entries.id', 'desc')
    .select([
      'audit_entries.id',
      'audit_entries.at',
      'audit_entries.action',
      'audit_entries.outcome',
      'audit_entries.person_id',
      'people.name as person_name',
      'accounts.id as account_id',
      'accounts.external_id as account_external_id',
      'accounts.name as account_name',
      'audit_entries.instance_id',
      'instances.name as instance_name',
      'instances.removed_at as instance_removed_at',
      'audit_entries.problem_code',
      'audit_entries.detail',
      'audit_entries.request_id',
    ]);
}

export type AuditedRow = Awaited<ReturnType<ReturnType<typeof selectAudited>['execute']>>[number];

export function toAudited(row: AuditedRow): AuditedEntry {
  const { account_id: accountId, account_external_id: externalId, account_name: accountName } = row;
  return {
    id: String(row.id),
    at: row.at,
    action: row.action,
    outcome: row.outcome,
    person: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? row.person_id },
    account:
      accountId === null || externalId === null || accountName === null
        ? null
        : { id: accountId, externalId, name: accountName },
    instance:
      row.instance_id === null
        ? null
        : {
            id: row.instance_id,
            name: row.instance_name,
            isRemoved: row.instance_name === null || row.instance_removed_at !== null,
          },
    problemCode: row.problem_code,
    detail: row.detail,
    requestId: row.request_id,
  };
}

/** A page of the log: what comes after `after` in the order of newest first. What is written meanwhile moves no page. */
export async function searchAudit(
  database: JackfieldDatabase,
  { filter, limit, after }: { filter: AuditFilter; limit: number; after: AuditPlace | null },
): Promise<AuditedEntry[]> {
  const rows = await selectAudited(database, filter)
    .$if(after !== null, (query) =>
      query.where(sql<SqlBool>`(audit_entries.at, audit_entries.id) < (${after?.at}, ${after?.id})`),
    )
    .limit(limit)
    .execute();
  return rows.map(toAudited);
}

export async function countAudited(database: JackfieldDatabase, filter: AuditFilter): Promise<number> {
  const { count } = await database
    .selectFrom('audit_entries')
    .where(auditCondition(filter))
    .select(entry.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
