import { graphql } from '#src/api/graphql.ts';
import type { ResultOf, VariablesOf } from '#src/api/graphql.ts';

/** How many entries are asked for at once; the server gives no more. */
export const auditPageSize = 100;

export const auditQuery = graphql(`
  query AuditLog($filter: AuditFilter, $first: Int!, $after: String) {
    audit(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        at
        action
        outcome
        person {
          id
          name
        }
        account {
          id
          externalId
          name
        }
        instance {
          id
          name
          isRemoved
        }
        problemCode
        detail
        requestId
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const auditChoicesQuery = graphql(`
  query AuditChoices($search: String) {
    auditChoices(search: $search) {
      actions
      people {
        id
        name
        account {
          name
        }
      }
      accounts {
        id
        externalId
        name
      }
    }
  }
`);

type AuditPageData = NonNullable<ResultOf<typeof auditQuery>['audit']>;
export type AuditFilterInput = NonNullable<VariablesOf<typeof auditQuery>['filter']>;
export type AuditEntryData = AuditPageData['nodes'][number];
export type AuditChoicesData = NonNullable<ResultOf<typeof auditChoicesQuery>['auditChoices']>;
