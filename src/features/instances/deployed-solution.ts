import { graphql } from '#src/api/graphql.ts';

/** What a vendor says about a deployed solution now, without its versions. */
export const deployedSolutionFragment = graphql(`
  fragment DeployedSolutionFields on DeployedSolution @_unmask {
    description
    packagePath
    metadata {
      isJson
      text
    }
    visibility
    mayChange
    folderPrefixes
    vendorUrl
  }
`);
