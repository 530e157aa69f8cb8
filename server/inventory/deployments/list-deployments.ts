import type { DeploymentState, RunState, Visibility } from '#contract/deployments.ts';
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { JackfieldDatabase, Tables } from '../../platform/database/schema.ts';
import { type IndexedInstance, selectIndexed, toIndexed } from '../indexed-instance.ts';
import type { InstanceScope } from '../list-filter.ts';
import { containsPattern } from '../../platform/database/contains-pattern.ts';

/** A deployed solution as the index knows it. */
export interface IndexedDeployment {
  row: IndexedInstance;
  name: string;
  version: string;
  owner: string;
  author: string | null;
  summary: string | null;
  state: DeploymentState;
  visibility: Visibility | 'unknown';
  isPublic: boolean;
  updatedAt: Date | null;
  /** Of what is everybody's: as the account that asks sees it, or for administrators the newest that is known of any. */
  newestJobId: string | null;
  newestJobState: RunState | null;
  newestJobAt: Date | null;
}

export type DeploymentSortField =
  | 'name'
  | 'version'
  | 'owner'
  | 'author'
  | 'state'
  | 'visibility'
  | 'created'
  | 'updated'
  | 'newest_job';

/** What the list is narrowed by; null does not narrow. All but `search` compare the whole value. */
export interface DeploymentQuery {
  /** Of an account: its own, and everybody's where it has a link to the vendor. */
  scope: InstanceScope;
  search: string | null;
  state: DeploymentState | null;
  name: string | null;
  author: string | null;
  owner: string | null;
  visibility: Visibility | 'unknown' | null;
  sort: { field: DeploymentSortField; descending: boolean };
  limit: number;
  offset: number;
}

export interface DeploymentList {
  deployments: IndexedDeployment[];
  totalCount: number;
  /** In the same scope with no filter at all. */
  unfilteredCount: number;
  authors: string[];
  owners: string[];
}

type Joined = Tables & { instances: Tables['instances']; deployments: Tables['deployments'] };

/** Builds conditions that hold in any query that reads both tables. */
const row = expressionBuilder<Joined, 'instances' | 'deployments'>();

/** The row is written through after each change, and so knows the state sooner than the next walk. */
const shownState = sql<DeploymentState>`case instances.rest_status
  when 'enabled' then 'active' when 'disabled' then 'inactive' else 'unknown' end`;

/** What was one account's and is everybody's now keeps its former newest job to itself. */
const newestJob = {
  id: sql<string | null>`case when deployments.is_public then seen.run_id else deployments.newest_run_id end`,
  state: sql<RunState | null>`case when deployments.is_public then seen.state else deployments.newest_run_state end`,
  at: sql<Date | null>`case when deployments.is_public then seen.started_at else deployments.newest_run_at end`,
};

/** More than these nobody picks from a list. */
const mostChoices = 500;

/** A page of the solutions that somebody may see, with exact counts, all of one snapshot. */
export async function listDeployments(database: JackfieldDatabase, query: DeploymentQuery): Promise<DeploymentList> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const rows = await selectDeployments(snapshot, query.scope)
        .where(inScope(query.scope))
        .where(matchesFilter(query))
        .orderBy(sortExpressions[query.sort.field], (order) =>
          query.sort.descending ? order.desc().nullsLast() : order.asc().nullsLast(),
        )
        // Versions of one name stand together, the newest first, whatever the list is sorted by.
        .orderBy(sql`lower(deployments.name)`)
        .orderBy('instances.created_at', 'desc')
        .orderBy('instances.id')
        .limit(query.limit)
        .offset(query.offset)
        .execute();
      return {
        deployments: rows.map(toDeployment),
        totalCount: await count(snapshot, row.and([inScope(query.scope), matchesFilter(query)])),
        unfilteredCount: await count(snapshot, inScope(query.scope)),
        authors: await choices(snapshot, query.scope, 'author'),
        owners: await choices(snapshot, query.scope, 'owner'),
      };
    });
}

/** What the index knows of one solution; null when it is none, or gone. */
export async function findDeployment(
  database: JackfieldDatabase,
  scope: InstanceScope,
  instanceId: string,
): Promise<IndexedDeployment | null> {
  const found = await selectDeployments(database, scope)
    .where('instances.id', '=', instanceId)
    .where('instances.removed_at', 'is', null)
    .executeTakeFirst();
  return found ? toDeployment(found) : null;
}

/** Every version of a name that an owner has, the newest first. */
export async function findVersions(
  database: JackfieldDatabase,
  scope: InstanceScope,
  solution: { vendor: IndexedInstance['vendor']; name: string; owner: string },
): Promise<IndexedDeployment[]> {
  const found = await selectDeployments(database, scope)
    .where('instances.vendor', '=', solution.vendor)
    .where('instances.removed_at', 'is', null)
    .where('deployments.name', '=', solution.name)
    .where('deployments.owner', '=', solution.owner)
    .orderBy('instances.created_at', (order) => order.desc().nullsLast())
    .orderBy('instances.id')
    .limit(100)
    .execute();
  return found.map(toDeployment);
}

/** `scope` says whose jobs of what is everybody's are shown: no account is told those of another. */
function selectDeployments(database: JackfieldDatabase, scope: InstanceScope) {
  return selectIndexed(database)
    .innerJoin('deployments', 'deployments.instance_id', 'instances.id')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('newest_jobs')
          .whereRef('newest_jobs.instance_id', '=', 'instances.id')
          .where('newest_jobs.run_id', 'is not', null)
          .$if(scope !== 'everybody', (query) =>
            query.where('newest_jobs.account_id', '=', scope === 'everybody' ? '' : scope.accountId),
          )
          .orderBy('newest_jobs.started_at', (order) => order.desc().nullsLast())
          .limit(1)
          .select(['newest_jobs.run_id', 'newest_jobs.state', 'newest_jobs.started_at'])
          .as('seen'),
      (join) => join.onTrue(),
    )
    .select([
      'deployments.name as solution_name',
      'deployments.version',
      'deployments.owner',
      'deployments.author',
      'deployments.summary',
      shownState.as('solution_state'),
      'deployments.visibility',
      'deployments.is_public',
      'deployments.vendor_updated_at',
      newestJob.id.as('newest_job_id'),
      newestJob.state.as('newest_job_state'),
      newestJob.at.as('newest_job_at'),
    ]);
}

type SelectedRow = Awaited<ReturnType<ReturnType<typeof selectDeployments>['execute']>>[number];

function toDeployment(found: SelectedRow): IndexedDeployment {
  return {
    row: toIndexed(found),
    name: found.solution_name,
    version: found.version,
    owner: found.owner,
    author: found.author,
    summary: found.summary,
    state: found.solution_state,
    visibility: found.visibility,
    isPublic: found.is_public,
    updatedAt: found.vendor_updated_at,
    newestJobId: found.newest_job_id,
    newestJobState: found.newest_job_state,
    newestJobAt: found.newest_job_at,
  };
}

/** Versions are sorted by their numbers where they have any: 1.10.0 comes after 1.9.0. */
const versionNumbers = sql`regexp_split_to_array(nullif(regexp_replace(deployments.version, '[^0-9]+', ' ', 'g'), ''), ' +')`;

const sortExpressions = {
  name: sql`lower(deployments.name)`,
  version: sql`array(select lpad(part, 12, '0') from unnest(${versionNumbers}) as part where part <> '')`,
  owner: sql`lower(deployments.owner)`,
  author: sql`lower(deployments.author)`,
  state: shownState,
  visibility: sql`array_position(array['unknown', 'public', 'private', 'pending_review'], deployments.visibility)`,
  created: sql`instances.created_at`,
  updated: sql`deployments.vendor_updated_at`,
  newest_job: newestJob.at,
} satisfies Record<DeploymentSortField, unknown>;

function inScope(scope: InstanceScope): Expression<SqlBool> {
  const isThere = row('instances.removed_at', 'is', null);
  if (scope === 'everybody') return isThere;
  const { accountId } = scope;
  return row.and([
    isThere,
    row.or([
      row('instances.account_id', '=', accountId),
      row.and([
        row('deployments.is_public', '=', true),
        row.exists(
          row
            .selectFrom('vendor_links')
            .whereRef('vendor_links.vendor', '=', 'instances.vendor')
            .where('vendor_links.account_id', '=', accountId)
            .select('vendor_links.account_id'),
        ),
      ]),
    ]),
  ]);
}

function matchesFilter(query: DeploymentQuery): Expression<SqlBool> {
  return row.and([
    ...(query.state === null ? [] : [row(shownState, '=', query.state)]),
    ...(query.name === null ? [] : [row('deployments.name', '=', query.name)]),
    ...(query.author === null ? [] : [row('deployments.author', '=', query.author)]),
    ...(query.owner === null ? [] : [row('deployments.owner', '=', query.owner)]),
    ...(query.visibility === null ? [] : [row('deployments.visibility', '=', query.visibility)]),
    ...(query.search === null ? [] : [matchesSearch(query.search)]),
  ]);
}

function matchesSearch(search: string): Expression<SqlBool> {
  const pattern = containsPattern(search);
  const id = search.trim().toLowerCase();
  return row.or([
    row(sql`lower(instances.name)`, 'like', pattern),
    row(sql`lower(deployments.name)`, 'like', pattern),
    row(sql`lower(deployments.author)`, 'like', pattern),
    row(sql`lower(deployments.summary)`, 'like', pattern),
    row(sql`instances.id::text`, '=', id),
    row(sql`lower(instances.vendor_id)`, '=', id),
  ]);
}

async function count(database: JackfieldDatabase, condition: Expression<SqlBool>): Promise<number> {
  const { counted } = await database
    .selectFrom('instances')
    .innerJoin('deployments', 'deployments.instance_id', 'instances.id')
    .where(condition)
    .select((select) => select.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow();
  return counted;
}

async function choices(
  database: JackfieldDatabase,
  scope: InstanceScope,
  column: 'author' | 'owner',
): Promise<string[]> {
  const found = await database
    .selectFrom('instances')
    .innerJoin('deployments', 'deployments.instance_id', 'instances.id')
    .where(inScope(scope))
    .where(`deployments.${column}`, 'is not', null)
    .select(`deployments.${column} as choice`)
    .distinct()
    .orderBy('choice')
    .limit(mostChoices)
    .execute();
  // Databases differ in where capitals and signs come.
  return found.flatMap(({ choice }) => choice ?? []).toSorted((one, other) => one.localeCompare(other, 'en'));
}
