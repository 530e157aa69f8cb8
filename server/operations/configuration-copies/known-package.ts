import type { JackfieldDatabase } from '../../platform/database/schema.ts';

/** The package that a solution was deployed from, where that was done here; the vendor need not tell it. */
export async function knownPackage(database: JackfieldDatabase, instanceId: string): Promise<string | null> {
  const deployed = await database
    .selectFrom('operations')
    .where('instance_id', '=', instanceId)
    .where('kind', '=', 'deploy_package')
    .where('state', '=', 'succeeded')
    .orderBy('started_at', 'desc')
    .select('data')
    .executeTakeFirst();
  return deployed?.data.job?.packagePath ?? null;
}
