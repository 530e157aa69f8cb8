import type { AuthenticationRecord, InstanceDetail, InstanceRecord, OwnerRecord, TemplateRecord } from '../adapter.ts';
import type { Configuration, DeploymentState } from '../deployment-state.ts';
import { fingerprintOf, valuesFingerprintOf } from './fingerprint.ts';
import { askedVariables, isAsked, isConnection, requirementsOf } from './requirements.ts';
import type { WireCustomer, WireInstance, WireVariable } from './wire.ts';
import type { WireForm } from './wire-definitions.ts';

const unnamedInstance = 'Unnamed instance';
const unnamedIntegration = 'Unnamed integration';
const unnamedCustomer = 'Unnamed customer';
const unknownService = 'Unknown service';

/** What the index keeps: the same whoever reads it, with the operator's credential or the owner's. */
export function toInstanceRecord(instance: WireInstance, fingerprintKey: Buffer): InstanceRecord {
  const state = toDeploymentState(instance);
  const hasNewerVersion = state.newerVersionNumber !== null;
  return {
    vendorId: instance.id,
    vendorAccountId: instance.customer.id,
    name: orLabel(instance.name, unnamedInstance),
    templateId: instance.integration?.versionSequenceId ?? '',
    templateName: orLabel(instance.integration?.name ?? '', unnamedIntegration),
    // Nothing runs before the first deployment, whatever the flag says until then.
    enabled: state.isEnabled && state.wasDeployed,
    useCount: null,
    ...requirementsOf(instance),
    // No update comes by itself: somebody moves the instance, sets what is new, and deploys it.
    flags: { hasNewerVersion, requiresUserInput: hasNewerVersion, requiresSystemInput: false },
    createdAt: instance.createdAt,
    fingerprint: fingerprintOf(instance, fingerprintKey),
    valuesFingerprint: valuesFingerprintOf(instance, fingerprintKey),
    deployment: state,
  };
}

const configurations: Record<string, Configuration> = {
  FULLY_CONFIGURED: 'complete',
  NEEDS_INSTANCE_CONFIGURATION: 'incomplete',
  NEEDS_USER_LEVEL_CONFIGURATION: 'users',
};

/** The flags, none of which follows from another. */
export function toDeploymentState(instance: WireInstance): DeploymentState {
  const { integration, lastDeployedAt } = instance;
  const versionNumber = integration?.versionNumber ?? 0;
  const newest = integration?.versionAt?.versionNumber ?? versionNumber;
  return {
    wasDeployed: lastDeployedAt !== null,
    isEnabled: instance.enabled,
    configuration: configurations[instance.configState] ?? 'unknown',
    hasUndeployedChanges: instance.needsDeploy && lastDeployedAt !== null,
    isFailing: instance.inFailedState,
    isSuspended: instance.systemSuspended,
    versionNumber,
    deployedVersionNumber: lastDeployedAt === null ? null : instance.deployedVersion,
    newerVersionNumber: newest > versionNumber ? newest : null,
    lastDeployedAt,
    lastRanAt: instance.lastExecutedAt,
  };
}

/** A template is an integration, whatever the version: what its newest published one asks for is shown. */
export function toTemplateRecord(version: WireForm): TemplateRecord {
  const asked = version.requiredConfigVariables.filter(isAsked);
  const authSlots = asked.filter(isConnection).map(({ key }) => ({ externalId: key, title: key }));
  const configSlots = asked
    .filter((definition) => !isConnection(definition))
    .map(({ key, defaultValue }) => ({ externalId: key, title: key, defaultValue }));
  return {
    templateId: version.versionSequenceId,
    title: orLabel(version.name, unnamedIntegration),
    description: version.description,
    tags: tagsOf(version),
    customFields: [],
    authSlotTitles: authSlots.map(({ title }) => title),
    configSlotTitles: configSlots.map(({ title }) => title),
    authSlots,
    configSlots,
    newestVersion: version.versionNumber,
  };
}

/** An instance in the words that all vendors share. A connection belongs to its instance, and is named as its key is. */
export function toInstanceDetail(instance: WireInstance, fingerprintKey: Buffer): InstanceDetail {
  const asked = askedVariables(instance);
  const record = toInstanceRecord(instance, fingerprintKey);
  return {
    record,
    solution: {
      templateId: record.templateId,
      title: record.templateName,
      description: instance.integration?.description ?? null,
      tags: instance.integration?.labels ?? [],
      customFields: [],
    },
    authSlots: asked
      .filter(({ requiredConfigVariable }) => isConnection(requiredConfigVariable))
      .map((variable) => {
        const authentication = toAuthentication(variable);
        const { key } = variable.requiredConfigVariable;
        return { externalId: key, title: key, authenticationId: authentication?.id ?? null, authentication };
      }),
    configSlots: asked
      .filter(({ requiredConfigVariable }) => !isConnection(requiredConfigVariable))
      .map(({ value, requiredConfigVariable: { key, defaultValue } }) => ({
        externalId: key,
        title: key,
        value,
        defaultValue,
      })),
    workflows: instance.flowConfigs.flatMap(({ id, webhookUrl, flow }) =>
      flow === null
        ? []
        : [{ id, sourceWorkflowId: flow.id, sourceWorkflowName: flow.name, triggerUrl: webhookUrl || null }],
    ),
  };
}

/** Null until it is active. */
function toAuthentication({ id, status, requiredConfigVariable }: WireVariable): AuthenticationRecord | null {
  if (status !== 'ACTIVE') return null;
  const { key, connection } = requiredConfigVariable;
  return {
    id,
    name: key,
    serviceTitle: connection?.component.label ?? unknownService,
    serviceVersion: null,
    serviceId: null,
    serviceEnvironmentId: null,
    accountName: null,
  };
}

export function toOwnerRecord({ id, name, externalId }: WireCustomer): OwnerRecord {
  return { vendorAccountId: id, name: orLabel(name, unnamedCustomer), externalId };
}

/** The category is one tag among the labels. */
function tagsOf({ category, labels }: WireForm): string[] {
  return [...new Set([...(category === null ? [] : [category]), ...labels])];
}

export function orLabel(text: string, fallback: string): string {
  return text.trim() === '' ? fallback : text;
}
