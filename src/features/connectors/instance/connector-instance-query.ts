import { graphql } from '#src/api/graphql.ts';
import type { ResultOf } from '#src/api/graphql.ts';
import { connectorInstanceDetailFragment, timelineFragment } from '#src/features/instances/instance-detail-query.ts';
import { instanceRowFragment } from '#src/features/instances/instance-row.ts';

/** A process flow that uses an instance. */
export const flowUseFragment = graphql(`
  fragment FlowUseFields on FlowUse @_unmask {
    id
    name
    isEnabled
    steps {
      id
      name
    }
    vendorUrl
  }
`);

export const connectorInstanceQuery = graphql(
  `
    query ConnectorInstance($id: ID!) {
      instance(id: $id) {
        kind: __typename
        id
        row {
          ...InstanceRowFields
        }
        timeline {
          ...TimelineFields
        }
        ... on PatchworksInstance {
          detail {
            ...ConnectorInstanceDetailFields
          }
          problemCode
        }
      }
    }
  `,
  [instanceRowFragment, timelineFragment, connectorInstanceDetailFragment],
);

/** The flows that use an instance, and nothing else of it: for the dialog that removes it, wherever that is opened. */
export const instanceUseQuery = graphql(
  `
    query InstanceUse($id: ID!) {
      instance(id: $id) {
        id
        row {
          id
          vendorId
          templateId
          templateName
          account {
            id
          }
          operation {
            id
            kind
            state
            startedAt
          }
        }
        ... on PatchworksInstance {
          detail {
            flows {
              ...FlowUseFields
            }
          }
          problemCode
        }
      }
    }
  `,
  [flowUseFragment],
);

/**
 * The instances of one connector, out of the index: an admin has no list of connectors, and nobody has to ask the vendor
 * for it.
 */
export const sisterInstancesQuery = graphql(`
  query SisterInstances($filter: InstanceFilter!) {
    instances(filter: $filter, first: 100) {
      totalCount
      nodes {
        id
        vendorId
        name
      }
    }
  }
`);

export type ConnectorDetail = ResultOf<typeof connectorInstanceDetailFragment>;
export type FlowUse = ResultOf<typeof flowUseFragment>;
export type SisterInstance = ResultOf<typeof sisterInstancesQuery>['instances']['nodes'][number];
