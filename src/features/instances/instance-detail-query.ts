import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';
import { deployableDetailFragment } from './deployable-detail.ts';
import { deployedSolutionFragment } from './deployed-solution.ts';
import { instanceRowFragment } from './instance-row.ts';

/** What a vendor says about an instance now, with its values. For its owner and admins only. */
export const trayDetailFragment = graphql(`
  fragment TrayDetailFields on TrayDetail @_unmask {
    ownerId
    enabled
    hasNewerVersion
    requiresUserInput
    requiresSystemInput
    solution {
      id
      title
      description
      tags
      customFields {
        key
        value
      }
    }
    authSlots {
      externalId
      title
      authenticationId
      authentication {
        id
        name
        serviceTitle
        serviceVersion
        accountName
      }
      connection {
        personName
        changedAt
        previousAccountName
      }
    }
    configSlots {
      externalId
      title
      value
      defaultValue
    }
    workflows {
      id
      sourceWorkflowId
      sourceWorkflowName
      triggerUrl
    }
  }
`);

/** What a vendor says about an instance of a connector now, without its flows' runs. Values of secrets are in no answer. */
export const connectorInstanceDetailFragment = graphql(`
  fragment ConnectorInstanceDetailFields on ConnectorInstanceDetail @_unmask {
    connectorId
    connectorName
    details {
      name
      timeZone
      dateFormat
      rateLimitAmount
      rateLimitUnit
      poolId
    }
    pools {
      id
      name
      limit
    }
    methodName
    methodKind
    fields {
      key
      label
      required
      advanced
      secret
      hasValue
      value
    }
    lastCheckedAt
    updatedAt
    flows {
      id
      name
      isEnabled
      steps {
        id
        name
      }
      vendorUrl
    }
  }
`);

export const timelineFragment = graphql(`
  fragment TimelineFields on TimelineEntry @_unmask {
    id
    at
    action
    outcome
    personName
    problemCode
    detail
  }
`);

export const instanceDetailQuery = graphql(
  `
    query InstanceDetail($id: ID!) {
      instance(id: $id) {
        id
        row {
          ...InstanceRowFields
        }
        timeline {
          ...TimelineFields
        }
        ... on TrayInstance {
          detail {
            ...TrayDetailFields
          }
          problemCode
        }
        ... on PrismaticInstance {
          deployable: detail {
            ...DeployableDetailFields
          }
          problemCode
        }
      }
    }
  `,
  [instanceRowFragment, timelineFragment, trayDetailFragment, deployableDetailFragment],
);

export const debugViewQuery = graphql(
  `
    query DebugView($id: ID!) {
      debugInstance(id: $id) {
        row {
          ...InstanceRowFields
        }
        detail {
          ...TrayDetailFields
        }
        problemCode
        siblingCount
        siblings {
          ...InstanceRowFields
        }
        authentications {
          id
          name
          serviceTitle
          serviceVersion
        }
        timeline {
          ...TimelineFields
        }
        vendorUrl
        isLinked
        connectorInstance {
          ...ConnectorInstanceDetailFields
          runsProblemCode
          runs {
            id
            flowId
            flowName
            state
            startedAt
            finishedAt
            message
          }
        }
        deployable {
          ...DeployableDetailFields
        }
        deployedSolution {
          ...DeployedSolutionFields
        }
        operations {
          id
          kind
          state
          step
          startedAt
          endedAt
          attempts
          nextAttemptAt
          problemCode
          problemMessage
          personName
        }
      }
    }
  `,
  [
    instanceRowFragment,
    timelineFragment,
    trayDetailFragment,
    connectorInstanceDetailFragment,
    deployableDetailFragment,
    deployedSolutionFragment,
  ],
);

export type DebugViewData = NonNullable<ResultOf<typeof debugViewQuery>['debugInstance']>;
export type ConnectorInstanceDetail = NonNullable<DebugViewData['connectorInstance']>;
export type TrayDetail = ResultOf<typeof trayDetailFragment>;
export type TimelineEntry = ResultOf<typeof timelineFragment>;
