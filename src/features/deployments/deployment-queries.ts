import { graphql } from '#src/api/graphql.ts';
import type { ResultOf, VariablesOf } from '#src/api/graphql.ts';
import { timelineFragment } from '#src/features/instances/instance-detail-query.ts';
import { instanceRowFragment } from '#src/features/instances/instance-row.ts';

/** A deployed solution as lists show it. */
export const deploymentFragment = graphql(
  `
    fragment DeploymentFields on Deployment @_unmask {
      row {
        ...InstanceRowFields
      }
      name
      version
      owner
      author
      summary
      state
      visibility
      isPublic
      updatedAt
      newestJobId
      newestJobState
      newestJobAt
    }
  `,
  [instanceRowFragment],
);

/** How many rows are fetched at once; the server refuses more. */
export const deploymentPageSize = 100;

export const deploymentsQuery = graphql(
  `
    query Deployments($filter: DeploymentFilter, $sort: DeploymentSort, $first: Int!, $after: String) {
      deployments(filter: $filter, sort: $sort, first: $first, after: $after) {
        nodes {
          ...DeploymentFields
        }
        pageInfo {
          endCursor
          hasNextPage
        }
        totalCount
        unfilteredCount
        authors
        owners
        outcomes {
          vendor
          state
          code
          checkedAt
          failedSince
          retryAt
          missingCount
          refreshing
        }
      }
    }
  `,
  [deploymentFragment],
);

/**
 * A deployed solution with what its vendor says about it now. The server counts each fragment as a level and takes ten: the
 * versions are asked for without one.
 */
export const deploymentQuery = graphql(
  `
    query Deployment($id: ID!) {
      instance(id: $id) {
        kind: __typename
        id
        row {
          ...InstanceRowFields
        }
        timeline {
          ...TimelineFields
        }
        ... on InstabaseInstance {
          deployment {
            ...DeploymentFields
          }
          detail {
            description
            packagePath
            metadata {
              isJson
              text
            }
            visibility
            versions {
              name
              version
              owner
              visibility
              row {
                ...InstanceRowFields
              }
            }
            mayChange
            folderPrefixes
            vendorUrl
          }
          problemCode
        }
      }
    }
  `,
  [instanceRowFragment, timelineFragment, deploymentFragment],
);

export type DeploymentData = ResultOf<typeof deploymentFragment>;
export type DeploymentListPage = ResultOf<typeof deploymentsQuery>['deployments'];
export type DeploymentListVariables = Pick<VariablesOf<typeof deploymentsQuery>, 'filter' | 'sort'>;
type AnyInstance = NonNullable<ResultOf<typeof deploymentQuery>['instance']>;
export type DeploymentPageData = Extract<AnyInstance, { kind: 'InstabaseInstance' }>;
export type DeployedSolution = NonNullable<DeploymentPageData['detail']>;
/** Another version of the same name and owner. */
export type SolutionVersion = DeployedSolution['versions'][number];
