import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';

export const catalogueQuery = graphql(`
  query Catalogue($filter: TemplateFilter, $first: Int!, $after: String) {
    catalogue(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        vendor
        title
        description
        tags
        customFields {
          key
          value
        }
        newestVersion
        authSlotTitles
        configSlotTitles
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      totalCount
      outcomes {
        vendor
        state
        code
        checkedAt
        failedSince
        retryAt
        refreshing
      }
    }
  }
`);

export type CataloguePageData = ResultOf<typeof catalogueQuery>['catalogue'];
export type Template = CataloguePageData['nodes'][number];
