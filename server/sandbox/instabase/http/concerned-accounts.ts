import { z } from 'zod';

import type { UserRow } from '../database/tables.ts';
import { type InstabaseServices, isUuid } from '../instabase-services.ts';
import { ownerOfPath } from '../paths.ts';
import { externalIdsOf } from '../store/users.ts';

interface Asked {
  caller: UserRow;
  path: string;
  query: URLSearchParams;
  body: unknown;
}

const namedInBody = z
  .object({
    owner: z.string(),
    solution_path: z.string(),
    input_dir: z.string(),
    output_dir: z.string(),
  })
  .partial();

const solutionInPath = /\/solutions\/deployed\/([^/]+)/;

/** The external ids of the customers a call is about: the caller, or those whose things an administrator's call names. */
export async function concernedAccounts(services: InstabaseServices, asked: Asked): Promise<string[]> {
  const { caller, query, path } = asked;
  if (!caller.is_admin) return caller.external_id === null ? [] : [caller.external_id];
  const body = namedInBody.safeParse(asked.body).data;
  const paths = [body?.solution_path, body?.input_dir, body?.output_dir, ...query.getAll('output_repo')];
  const usernames = [
    ...['owner', 'author', 'user'].flatMap((name) => query.getAll(name)),
    ...(body?.owner === undefined ? [] : [body.owner]),
    ...paths.flatMap((one) => (one === undefined ? [] : [ownerOfPath(one)])),
    ...(await ownersOfSolutions(services, [solutionInPath.exec(path)?.[1] ?? '', ...query.getAll('solution_id')])),
    ...(await ownersOfJobs(services, query.getAll('job_id'))),
  ];
  return externalIdsOf(services, usernames);
}

async function ownersOfSolutions({ database }: InstabaseServices, ids: readonly string[]): Promise<string[]> {
  const known = ids.filter(isUuid);
  if (known.length === 0) return [];
  const rows = await database.selectFrom('solutions').select(['owner', 'author']).where('id', 'in', known).execute();
  return rows.flatMap(({ owner, author }) => [owner, author]);
}

async function ownersOfJobs({ database }: InstabaseServices, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const jobs = await database
    .selectFrom('async_jobs')
    .select('owner')
    .where('id', 'in', [...ids])
    .execute();
  const runs = await database
    .selectFrom('runs')
    .select(['username', 'output_repo', 'solution_owner'])
    .where('id', 'in', [...ids])
    .execute();
  return [
    ...jobs.map(({ owner }) => owner),
    ...runs.flatMap((run) => [run.username, ownerOfPath(run.output_repo), run.solution_owner]),
  ];
}
