import { actAtInstabase } from '#server/sandbox/instabase/testing/instabase-owner.ts';
import type { TestServer } from '#server/testing/test-server.ts';
import type { DeploymentSubject } from './authorisation-case.ts';

/** What the people ask about of Northwind's seeds at Instabase. */
export async function layOutNorthwindsDeployments(server: TestServer): Promise<DeploymentSubject> {
  const owner = await actAtInstabase(server.instabaseOrigin ?? '', 'northwind');
  const { id, vendor_id: vendorId } = await server.services.database
    .selectFrom('deployments')
    .innerJoin('instances', 'instances.id', 'deployments.instance_id')
    .where('deployments.owner', '=', owner.username)
    .where('deployments.name', '=', 'Invoice reader')
    .where('deployments.version', '=', '2.3.0')
    .select(['instances.id', 'instances.vendor_id'])
    .executeTakeFirstOrThrow();
  const [run] = await owner.runs(vendorId);
  return {
    instanceId: id,
    name: 'Invoice reader',
    owner: owner.username,
    jobId: run?.id ?? '',
    folder: `${owner.spaces[0] ?? ''}/fs/Instabase Drive/incoming`,
  };
}
