import type { Capabilities } from '#contract/capabilities.ts';
import type { LogLine } from '#contract/endpoints/runs.ts';
import type { Person } from '#contract/people.ts';
import type { DeployableDetail, DeploymentFlags, InstanceFlow } from '#src/features/instances/deployable-detail.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import type { RunData, RunPageData } from '#src/features/runs/run-queries.ts';
import type { Session } from '#src/features/session/session.ts';
import { instanceRow, sessionOf, trayCapabilities } from './fixtures.ts';

export const prismaticCapabilities: Capabilities = {
  ...trayCapabilities,
  values: false,
  wizard: false,
  authDialog: false,
  runs: true,
  deployables: true,
};

/** Somebody signed in where Prismatic is set up too. */
export function prismaticSession(person: Person): Session {
  const session = sessionOf(person);
  return { ...session, vendors: [...session.vendors, { vendor: 'prismatic', capabilities: prismaticCapabilities }] };
}

/** At work on version 3, and well. */
export function deploymentFlags(change: Partial<DeploymentFlags> = {}): DeploymentFlags {
  return {
    isEnabled: true,
    wasDeployed: true,
    configuration: 'complete',
    hasUndeployedChanges: false,
    isFailing: false,
    isSuspended: false,
    versionNumber: 3,
    deployedVersionNumber: 3,
    newerVersionNumber: null,
    lastDeployedAt: '2026-01-02T03:04:05.000Z',
    lastRanAt: null,
    ...change,
  };
}

export function prismaticRow(change: Partial<InstanceRowData> = {}): InstanceRowData {
  return instanceRow({ vendor: 'prismatic', templateName: 'Order events', deployment: deploymentFlags(), ...change });
}

export function instanceFlow(change: Partial<InstanceFlow> = {}): InstanceFlow {
  return {
    id: 'flow-1',
    name: 'Take orders',
    description: null,
    answersCaller: false,
    webhookUrl: 'https://hooks.prismatic.test/trigger/abc',
    needsKey: false,
    isFailing: false,
    lastRanAt: null,
    testPayload: null,
    testContentType: null,
    ...change,
  };
}

export function deployableDetail(change: Partial<DeployableDetail> = {}): DeployableDetail {
  return {
    description: null,
    labels: ['shop'],
    versionId: 'version-3',
    state: deploymentFlags(),
    allowed: { change: true, configure: true, deploy: true, remove: true, update: true },
    connections: [{ key: 'ERP', status: 'active', lastRefreshedAt: null }],
    flows: [instanceFlow()],
    vendorUrl: null,
    ...change,
  };
}

/** A run that a webhook began and that succeeded; every call without an id makes another one. */
export function run(change: Partial<RunData> = {}): RunData {
  return {
    id: crypto.randomUUID(),
    row: null,
    instanceName: 'Orders',
    flowId: 'flow-1',
    flowName: 'Take orders',
    state: 'succeeded',
    wasIdle: false,
    trigger: 'webhook',
    isTest: false,
    startedAt: '2026-01-04T08:00:00.000Z',
    endedAt: '2026-01-04T08:00:03.000Z',
    error: null,
    retryCount: null,
    mostRetries: null,
    stepCount: 2,
    replayOf: null,
    wasReplayed: false,
    ...change,
  };
}

export function runPage(nodes: RunData[], change: Partial<RunPageData> = {}): { runs: RunPageData } {
  return {
    runs: {
      nodes,
      pageInfo: { endCursor: null, hasNextPage: false },
      totalCount: nodes.length,
      outcomes: [
        {
          vendor: 'prismatic',
          state: nodes.length === 0 ? 'empty' : 'ok',
          code: null,
          missingCount: null,
          retryAt: null,
        },
      ],
      ...change,
    },
  };
}

/** Nothing ran. */
export function noCounts(): object {
  return { runCounts: { nodes: [], outcomes: [] } };
}

export function logLine(change: Partial<LogLine> = {}): LogLine {
  return {
    lineId: crypto.randomUUID(),
    at: '2026-01-04T08:00:01.000Z',
    severity: 'info',
    message: 'Orders were read',
    runId: 'run-1',
    flowName: 'Take orders',
    stepName: 'Read',
    ...change,
  };
}
