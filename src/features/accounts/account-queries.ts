import { graphql, type ResultOf, type VariablesOf } from '#src/api/graphql.ts';

/** A page of this many is as much as one looks through at once. */
export const accountPageSize = 50;

export const accountsQuery = graphql(`
  query Accounts($search: String, $sort: AccountSort!, $first: Int!, $offset: Int!) {
    accounts(search: $search, sort: $sort, first: $first, offset: $offset) {
      nodes {
        account {
          id
          externalId
          name
        }
        createdAt
        peopleCount
        linkedVendors
        instanceCount
        healths {
          health
          count
        }
        lastActivityAt
      }
      totalCount
      unfilteredCount
    }
  }
`);

export const accountQuery = graphql(`
  query Account($id: ID!) {
    account(id: $id) {
      account {
        id
        externalId
        name
      }
      createdAt
      people {
        id
        name
        viewOnly
        sessionCount
        lastSeenAt
      }
      links {
        vendor
        fields
        canBeFound
        vendorAccountId
        folderPrefixes
        hasCredential
        isInEnvironment
        isOfUnlinkedOwner
        enteredAt
        enteredBy
        checkedAt
        problemCode
        removedAt
      }
      instances {
        vendor
        count
        healths {
          health
          count
        }
      }
      lastActivityAt
      activity {
        id
        at
        action
        outcome
        personName
        problemCode
        detail
      }
    }
  }
`);

type AccountsPage = NonNullable<ResultOf<typeof accountsQuery>['accounts']>;
export type AccountsVariables = VariablesOf<typeof accountsQuery>;
export type AccountRowData = AccountsPage['nodes'][number];
export type HealthCountData = AccountRowData['healths'][number];
export type AccountData = NonNullable<ResultOf<typeof accountQuery>['account']>;
export type AccountPersonData = AccountData['people'][number];
export type AccountLinkData = AccountData['links'][number];
