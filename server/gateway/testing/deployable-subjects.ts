import { z } from 'zod';
import { ownerAt } from '#server/accounts/vendor-links.ts';
import type { Caller, TestServer } from '#server/testing/test-server.ts';
import type { DeployableSubject } from './authorisation-case.ts';
import { accountIdOf, deployablePort, flowsOf, listRuns, readRun } from './deployables-bed.ts';

/** Instances that are at work on something once somebody was allowed to, so that each who is has one of their own. */
const own = {
  ofOwner: { deployed: 'Deployed by the owner', moved: 'Moved by the owner' },
  ofAdmin: { deployed: 'Deployed by the admin', moved: 'Moved by the admin' },
};

/** Adds to Northwind's seeds at Prismatic, before the index is read. */
export async function addNorthwindsDeployables(server: TestServer): Promise<void> {
  const owner = await ownerAt(server.services.database, 'prismatic', await accountIdOf(server, 'northwind'));
  const { reader, writer } = deployablePort(server);
  const template = (await reader.listVersions(owner)).find(({ title }) => title === 'Order events');
  const oldest = template?.versions.at(-1)?.versionId ?? '';
  for (const name of Object.values(own).flatMap(({ deployed, moved }) => [deployed, moved])) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { vendorId } = await writer.createInstance(owner, { versionId: oldest, name, values: [] });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await writer.deploy(owner, vendorId);
  }
}

const versionsSchema = z.object({ versions: z.array(z.object({ versionId: z.string() })) });

/** What the people ask about of Northwind's instances at Prismatic. */
export async function layOutNorthwindsDeployables(
  maya: Caller,
  found: (name: string) => { id: string; templateId: string },
): Promise<{ ofOwner: DeployableSubject; ofAdmin: DeployableSubject }> {
  const configured = found('Stock from Rotterdam').id;
  const { templateId } = found(own.ofOwner.moved);
  const answer = await maya.request(
    'GET',
    `/api/versions?vendor=prismatic&templateId=${encodeURIComponent(templateId)}`,
  );
  const [newest] = versionsSchema.parse(await answer.json()).versions;
  const [run] = (await listRuns(maya, { instanceId: configured, state: 'failed' })).nodes;
  const runId = run?.id ?? '';
  const { steps } = await readRun(maya, configured, runId);
  const [flow] = await flowsOf(maya, configured);
  const subjectOf = ({ deployed, moved }: (typeof own)['ofOwner']): DeployableSubject => ({
    configured,
    consenting: found('Alerts for the team').id,
    deployed: found(deployed).id,
    moved: found(moved).id,
    templateId,
    versionId: newest?.versionId ?? '',
    flowId: flow?.id ?? '',
    runId,
    stepId: steps[0]?.id ?? '',
  });
  return { ofOwner: subjectOf(own.ofOwner), ofAdmin: subjectOf(own.ofAdmin) };
}
