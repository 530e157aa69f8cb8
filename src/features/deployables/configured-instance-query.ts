import { graphql } from '#src/api/graphql.ts';

/** Whose instance it is that is configured; out of the index, so that no vendor is asked for it. */
export const configuredInstanceQuery = graphql(`
  query ConfiguredInstance($id: ID!) {
    instance(id: $id) {
      id
      row {
        id
        name
        vendor
        deployment {
          isEnabled
          wasDeployed
        }
        account {
          id
          name
        }
      }
    }
  }
`);
