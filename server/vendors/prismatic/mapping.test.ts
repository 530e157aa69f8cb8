import { expect, test } from 'vitest';
import { instance, newerVersionId, owner, templateId, variable, versionId } from './fixtures/answers.ts';
import { toInstanceDetail, toInstanceRecord } from './mapping.ts';
import { wireInstance } from './wire.ts';

const key = Buffer.alloc(32, 1);
const recordOf = (overrides: Record<string, unknown> = {}) =>
  toInstanceRecord(wireInstance.parse(instance(overrides)), key);
const withVariables = (...nodes: unknown[]) => ({ configVariables: { nodes } });
const newer = {
  integration: {
    id: versionId,
    name: 'Stock sync',
    versionNumber: 2,
    versionSequenceId: templateId,
    versionAt: { id: newerVersionId, versionNumber: 3 },
  },
};

test('an instance in the words of the index', () => {
  expect(recordOf()).toMatchObject({
    ...owner,
    name: 'Stock, Berlin office',
    templateId,
    templateName: 'Stock sync',
    enabled: true,
    useCount: null,
    required: 'complete',
    missing: { connections: [], values: [] },
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: new Date('2026-01-14T09:30:12.345Z'),
    deployment: {
      wasDeployed: true,
      isEnabled: true,
      configuration: 'complete',
      hasUndeployedChanges: false,
      isFailing: false,
      isSuspended: false,
      versionNumber: 2,
      deployedVersionNumber: 2,
      newerVersionNumber: null,
      lastDeployedAt: new Date('2026-01-14T09:35:00Z'),
      lastRanAt: null,
    },
  });
});

test('flags stand by themselves: paused, outdated, failing, suspended and changed at once', () => {
  const record = recordOf({ ...newer, enabled: false, needsDeploy: true, inFailedState: true, systemSuspended: true });
  expect(record.deployment).toMatchObject({
    isEnabled: false,
    hasUndeployedChanges: true,
    isFailing: true,
    isSuspended: true,
    newerVersionNumber: 3,
  });
  expect(record.flags).toEqual({ hasNewerVersion: true, requiresUserInput: true, requiresSystemInput: false });
});

test('before the first deployment nothing is enabled, deployed or changed since, whatever the flags say', () => {
  const record = recordOf({ lastDeployedAt: null, enabled: true, needsDeploy: true, deployedVersion: 0 });
  expect(record.enabled).toBe(false);
  expect(record.deployment).toMatchObject({
    wasDeployed: false,
    hasUndeployedChanges: false,
    deployedVersionNumber: null,
  });
});

test('a state that we have no word for is unknown', () => {
  expect(recordOf({ configState: 'SOMETHING_NEW' }).deployment?.configuration).toBe('unknown');
  expect(recordOf({ configState: null }).deployment?.configuration).toBe('unknown');
  expect(recordOf({ configState: 'NEEDS_USER_LEVEL_CONFIGURATION' })).toMatchObject({
    required: 'complete',
    deployment: { configuration: 'users' },
  });
});

const oauth = { dataType: 'CONNECTION', connection: { oauth2Type: 'AUTHORIZATION_CODE' } };
const basic = { dataType: 'CONNECTION', connection: { oauth2Type: null } };

test('what is missing is said by name, besides what is not the owner’s to set', () => {
  const record = recordOf({
    configState: 'NEEDS_INSTANCE_CONFIGURATION',
    ...withVariables(
      variable('Chat', { status: 'PENDING' }, oauth),
      variable('Files', { status: 'ACTIVE' }, basic),
      variable('Mail', { status: null }, basic),
      variable('Broken', { status: 'ERROR' }, basic),
      variable('Warehouse', { value: ' ' }),
      variable('Size', { value: null }, { defaultValue: '10' }),
      variable('Route', { value: null }, { orgOnly: true }),
      variable('Signature', { value: null }, { userLevelConfigured: true }),
    ),
  });
  expect(record).toMatchObject({
    required: 'missing',
    missing: { connections: ['Chat', 'Broken'], values: ['Warehouse'] },
  });
});

test('Prismatic’s word that nothing is missing is believed, and its word that something is', () => {
  expect(recordOf(withVariables(variable('Warehouse')))).toMatchObject({
    required: 'complete',
    missing: { values: [] },
  });
  expect(recordOf({ configState: 'NEEDS_INSTANCE_CONFIGURATION', ...withVariables() }).required).toBe('missing');
  expect(recordOf(withVariables()).required).toBe('nothing');
});

test('the digests change with values, connections and versions, and not with what only the operator is shown', () => {
  const before = recordOf();
  const operatorOnly = variable('Route', { value: 'secret route' }, { orgOnly: true });
  const berlin = variable('Warehouse', { value: 'Berlin' });
  expect(recordOf(withVariables(berlin, operatorOnly))).toMatchObject({
    fingerprint: before.fingerprint,
    valuesFingerprint: before.valuesFingerprint,
  });
  const changes = [
    recordOf(withVariables(variable('Warehouse', { value: 'Oslo' }))),
    recordOf(withVariables(berlin, variable('Chat', { status: 'PENDING' }, oauth))),
    recordOf(withVariables(berlin, variable('Chat', { status: 'ACTIVE' }, oauth))),
    recordOf(newer),
  ];
  expect(new Set([before, ...changes].map(({ fingerprint }) => fingerprint)).size).toBe(5);
  expect(recordOf(newer).valuesFingerprint).toBe(before.valuesFingerprint);
  expect(JSON.stringify(before)).not.toContain('Berlin"');
});

test('connections and values are slots; a connection counts once it is active', () => {
  const detail = toInstanceDetail(
    wireInstance.parse(
      instance(
        withVariables(
          variable(
            'Chat',
            { status: 'ACTIVE' },
            { ...oauth, connection: { oauth2Type: 'AUTHORIZATION_CODE', component: { label: 'Chat service' } } },
          ),
          variable('Files', { status: 'PENDING' }, basic),
          variable('Warehouse', { value: 'Berlin' }, { defaultValue: 'Oslo' }),
        ),
      ),
    ),
    key,
  );
  expect(detail.authSlots).toMatchObject([
    { externalId: 'Chat', authentication: { name: 'Chat', serviceTitle: 'Chat service' } },
    { externalId: 'Files', authenticationId: null, authentication: null },
  ]);
  expect(detail.configSlots).toEqual([
    { externalId: 'Warehouse', title: 'Warehouse', value: 'Berlin', defaultValue: 'Oslo' },
  ]);
  expect(detail.workflows).toMatchObject([{ sourceWorkflowName: 'Import' }]);
});
