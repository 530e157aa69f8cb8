import type { PrismaticDatabase, VersionRow } from '../database/tables.ts';
import { uuidOf } from '../global-ids.ts';

export function findVersion(database: PrismaticDatabase, uuid: string): Promise<VersionRow | undefined> {
  return database.selectFrom('versions').where('id', '=', uuid).selectAll().executeTakeFirst();
}

/** The newest published version of an integration that may be deployed. */
export async function newestAvailable(
  database: PrismaticDatabase,
  sequenceId: string,
): Promise<VersionRow | undefined> {
  return (await readNewest(database, [sequenceId])).get(sequenceId);
}

/** The same of many, by the integrations' ids. */
export async function readNewest(database: PrismaticDatabase, sequenceIds: string[]): Promise<Map<string, VersionRow>> {
  const rows = await database
    .selectFrom('versions')
    .where('sequence_id', 'in', sequenceIds)
    .where('is_head', '=', false)
    .where('is_available', '=', true)
    .distinctOn('sequence_id')
    .orderBy('sequence_id')
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
  return new Map(rows.map((row) => [row.sequence_id, row]));
}

/** What an id given for deployment means: a version, or with the integration's own id its newest published one. */
export async function deployableVersion(database: PrismaticDatabase, id: string): Promise<VersionRow | undefined> {
  const uuid = uuidOf('Integration', id);
  const named = uuid === undefined ? undefined : await findVersion(database, uuid);
  if (!named?.is_head) return named;
  return newestAvailable(database, named.sequence_id);
}
