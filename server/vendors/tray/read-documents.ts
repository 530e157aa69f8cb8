import { type GraphqlDocument, withFragments } from './graphql-document.ts';

/** Everything that reads, and the making of a user token, without which nothing of an owner's can be read. */
export const readDocuments = {
  instances: withFragments(
    'SolutionInstances',
    `query SolutionInstances($criteria: SolutionInstanceSearchCriteria, $first: Int, $after: String) {
      viewer {
        solutionInstances(criteria: $criteria, first: $first, after: $after) {
          totalCount
          edges { cursor node { ...InstanceFields } }
          pageInfo { endCursor hasNextPage }
        }
      }
    }`,
    'InstanceFields',
  ),

  // Authentications ride along because only a join by `authId` tells which one fills a slot.
  instanceDetail: withFragments(
    'SolutionInstanceDetail',
    `query SolutionInstanceDetail($criteria: SolutionInstanceSearchCriteria!, $first: Int) {
      viewer {
        solutionInstances(criteria: $criteria, first: $first) {
          totalCount
          edges {
            cursor
            node {
              ...InstanceFields
              solution { description tags customFields { key value } }
              workflows { edges { node { id sourceWorkflowId sourceWorkflowName triggerUrl } } }
            }
          }
          pageInfo { endCursor hasNextPage }
        }
        authentications { edges { node { ...AuthenticationFields } } }
      }
    }`,
    'InstanceFields',
    'AuthenticationFields',
  ),

  authentications: withFragments(
    'Authentications',
    `query Authentications {
      viewer {
        authentications { edges { node { ...AuthenticationFields } } }
      }
    }`,
    'AuthenticationFields',
  ),

  solutions: {
    operationName: 'Solutions',
    text: `query Solutions($first: Int, $after: String) {
      viewer {
        solutions(first: $first, after: $after) {
          edges {
            cursor
            node {
              id
              title
              description
              tags
              customFields { key value }
              authSlots { externalId title }
              configSlots { externalId title defaultValue }
            }
          }
          pageInfo { endCursor hasNextPage }
        }
      }
    }`,
  },

  users: {
    operationName: 'Users',
    text: `query Users($criteria: UserSearchCriteria, $first: Int, $after: String) {
      users(criteria: $criteria, first: $first, after: $after) {
        edges { cursor node { id name externalUserId } }
        pageInfo { endCursor hasNextPage }
      }
    }`,
  },

  authorize: {
    operationName: 'Authorize',
    text: `mutation Authorize($input: AuthorizeInput!) {
      authorize(input: $input) { accessToken }
    }`,
  },
} as const satisfies Record<string, GraphqlDocument>;
