import type {
  DeployedSolution,
  DeploymentData,
  DeploymentListPage,
  DeploymentPageData,
} from '#src/features/deployments/deployment-queries.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import type { JobData, JobDetail, JobListPage } from '#src/features/jobs/job-queries.ts';
import type { Session } from '#src/features/session/session.ts';
import { instabaseCapabilities } from './deployment-fixtures.ts';
import { instanceRow, outcome } from './fixtures.ts';

/** The session where this vendor is set up too. */
export function withInstabase(session: Session): Session {
  return { ...session, vendors: [...session.vendors, { vendor: 'instabase', capabilities: instabaseCapabilities }] };
}

/** A deployed solution; every call makes another one. */
export function deployment(
  change: Partial<Omit<DeploymentData, 'row'>> = {},
  row: Partial<InstanceRowData> = {},
): DeploymentData {
  const name = change.name ?? 'Claims intake';
  const version = change.version ?? '1.0.0';
  return {
    row: instanceRow({ vendor: 'instabase', name: `${name} ${version}`, templateId: name, templateName: name, ...row }),
    name,
    version,
    owner: 'northwind',
    author: 'maya',
    summary: 'Reads claims.',
    state: 'active',
    visibility: 'private',
    isPublic: false,
    updatedAt: '2026-01-05T00:00:00.000Z',
    newestJobId: null,
    newestJobState: null,
    newestJobAt: null,
    ...change,
  };
}

export function deploymentList(
  nodes: DeploymentData[],
  change: Partial<DeploymentListPage> = {},
): { deployments: DeploymentListPage } {
  return {
    deployments: {
      nodes,
      pageInfo: { endCursor: null, hasNextPage: false },
      totalCount: nodes.length,
      unfilteredCount: nodes.length,
      authors: ['maya'],
      owners: ['IB_DEPLOYED', 'northwind'],
      outcomes: [outcome({ vendor: 'instabase' })],
      ...change,
    },
  };
}

export function deployedSolution(change: Partial<DeployedSolution> = {}): DeployedSolution {
  return {
    description: 'Reads claims and files them.',
    packagePath: 'northwind/claims/fs/Instabase Drive/claims.ibsolution',
    metadata: { isJson: true, text: '{"authors":["Maya Lindqvist"]}' },
    visibility: 'private',
    versions: [],
    mayChange: true,
    folderPrefixes: ['northwind/'],
    vendorUrl: null,
    ...change,
  };
}

/** What the page of a solution is answered. */
export function deploymentPage(of: DeploymentData, change: Partial<DeploymentPageData> = {}) {
  return {
    instance: {
      kind: 'InstabaseInstance' as const,
      __typename: 'InstabaseInstance',
      id: of.row.id,
      row: of.row,
      timeline: [],
      deployment: of,
      detail: deployedSolution({ versions: [of] }),
      problemCode: null,
      ...change,
    },
  };
}

/** A job that began at so many nanoseconds past a fixed second. */
export function job(change: Partial<JobData> = {}): JobData {
  return {
    id: crypto.randomUUID(),
    row: null,
    solutionId: 'solution-1',
    state: 'complete',
    stateWord: 'COMPLETE',
    startedBy: 'account-7',
    startedAt: { at: '2026-01-05T10:00:00.123Z', nanoseconds: '1767607200123456789' },
    finishedAt: { at: '2026-01-05T10:00:07.148Z', nanoseconds: '1767607207148675650' },
    durationNanoseconds: '7025218861',
    message: 'Flow completed',
    outputFolder: 'northwind/claims/out',
    reviewUrl: null,
    ...change,
  };
}

export function jobDetail(change: Partial<JobDetail> = {}): JobDetail {
  return {
    ...job(),
    kind: 'FLOW',
    inputFolder: 'northwind/claims/in',
    lastStartedAt: null,
    changedAt: null,
    metadata: null,
    ...change,
  };
}

export function jobPage(nodes: JobData[], change: Partial<JobListPage> = {}): { jobs: JobListPage } {
  return {
    jobs: {
      nodes,
      mayHaveMore: false,
      unreadableCount: 0,
      outcome: outcome({ vendor: 'instabase' }),
      problemFields: [],
      ...change,
    },
  };
}
