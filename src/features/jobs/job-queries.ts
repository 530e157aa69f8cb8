import { graphql } from '#src/api/graphql.ts';
import type { ResultOf, VariablesOf } from '#src/api/graphql.ts';
import { instanceRowFragment } from '#src/features/instances/instance-row.ts';

/** A job as lists show it. */
export const jobFragment = graphql(`
  fragment JobFields on Job @_unmask {
    id
    row {
      id
      name
      account {
        id
        name
      }
    }
    solutionId
    state
    stateWord
    startedBy
    startedAt {
      at
      nanoseconds
    }
    finishedAt {
      at
      nanoseconds
    }
    durationNanoseconds
    message
    outputFolder
    reviewUrl
  }
`);

export const jobsQuery = graphql(
  `
    query Jobs($filter: JobFilter, $sort: JobSort, $offset: Int!, $limit: Int!) {
      jobs(filter: $filter, sort: $sort, offset: $offset, limit: $limit) {
        nodes {
          ...JobFields
        }
        mayHaveMore
        unreadableCount
        outcome {
          vendor
          state
          code
          checkedAt
          failedSince
          retryAt
          missingCount
          refreshing
        }
        problemFields
      }
    }
  `,
  [jobFragment],
);

/** The solutions by which jobs can be narrowed. */
export const solutionChoicesQuery = graphql(`
  query SolutionChoices($first: Int!) {
    deployments(filter: {}, sort: { field: name, direction: ascending }, first: $first) {
      nodes {
        name
        version
        row {
          id
        }
      }
    }
  }
`);

/** One job with all that the vendor says about it, and the solution it ran. */
export const jobQuery = graphql(
  `
    query Job($instanceId: ID!, $jobId: ID!, $spaces: [String!]) {
      job(instanceId: $instanceId, jobId: $jobId, spaces: $spaces) {
        ...JobFields
        kind
        inputFolder
        lastStartedAt {
          at
          nanoseconds
        }
        changedAt {
          at
          nanoseconds
        }
        metadata {
          isJson
          text
        }
      }
      instance(id: $instanceId) {
        id
        row {
          ...InstanceRowFields
        }
      }
    }
  `,
  [jobFragment, instanceRowFragment],
);

export type JobData = ResultOf<typeof jobFragment>;
export type JobListPage = ResultOf<typeof jobsQuery>['jobs'];
export type JobListVariables = Pick<VariablesOf<typeof jobsQuery>, 'filter' | 'sort'>;
export type JobDetail = NonNullable<ResultOf<typeof jobQuery>['job']>;
/** What a package or a job says besides. */
export type Metadata = NonNullable<JobDetail['metadata']>;
export type ExactTime = NonNullable<JobData['startedAt']>;
