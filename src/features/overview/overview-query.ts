import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';

/** How everything is at this moment. */
export const overviewQuery = graphql(`
  query Overview($timeZone: String!) {
    overview(timeZone: $timeZone) {
      at
      since
      vendors {
        vendor
        instanceCount
        healths {
          health
          count
        }
        state
        since
        retryAt
        answerMs
        outcome {
          vendor
          state
          code
          checkedAt
          failedSince
          missingCount
          retryAt
          refreshing
        }
      }
      hours {
        from
        all
        failed
      }
      changes {
        action
        outcome
        count
      }
      lapses {
        kind
        vendor
        account {
          id
          externalId
          name
        }
        flowId
        runId
        vendorUrl
        since
        at
      }
    }
  }
`);

export type OverviewData = NonNullable<ResultOf<typeof overviewQuery>['overview']>;
export type VendorOverview = OverviewData['vendors'][number];
export type OperationHour = OverviewData['hours'][number];
export type ChangeCount = OverviewData['changes'][number];
export type Lapse = OverviewData['lapses'][number];
