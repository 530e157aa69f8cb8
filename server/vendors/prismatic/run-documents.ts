import { type GraphqlDocument, withFragments } from './graphql-document.ts';

/** A day, and a little more than the chart shows. */
export const mostHours = 25;

const hours = Array.from({ length: mostHours }, (_, hour) => hour);

/**
 * Two counts for every hour, in one call. Prismatic has no count by time, and a list of a busy day's runs would be
 * thousands of rows. Both bounds include their moment, so an hour ends a millisecond before the next begins.
 */
function countText(): string {
  const bounds = hours.map((hour) => `$from${hour}: DateTime!, $to${hour}: DateTime!`);
  const counts = hours.map((hour) => {
    const stretch = `instance: $instance, instance_Customer: $customer, startedAt_Gte: $from${hour}, startedAt_Lte: $to${hour}`;
    return `all${hour}: executionResults(first: 1, ${stretch}) { totalCount }
      failed${hour}: executionResults(first: 1, ${stretch}, status: ERROR) { totalCount }`;
  });
  const variables = ['$instance: ID', '$customer: ID', ...bounds].join(', ');
  return ['query RunCounts(', variables, ') {', ...counts, '}'].join('\n');
}

/** Everything that reads executions and log lines. */
export const runDocuments = {
  runs: withFragments(
    `query Runs(
      $instance: ID
      $customer: ID
      $flowConfig: ID
      $status: ExecutionStatus
      $errorIsNull: Boolean
      $replayedIsNull: Boolean
      $from: DateTime
      $to: DateTime
      $first: Int!
      $after: String
    ) {
      executionResults(
        instance: $instance
        instance_Customer: $customer
        flowConfig: $flowConfig
        status: $status
        error_Isnull: $errorIsNull
        replayForExecution_Isnull: $replayedIsNull
        startedAt_Gte: $from
        startedAt_Lte: $to
        first: $first
        after: $after
        orderBy: { field: STARTED_AT, direction: DESC }
      ) {
        totalCount
        nodes { ...RunFields }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    'RunFields',
  ),

  run: withFragments(
    `query Run($id: ID!) {
      executionResult(id: $id) {
        ...RunFields
        stepResults(first: 100, orderBy: { field: STARTED_AT, direction: ASC }) {
          nodes { id stepName displayStepName startedAt endedAt hasError }
        }
      }
    }`,
    'RunFields',
  ),

  results: {
    text: `query RunResults($id: ID!) {
      executionResult(id: $id) {
        id
        instance { id customer { id } }
        stepResults(first: 100, orderBy: { field: STARTED_AT, direction: ASC }) { nodes { id resultsUrl } }
      }
    }`,
  },

  counts: { text: countText() },

  logs: {
    text: `query Logs(
      $instance: ID
      $customer: ID
      $run: ID
      $text: String
      $from: DateTime
      $to: DateTime
      $direction: OrderDirection!
      $first: Int!
      $after: String
    ) {
      logs(
        instance: $instance
        instance_Customer: $customer
        executionResult: $run
        message_Icontains: $text
        timestamp_Gte: $from
        timestamp_Lte: $to
        orderBy: { field: TIMESTAMP, direction: $direction }
        first: $first
        after: $after
      ) {
        nodes {
          id
          timestamp
          severity
          message
          instanceId
          instanceName
          executionResultId
          flowName
          stepName
          customer { id }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  },

  // The newer way: its other arguments are not documented, so what it shows is filtered by us.
  events: {
    text: `query LogEvents(
      $from: DateTime
      $to: DateTime
      $direction: OrderDirection!
      $first: Int!
      $after: String
    ) {
      events(
        typeIn: [LOG_EVENT]
        timestampGte: $from
        timestampLte: $to
        orderBy: { field: TIMESTAMP, direction: $direction }
        first: $first
        after: $after
      ) {
        nodes {
          id
          timestamp
          ... on LogEvent { severity message instanceId instanceName executionResultId flowName }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  },
} as const satisfies Record<string, GraphqlDocument>;
