import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';

/** What an instance is used for, whichever vendor it is of: for the dialog that removes it, wherever that is opened. */
export const removalUseQuery = graphql(`
  query RemovalUse($id: ID!) {
    instance(id: $id) {
      kind: __typename
      id
      row {
        id
        operation {
          id
          kind
          state
          startedAt
        }
      }
      ... on TrayInstance {
        detail {
          authSlots {
            externalId
            authentication {
              id
              name
              serviceTitle
            }
          }
          workflows {
            id
            sourceWorkflowName
            triggerUrl
          }
        }
        problemCode
      }
      ... on PrismaticInstance {
        deployable: detail {
          state {
            lastRanAt
          }
          flows {
            id
            name
            webhookUrl
          }
        }
        problemCode
      }
      ... on InstabaseInstance {
        deployed: detail {
          versions {
            version
            row {
              id
              status
            }
          }
        }
        problemCode
      }
    }
  }
`);

/** How often an instance ran lately, where its vendor tells that. */
export const removalRunsQuery = graphql(`
  query RemovalRuns($id: ID!, $hours: Int!) {
    runCounts(instanceId: $id, hours: $hours) {
      nodes {
        from
        all
      }
      outcomes {
        vendor
        state
        code
      }
    }
  }
`);

type AnyInstance = NonNullable<ResultOf<typeof removalUseQuery>['instance']>;
type InstanceOf<Kind> = Extract<AnyInstance, { kind: Kind }>;

export type RemovalUseData = AnyInstance;
export type SlotUse = NonNullable<InstanceOf<'TrayInstance'>['detail']>;
export type DeployableUse = NonNullable<InstanceOf<'PrismaticInstance'>['deployable']>;
export type SolutionUse = NonNullable<InstanceOf<'InstabaseInstance'>['deployed']>;
/** Work of ours, as far as a removal should know of it. */
export type WorkUnderWay = NonNullable<AnyInstance['row']['operation']>;
