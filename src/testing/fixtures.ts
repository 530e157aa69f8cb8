import type { Capabilities } from '#contract/capabilities.ts';
import type { Operation } from '#contract/operations.ts';
import type { Person } from '#contract/people.ts';
import type { TrayDetail } from '#src/features/instances/instance-detail-query.ts';
import type { Session } from '#src/features/session/session.ts';
import type { InstanceListPage, VendorOutcome } from '#src/features/instances/instance-list-query.ts';
import type { InstanceRowData, OperationSummary } from '#src/features/instances/instance-row.ts';

const account = { id: '5b1f0c3e-6a0b-4f5e-9a52-0d4c1c1f7a01', externalId: 'northwind', name: 'Northwind' };

export const maya: Person = { id: 'p-maya', name: 'Maya Lindqvist', role: 'user', viewOnly: false, account };
export const jonas: Person = { id: 'p-jonas', name: 'Jonas Weber', role: 'user', viewOnly: true, account };
export const priya: Person = { id: 'p-priya', name: 'Priya Nair', role: 'admin', viewOnly: false, account: null };

export const trayCapabilities: Capabilities = {
  activate: true,
  values: true,
  wizard: true,
  authDialog: true,
  rename: true,
  enable: true,
  disable: true,
  upgrade: true,
  remove: true,
  runs: false,
  connectors: false,
  deployables: false,
  deployments: false,
};

export const patchworksCapabilities: Capabilities = {
  activate: false,
  values: false,
  wizard: false,
  authDialog: false,
  rename: true,
  enable: false,
  disable: false,
  upgrade: false,
  remove: true,
  runs: false,
  connectors: true,
  deployables: false,
  deployments: false,
};

export function sessionOf(person: Person | null): Session {
  return {
    person,
    mode: 'sandbox',
    signIn: { hostToken: false, openId: false },
    demoPeople: [
      { key: 'maya', name: 'Maya Lindqvist', accountName: 'Northwind', role: 'user', viewOnly: false },
      { key: 'jonas', name: 'Jonas Weber', accountName: 'Northwind', role: 'user', viewOnly: true },
      { key: 'priya', name: 'Priya Nair', accountName: null, role: 'admin', viewOnly: false },
    ],
    vendors: [
      { vendor: 'tray', capabilities: trayCapabilities },
      { vendor: 'patchworks', capabilities: patchworksCapabilities },
    ],
    wizardOrigins: ['http://wizard.test'],
    hasUpgradeHook: false,
    companyName: 'Contoso',
  };
}

/** A row; every call without an id makes another instance. */
export function instanceRow(change: Partial<InstanceRowData> = {}): InstanceRowData {
  const id = change.id ?? crypto.randomUUID();
  return {
    id,
    vendor: 'tray',
    vendorId: `tray-${id.slice(0, 8)}`,
    name: `Instance ${id.slice(0, 4)}`,
    status: 'enabled',
    health: 'ok',
    missing: [],
    missingConnectionCount: 0,
    useCount: null,
    deployment: null,
    lastRun: null,
    update: 'none',
    templateId: 'solution-1',
    templateName: 'Orders to chat',
    createdAt: '2026-01-02T03:04:05.000Z',
    account,
    checkedAt: new Date().toISOString(),
    operation: null,
    ...change,
  };
}

export function operationSummary(change: Partial<OperationSummary> = {}): OperationSummary {
  return {
    id: crypto.randomUUID(),
    kind: 'enable',
    state: 'running',
    step: 'enabling',
    startedAt: new Date().toISOString(),
    problemCode: null,
    problemMessage: null,
    nextAttemptAt: null,
    undoUntil: null,
    ...change,
  };
}

export function operation(change: Partial<Operation> = {}): Operation {
  return {
    id: 'operation-1',
    kind: 'activate',
    state: 'running',
    vendor: 'tray',
    instanceId: null,
    name: 'Orders',
    steps: [],
    problem: null,
    nextAttemptAt: null,
    startedAt: '2026-01-02T03:04:05.000Z',
    endedAt: null,
    personName: 'Maya Lindqvist',
    account,
    may: [],
    undoUntil: null,
    progress: null,
    runId: null,
    ...change,
  };
}

export function outcome(change: Partial<VendorOutcome> = {}): VendorOutcome {
  return {
    vendor: 'tray',
    state: 'ok',
    code: null,
    checkedAt: new Date().toISOString(),
    failedSince: null,
    retryAt: null,
    missingCount: null,
    refreshing: false,
    ...change,
  };
}

export function listPage(
  nodes: InstanceRowData[],
  change: Partial<InstanceListPage> = {},
): { instances: InstanceListPage } {
  return {
    instances: {
      nodes,
      totalCount: nodes.length,
      unfilteredCount: nodes.length,
      newestCheckedAt:
        nodes
          .map((row) => row.checkedAt)
          .toSorted()
          .at(-1) ?? null,
      oldestCheckedAt: nodes.map((row) => row.checkedAt).toSorted()[0] ?? null,
      statusCounts: [],
      needsPersonCount: 0,
      outcomes: [outcome()],
      ...change,
    },
  };
}

export function trayDetail(change: Partial<TrayDetail> = {}): TrayDetail {
  return {
    ownerId: 'tray-user-1',
    enabled: true,
    hasNewerVersion: true,
    requiresUserInput: true,
    requiresSystemInput: false,
    solution: {
      id: 'solution-1',
      title: 'Orders to chat',
      description: 'Posts each order.',
      tags: ['chat'],
      customFields: [{ key: 'category', value: 'Sales' }],
    },
    authSlots: [
      {
        externalId: 'slack',
        title: 'Slack workspace',
        authenticationId: 'auth-1',
        authentication: {
          id: 'auth-1',
          name: 'Slack of Maya',
          serviceTitle: 'Slack',
          serviceVersion: '11.0',
          accountName: null,
        },
        connection: null,
      },
      { externalId: 'crm', title: 'CRM', authenticationId: null, authentication: null, connection: null },
    ],
    configSlots: [
      { externalId: 'channel', title: 'Channel', value: '"#orders"', defaultValue: null },
      { externalId: 'limit', title: 'Limit', value: null, defaultValue: '50' },
      { externalId: 'team', title: 'Team', value: '""', defaultValue: null },
    ],
    workflows: [
      { id: 'w-1', sourceWorkflowId: 's-1', sourceWorkflowName: 'Post', triggerUrl: 'https://hook.trayapp.io' },
      { id: 'w-2', sourceWorkflowId: 's-2', sourceWorkflowName: 'Tidy up', triggerUrl: null },
    ],
    ...change,
  };
}
