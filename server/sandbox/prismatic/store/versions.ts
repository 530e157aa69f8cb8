import type { PrismaticDatabase, VersionRow } from '../database/tables.ts';
import { uuidOf } from '../global-ids.ts';

export function findVersion(database: PrismaticDatabase, uuid: string): Promise<VersionRow | undefined> {
  return database.selectFrom('versions').where('id', '=', uuid).selectAll().executeTakeFirst();
}

/** The newest published version of an integration that may be deployed. */
export function newestAvailable(database: PrismaticDatabase, sequenceId: string): Promise<VersionRow | undefined> {
  return database
    .selectFrom('versions')
    .where('sequence_id', '=', sequenceId)
    .where('is_head', '=', false)
    .where('is_available', '=', true)
    .orderBy('number', 'desc')
    .selectAll()
    .executeTakeFirst();
}

/** What an id given for deployment means: a version, or with the integration's own id its newest published one. */
export async function deployableVersion(database: PrismaticDatabase, id: string): Promise<VersionRow | undefined> {
  const uuid = uuidOf('Integration', id);
  const named = uuid === undefined ? undefined : await findVersion(database, uuid);
  if (!named?.is_head) return named;
  return newestAvailable(database, named.sequence_id);
}
