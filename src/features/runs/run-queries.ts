import { graphql } from '#src/api/graphql.ts';
import type { ResultOf, VariablesOf } from '#src/api/graphql.ts';

/** How many runs are asked for at once; the vendor gives no more. */
export const runPageSize = 100;

const runFragment = graphql(`
  fragment RunFields on Run @_unmask {
    id
    row {
      id
      name
      vendor
      account {
        id
        name
      }
    }
    instanceName
    flowId
    flowName
    state
    wasIdle
    trigger
    isTest
    startedAt
    endedAt
    error
    retryCount
    mostRetries
    stepCount
    replayOf
    wasReplayed
  }
`);

const outcomeFragment = graphql(`
  fragment RunOutcomeFields on VendorOutcome @_unmask {
    vendor
    state
    code
    missingCount
    retryAt
  }
`);

export const runListQuery = graphql(
  `
    query RunList($filter: RunFilter, $first: Int!, $after: String) {
      runs(filter: $filter, first: $first, after: $after) {
        nodes {
          ...RunFields
        }
        pageInfo {
          endCursor
          hasNextPage
        }
        totalCount
        outcomes {
          ...RunOutcomeFields
        }
      }
    }
  `,
  [runFragment, outcomeFragment],
);

export const runQuery = graphql(
  `
    query RunDetail($instanceId: ID!, $runId: ID!) {
      run(instanceId: $instanceId, runId: $runId) {
        run {
          ...RunFields
        }
        steps {
          id
          name
          startedAt
          endedAt
          hasFailed
        }
      }
    }
  `,
  [runFragment],
);

export const runCountsQuery = graphql(
  `
    query RunCounts($instanceId: ID, $hours: Int!) {
      runCounts(instanceId: $instanceId, hours: $hours) {
        nodes {
          from
          all
          failed
        }
        outcomes {
          ...RunOutcomeFields
        }
      }
    }
  `,
  [outcomeFragment],
);

export type RunData = ResultOf<typeof runFragment>;
export type RunOutcome = ResultOf<typeof outcomeFragment>;
export type RunStepData = NonNullable<ResultOf<typeof runQuery>['run']>['steps'][number];
export type RunCountData = ResultOf<typeof runCountsQuery>['runCounts']['nodes'][number];
export type RunPageData = ResultOf<typeof runListQuery>['runs'];
export type RunFilterInput = NonNullable<VariablesOf<typeof runListQuery>['filter']>;
