import { graphql } from '#src/api/graphql.ts';
import type { ResultOf, VariablesOf } from '#src/api/graphql.ts';

/** How many rows each choice would leave. Asked apart, so that no row waits for a count. */
export const facetsQuery = graphql(`
  query InstanceFacets($filter: InstanceFilter, $accountSearch: String, $templateSearch: String) {
    instanceFacets(filter: $filter, accountSearch: $accountSearch, templateSearch: $templateSearch) {
      vendors {
        vendor
        count
      }
      statuses {
        status
        count
      }
      healths {
        health
        count
      }
      updates {
        update
        count
      }
      accounts {
        nodes {
          id
          name
          vendor
          count
        }
        totalCount
      }
      templates {
        nodes {
          id
          name
          vendor
          count
        }
        totalCount
      }
    }
  }
`);

export type Facets = NonNullable<ResultOf<typeof facetsQuery>['instanceFacets']>;
export type NamedCounts = Facets['accounts'];
export type FacetVariables = VariablesOf<typeof facetsQuery>;

/** How old each vendor's rows are. Asked only where they are shown. */
export const agesQuery = graphql(`
  query InstanceAges {
    instances(first: 1) {
      ages {
        vendor
        count
        newestCheckedAt
        oldestCheckedAt
      }
    }
  }
`);

/** The ids of a stretch of the list, to choose rows that were never in sight. */
export const stretchQuery = graphql(`
  query InstanceStretch($filter: InstanceFilter, $sort: InstanceSort, $first: Int!, $offset: Int!) {
    instances(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      nodes {
        id
      }
    }
  }
`);
