import type { DeployablePort } from '../vendors/deployables.ts';
import type { ActsAs, DeploymentPort } from '../vendors/deployments.ts';
import type { VendorOwner } from '../vendors/adapter.ts';

/** Asks a vendor on an owner's behalf and is told when the answer held somebody else's rows. */
export type Watch = <Answer>(owner: VendorOwner, ask: () => Promise<Answer>) => Promise<Answer>;

/** The same port, whose reads are watched. What is written answers with the one instance that was named. */
export function watchDeployables(port: DeployablePort, watch: Watch): DeployablePort {
  const { reader, runs } = port;
  // Everybody's runs, read with the operator's credential, are nobody's in particular.
  const watchRuns: <Answer>(owner: VendorOwner | null, ask: () => Promise<Answer>) => Promise<Answer> = (owner, ask) =>
    owner === null ? ask() : watch(owner, ask);
  return {
    writer: port.writer,
    reader: {
      listVersions: (owner) => watch(owner, () => reader.listVersions(owner)),
      searchOwners: (text, after) => reader.searchOwners(text, after),
      readForm: (owner, versionId) => watch(owner, () => reader.readForm(owner, versionId)),
      readInstance: (owner, vendorId) => watch(owner, () => reader.readInstance(owner, vendorId)),
      readConnections: (owner, vendorId) => watch(owner, () => reader.readConnections(owner, vendorId)),
      readPage: (owner, vendorId, page) => watch(owner, () => reader.readPage(owner, vendorId, page)),
      openConsent: (owner, vendorId, key) => watch(owner, () => reader.openConsent(owner, vendorId, key)),
    },
    runs: {
      listRuns: (owner, filter, after) => watchRuns(owner, () => runs.listRuns(owner, filter, after)),
      readRun: (owner, runId) => watchRuns(owner, () => runs.readRun(owner, runId)),
      readStepResult: (owner, runId, stepId) => watchRuns(owner, () => runs.readStepResult(owner, runId, stepId)),
      listLogs: (owner, filter, after) => watchRuns(owner, () => runs.listLogs(owner, filter, after)),
      countRuns: (owner, filter, stretch) => watchRuns(owner, () => runs.countRuns(owner, filter, stretch)),
      testFlow: (owner, vendorId, flowId, request) =>
        watch(owner, () => runs.testFlow(owner, vendorId, flowId, request)),
      replayRun: (owner, runId) => watch(owner, () => runs.replayRun(owner, runId)),
    },
  };
}

/** The same of a port whose calls may also be the operator's own, which may see everybody's. */
export function watchDeployments(port: DeploymentPort, watch: Watch): DeploymentPort {
  const { reader } = port;
  const watchAs: <Answer>(as: ActsAs, ask: () => Promise<Answer>) => Promise<Answer> = (as, ask) =>
    as === 'operator' ? ask() : watch(as, ask);
  return {
    writer: port.writer,
    everybody: port.everybody,
    reviewUrl: (run) => port.reviewUrl(run),
    reader: {
      listDeployments: (as, filter, after) => watchAs(as, () => reader.listDeployments(as, filter, after)),
      listVersions: (as, solution) => watchAs(as, () => reader.listVersions(as, solution)),
      readDeployment: (as, vendorId) => watchAs(as, () => reader.readDeployment(as, vendorId)),
      readVisibility: (as, deployment) => watchAs(as, () => reader.readVisibility(as, deployment)),
      listRunsOf: (as, vendorId, filter, order) => watchAs(as, () => reader.listRunsOf(as, vendorId, filter, order)),
      listRuns: (as, filter, order) => watchAs(as, () => reader.listRuns(as, filter, order)),
      readRun: (as, runId, spaces) => watchAs(as, () => reader.readRun(as, runId, spaces)),
      readJob: (as, job) => watchAs(as, () => reader.readJob(as, job)),
    },
  };
}
