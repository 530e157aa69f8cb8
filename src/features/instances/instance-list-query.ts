import { graphql } from '#src/api/graphql.ts';
import type { ResultOf, VariablesOf } from '#src/api/graphql.ts';
import { instanceRowFragment } from './instance-row.ts';

/** How many rows are fetched at once; the server refuses more. */
export const pageSize = 100;

export const instanceListQuery = graphql(
  `
    query InstanceList($filter: InstanceFilter, $sort: InstanceSort, $first: Int!, $offset: Int!) {
      instances(filter: $filter, sort: $sort, first: $first, offset: $offset) {
        nodes {
          ...InstanceRowFields
        }
        totalCount
        unfilteredCount
        needsPersonCount
        newestCheckedAt
        oldestCheckedAt
        statusCounts {
          status
          count
        }
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
  [instanceRowFragment],
);

export type InstanceListVariables = Pick<VariablesOf<typeof instanceListQuery>, 'filter' | 'sort'>;
export type InstanceListPage = ResultOf<typeof instanceListQuery>['instances'];
export type VendorOutcome = InstanceListPage['outcomes'][number];
