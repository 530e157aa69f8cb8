import type { InstanceFilter } from '#contract/instance-filter.ts';
import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tables } from '../platform/database/schema.ts';
import { containsPattern } from '../platform/database/contains-pattern.ts';

/** Whose rows exist at all for who asks. What lies outside is neither shown nor counted. */
export type InstanceScope = 'everybody' | { accountId: string };

/** The parts of a filter that hold, or do not, for all rows of a kind. */
export const kindParts = ['vendors', 'statuses', 'healths', 'updates', 'templateId', 'needsPerson'] as const;

export type KindPart = (typeof kindParts)[number];

/** Builds conditions that hold in any query that reads `instances`. */
const row = expressionBuilder<Tables, 'instances'>();

const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The rows of a scope that a filter leaves, as a condition in any query that reads `instances`, joined or not. Rows that were
 * removed are none. An empty list in the filter narrows nothing. `hasUpgradeHook`: whether the company's hook supplies values,
 * which decides for whom some updates wait.
 */
export function instanceCondition(
  filter: InstanceFilter,
  scope: InstanceScope,
  hasUpgradeHook: boolean,
): Expression<SqlBool> {
  const parts = Object.values(kindConditions(filter, hasUpgradeHook));
  return row.and([
    inScope(scope),
    sql<SqlBool>`instances.id in (
      select listed.id from listed_instances as listed
      where ${allOf(rowConditions(filter, scope))} and listed.kind in (
        select instance_counts.kind from instance_counts where ${allOf(parts)}))`,
  ]);
}

/** All rows of a scope that were not removed, as a condition on `instances`. */
export function inScope(scope: InstanceScope): Expression<SqlBool> {
  return row.and([
    row('instances.removed_at', 'is', null),
    ...(scope === 'everybody' ? [] : [row('instances.account_id', '=', scope.accountId)]),
  ]);
}

export function allOf(conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** What each part of a filter says of a kind, as a condition on `instance_counts`. Parts that narrow nothing hold for all. */
export function kindConditions(filter: InstanceFilter, hasUpgradeHook: boolean): Record<KindPart, RawBuilder<SqlBool>> {
  const oneOf = (column: string, words: readonly string[] | undefined) =>
    words?.length ? sql<SqlBool>`${sql.ref(column)} = any (${[...words]}::text[])` : sql<SqlBool>`true`;
  return {
    vendors: oneOf('instance_counts.vendor', filter.vendors),
    statuses: oneOf('instance_counts.status', filter.statuses),
    healths: oneOf('instance_counts.health', filter.healths),
    updates: oneOf('instance_counts.update_kind', filter.updates),
    templateId: oneOf('instance_counts.template_id', filter.templateId === undefined ? [] : [filter.templateId]),
    needsPerson: oneOf(
      'instance_counts.needs_person',
      filter.needsPerson ? (hasUpgradeHook ? ['yes', 'with_hook'] : ['yes']) : [],
    ),
  };
}

/** Rows that a search finds by something else than their own texts, looked up beforehand so that an index answers the rest. */
export interface SearchHits {
  /** Of the templates that have the words in their names. */
  kinds: string[];
  /** That have the words in their names; null for too many to name. */
  accountIds: string[] | null;
}

/** Scope, account and search, as conditions on `listed_instances as listed`. */
export function rowConditions(
  filter: Pick<InstanceFilter, 'accountId' | 'search'>,
  scope: InstanceScope,
  hits: SearchHits | null = null,
): RawBuilder<SqlBool>[] {
  const { accountId } = filter;
  const search = searchOf(filter);
  return [
    ...(scope === 'everybody' ? [] : [sql<SqlBool>`listed.account_id = ${scope.accountId}`]),
    ...(accountId === undefined
      ? []
      : [uuidForm.test(accountId) ? sql<SqlBool>`listed.account_id = ${accountId}` : sql<SqlBool>`false`]),
    ...(search === '' ? [] : [matchesSearch(search, scope, hits)]),
  ];
}

export function searchOf(filter: Pick<InstanceFilter, 'search'>): string {
  return filter.search?.trim() ?? '';
}

function matchesSearch(search: string, scope: InstanceScope, hits: SearchHits | null): RawBuilder<SqlBool> {
  const pattern = containsPattern(search);
  const ofTemplate = hits
    ? sql<SqlBool>`listed.kind = any (${hits.kinds}::bigint[])`
    : sql<SqlBool>`listed.kind in (
        select instance_counts.kind from instance_counts where lower(instance_counts.template_name) like ${pattern})`;
  const ofAccount = hits?.accountIds
    ? sql<SqlBool>`listed.account_id = any (${hits.accountIds}::uuid[])`
    : sql<SqlBool>`listed.account_key like ${pattern}`;
  return sql<SqlBool>`(${sql.join(
    [
      sql`listed.name_key like ${pattern}`,
      sql`listed.problem_text like ${pattern}`,
      ...(hits?.kinds.length === 0 ? [] : [ofTemplate]),
      ...(scope === 'everybody' && hits?.accountIds?.length !== 0 ? [ofAccount] : []),
      sql`listed.vendor_key = lower(${search})`,
      ...(uuidForm.test(search) ? [sql`listed.id = ${search}`] : []),
    ],
    sql` or `,
  )})`;
}
