import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';

/** What a vendor says now about an instance that runs once it was deployed. For people who may change it and admins only. */
export const deployableDetailFragment = graphql(`
  fragment DeployableDetailFields on PrismaticDetail @_unmask {
    description
    labels
    versionId
    state {
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
    allowed {
      change
      configure
      deploy
      remove
      update
    }
    connections {
      key
      status
      lastRefreshedAt
    }
    flows {
      id
      name
      description
      answersCaller
      webhookUrl
      needsKey
      isFailing
      lastRanAt
      testPayload
      testContentType
    }
    vendorUrl
  }
`);

export type DeployableDetail = ResultOf<typeof deployableDetailFragment>;
export type DeploymentFlags = DeployableDetail['state'];
export type InstanceFlow = DeployableDetail['flows'][number];
