import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';
import { instanceRowFragment } from '#src/features/instances/instance-row.ts';

const connectorOutcomeFragment = graphql(`
  fragment ConnectorOutcome on VendorOutcome @_unmask {
    vendor
    state
    code
    checkedAt
    failedSince
    retryAt
    missingCount
    refreshing
  }
`);

/** The connectors of the account, with their instances. */
export const connectorsQuery = graphql(
  `
    query Connectors {
      connectors {
        nodes {
          id
          name
          category
          version
          newerVersion
          instances {
            row {
              ...InstanceRowFields
            }
            rateLimitAmount
            rateLimitUnit
            poolName
            lastCheckedAt
          }
        }
        outcome {
          ...ConnectorOutcome
        }
      }
    }
  `,
  [instanceRowFragment, connectorOutcomeFragment],
);

/** What can be installed. */
export const marketplaceQuery = graphql(
  `
    query Marketplace {
      marketplace {
        nodes {
          id
          name
          description
          category
          version
          isInstalled
        }
        outcome {
          ...ConnectorOutcome
        }
      }
    }
  `,
  [connectorOutcomeFragment],
);

export type ConnectorListData = NonNullable<ResultOf<typeof connectorsQuery>['connectors']>;
export type Connector = ConnectorListData['nodes'][number];
export type ConnectorInstance = Connector['instances'][number];
export type MarketplaceData = NonNullable<ResultOf<typeof marketplaceQuery>['marketplace']>;
export type MarketplaceEntry = MarketplaceData['nodes'][number];
