import type { Visibility } from '#contract/deployments.ts';
import type { InstanceDetail, InstanceRecord } from '../adapter.ts';
import type { DeploymentDetail, DeploymentRecord, RunRecord } from '../deployments.ts';
import { fingerprintOf } from './fingerprint.ts';
import { toMetadata } from './metadata.ts';
import type { WireRun, WireSolution } from './wire.ts';
import { cutLabel } from './wire-values.ts';
import { deploymentStateOf, publicOwner, runStateOf } from './words.ts';

const unnamedSolution = 'Unnamed solution';

/**
 * A solution in the common list. Several of one name stand side by side, each with its version, and whoever types a name to
 * remove one must not mean another: so the version is part of the name, and the name alone is the template.
 */
export function toInstanceRecord(solution: WireSolution, fingerprintKey: Buffer): InstanceRecord {
  const state = deploymentStateOf(solution.state);
  const name = nameOf(solution);
  const version = solution.version.trim();
  return {
    vendorId: solution.id,
    vendorAccountId: solution.owner,
    name: version === '' ? name : cutLabel(`${name} ${version}`),
    templateId: name,
    templateName: name,
    enabled: state === 'active',
    ...(state === 'unknown' ? { hasUnknownState: true } : {}),
    useCount: null,
    required: 'nothing',
    missing: { connections: [], values: [] },
    flags: { hasNewerVersion: false, requiresUserInput: false, requiresSystemInput: false },
    createdAt: solution.createdAtMs,
    fingerprint: fingerprintOf(solution, fingerprintKey),
    valuesFingerprint: '',
  };
}

export function toInstanceDetail(solution: WireSolution, fingerprintKey: Buffer): InstanceDetail {
  const record = toInstanceRecord(solution, fingerprintKey);
  return {
    record,
    solution: {
      templateId: record.templateId,
      title: record.templateName,
      description: solution.description ?? solution.summary,
      tags: [],
      customFields: [],
    },
    authSlots: [],
    configSlots: [],
    workflows: [],
  };
}

/** `asked`: the visibility by which the list was narrowed, or that was just set. What is owned by nobody is public. */
export function toDeploymentRecord(solution: WireSolution, asked: Visibility | null): DeploymentRecord {
  const isPublic = solution.owner === publicOwner;
  return {
    vendorId: solution.id,
    vendorAccountId: solution.owner,
    isPublic,
    name: nameOf(solution),
    version: solution.version,
    author: solution.author,
    summary: solution.summary,
    state: deploymentStateOf(solution.state),
    visibility: isPublic ? 'public' : (asked ?? 'unknown'),
    createdAt: solution.createdAtMs,
    updatedAt: solution.updatedAtMs,
  };
}

export function toDeploymentDetail(solution: WireSolution, asked: Visibility | null): DeploymentDetail {
  return {
    deployment: toDeploymentRecord(solution, asked),
    description: solution.description,
    packagePath: solution.solution_path,
    metadata: toMetadata(solution.metadata),
  };
}

export function toRunRecord(run: WireRun): RunRecord {
  const state = runStateOf(run.state);
  const hasEnded = state !== 'running';
  return {
    runId: run.id,
    deploymentId: run.deployedSolutionId,
    state,
    stateWord: run.state,
    startedBy: run.accountId,
    kind: run.jobType,
    startedAt: run.startTimeNs,
    lastStartedAt: run.lastStartTimeNs,
    changedAt: run.modifiedTimeNs,
    // What stands there before the end is not documented, and a moment that is still to come must not look like an end.
    finishedAt: hasEnded ? run.completionTimeNs : null,
    durationNanoseconds: hasEnded ? run.timeTakenNs : null,
    message: run.message,
    outputFolder: run.outputFolder,
    metadata: toMetadata(run.metadata),
  };
}

function nameOf({ name }: WireSolution): string {
  return name.trim() === '' ? unnamedSolution : name;
}
