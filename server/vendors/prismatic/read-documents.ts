import { type GraphqlDocument, withFragments } from './graphql-document.ts';

/**
 * Everything that reads instances, versions and customers. One of them is a mutation, because Prismatic computes what a page
 * of a form offers in one; it changes nothing.
 */
export const readDocuments = {
  // Sorted by what never changes: cursors are places, and rows would move between the pages.
  instances: withFragments(
    `query Instances($customer: ID, $first: Int!, $after: String) {
      instances(
        isSystem: false
        customer: $customer
        first: $first
        after: $after
        sortBy: [{ field: CREATED_AT, direction: ASC }]
      ) {
        totalCount
        nodes { ...InstanceFields }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    'InstanceFields',
  ),

  instance: withFragments(
    `query Instance($id: ID!) {
      instance(id: $id) {
        ...InstanceFields
        description
        labels
        isCustomerUpgradeable
        allowUpdate
        allowUpdateConfigVariables
        allowDeploy
        allowRemove
        integration { description labels }
        configVariables(first: 100) { nodes { ...VariableFields } }
        flowConfigs(first: 100, sortBy: [{ field: SORT_ORDER, direction: ASC }]) {
          nodes {
            id
            webhookUrl
            inFailedState
            lastExecutedAt
            testPayload
            testContentType
            apiKeys
            flow { id name description isSynchronous endpointSecurityType }
          }
        }
      }
    }`,
    'InstanceFields',
    'VariableFields',
  ),

  instanceOwner: { text: `query InstanceOwner($id: ID!) { instance(id: $id) { id customer { id } } }` },

  connections: withFragments(
    `query InstanceConnections($id: ID!) {
      instance(id: $id) {
        id
        customer { id }
        configVariables(first: 100) { nodes { ...VariableFields } }
      }
    }`,
    'VariableFields',
  ),

  consents: {
    text: `query InstanceConsents($id: ID!) {
      instance(id: $id) {
        id
        customer { id }
        configVariables(first: 100) {
          nodes { id authorizeUrl requiredConfigVariable { key } }
        }
      }
    }`,
  },

  pageContent: {
    text: `mutation PageContent($input: FetchConfigWizardPageContentInput!) {
      fetchConfigWizardPageContent(input: $input) {
        errors { field messages }
        fetchConfigWizardPageContentResult { content }
      }
    }`,
  },

  // In the order in which they were made: a new one comes last, and a new name moves none.
  templates: withFragments(
    `query Templates($first: Int!, $after: String) {
      integrations(
        customer_Isnull: true
        first: $first
        after: $after
        sortBy: [{ field: CREATED_AT, direction: ASC }]
      ) {
        totalCount
        nodes { id versionAt(latestAvailable: true) { ...FormFields } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    'FormFields',
  ),

  versions: withFragments(
    `query Versions($first: Int!, $after: String) {
      integrations(
        allVersions: true
        versionIsAvailable: true
        customer_Isnull: true
        first: $first
        after: $after
        sortBy: [{ field: NAME, direction: ASC }, { field: VERSION_NUMBER, direction: DESC }]
      ) {
        totalCount
        nodes { ...VersionFields }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    'VersionFields',
  ),

  // What owners may activate is what the marketplace shows them: the newest version of each, and with it the others.
  ownVersions: withFragments(
    `query OwnVersions($first: Int!, $after: String) {
      marketplaceIntegrations(first: $first, after: $after, sortBy: [{ field: NAME, direction: ASC }]) {
        totalCount
        nodes {
          ...VersionFields
          versionSequence(versionIsAvailable: true, first: 100, sortBy: [{ field: VERSION_NUMBER, direction: DESC }]) {
            nodes { ...VersionFields }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    'VersionFields',
  ),

  newestVersion: {
    text: `query NewestVersion($template: UUID!) {
      integrations(
        versionSequenceId: $template
        allVersions: true
        versionIsAvailable: true
        first: 1
        sortBy: [{ field: VERSION_NUMBER, direction: DESC }]
      ) {
        nodes { id }
      }
    }`,
  },

  ownNewestVersion: {
    text: `query OwnNewestVersion($template: UUID!) {
      marketplaceIntegrations(
        versionSequenceId: $template
        first: 1
        sortBy: [{ field: VERSION_NUMBER, direction: DESC }]
      ) {
        nodes { id }
      }
    }`,
  },

  form: withFragments(`query Form($id: ID!) { integration(id: $id) { ...FormFields } }`, 'FormFields'),

  customers: {
    text: `query Customers($externalId: String, $text: String, $first: Int!, $after: String) {
      customers(
        isSystem: false
        externalId: $externalId
        name_Icontains: $text
        first: $first
        after: $after
        sortBy: [{ field: NAME, direction: ASC }, { field: CREATED_AT, direction: ASC }]
      ) {
        totalCount
        nodes { id name externalId }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  },

  customer: { text: `query Customer($id: ID!) { customer(id: $id) { id name externalId } }` },
} as const satisfies Record<string, GraphqlDocument>;
