import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';

/** What a row of a list needs. */
export const instanceRowFragment = graphql(`
  fragment InstanceRowFields on InstanceRow @_unmask {
    id
    vendor
    vendorId
    name
    status
    health
    missing
    missingConnectionCount
    update
    templateId
    templateName
    useCount
    deployment {
      isEnabled
      wasDeployed
      configuration
      hasUndeployedChanges
      isFailing
      isSuspended
      versionNumber
      deployedVersionNumber
      newerVersionNumber
      lastDeployedAt
      lastRanAt
    }
    lastRun
    createdAt
    account {
      id
      externalId
      name
    }
    checkedAt
    operation {
      id
      kind
      state
      step
      startedAt
      problemCode
      problemMessage
      nextAttemptAt
      undoUntil
    }
  }
`);

export type InstanceRowData = ResultOf<typeof instanceRowFragment>;

export type OperationSummary = NonNullable<InstanceRowData['operation']>;
